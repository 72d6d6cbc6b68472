import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import type { Money } from '../../domain/money.ts';

/** One payee's part of a run. Its id is the key of the rail and the end-to-end id of the transfer. */
export type RailItem = { itemId: string; runId: string; partnerId: string; amount: Money };

/** Whether the rail knows the key, and under which reference. */
export type RailReceipt = { reference: string };

/** `refused`: nothing has left, and nothing ever will for this key; asked again, the rail says the same. */
export type RailAnswer = RailReceipt | { refused: RailRefusal };

/**
 * A way to move money. `submit` twice with the same key pays once. What it throws (`rail_unavailable`, `unavailable`) says nothing
 * about the money.
 */
export interface Rail {
  submit(item: RailItem, key: string): Promise<RailAnswer>;
  /** What became of a key whose answer was lost; undefined when the rail has never heard of it. */
  lookup(key: string): Promise<RailReceipt | undefined>;
  /** The file for the bank over everything submitted of a run; null when this rail has none. The same run gives the same text. */
  bankFile(runId: string): Promise<string | null>;
  /** What the bank says happened, every line of it. Throws `invalid_request` when the file cannot be read whole. */
  parseStatement(file: Uint8Array): StatementLine[];
}

/** The rails of this installation by name. */
export type Rails = Readonly<Record<string, Rail>>;
