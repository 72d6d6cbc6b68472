/** `caller` scopes the key: whoever sends the same key elsewhere has another one. */
export type Ticket = { caller: string; key: string; requestHash: string };

/** An answer as it was sent: its text is kept as text, so that a repeat is the same to the byte. */
export type StoredAnswer = { status: number; headers: Record<string, string>; text: string };

export interface Idempotency {
  /**
   * What a ticket was used for; undefined when it is new. `answer` is undefined when none was kept yet.
   * Throws `idempotency_key_reused` when the key was used for something else.
   */
  look(ticket: Ticket): Promise<{ resourceId: string | null; answer: StoredAnswer | undefined } | undefined>;
  /** The same, and takes a ticket that is new: for a request of several parts, each of which is kept by itself. */
  take(ticket: Ticket): Promise<{ answer: StoredAnswer | undefined } | undefined>;
  /** Keeps the first answer of a request whose effect is stored already; a later one changes nothing. */
  remember(ticket: Ticket, answer: StoredAnswer): Promise<void>;
}
