import type { NotificationReader, NotificationSettings } from '../../domain/notifications/events.ts';
import type { PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import type { Language } from '../../domain/texts/format.ts';
import type { NextStep } from '../../domain/referral/nextStep.ts';
import type { MailKey, MailPayload } from '../../domain/texts/mailKeys.ts';

/** What a letter says, in the order it is read. The adapter gives it its form (text and HTML) and the brand. */
export type Letter = {
  greeting: string;
  /** Why it comes to this reader, where they are not the one it is meant for. */
  note?: string;
  sentence: string;
  nextStep: { label: string; text: string };
  facts: readonly { label: string; value: string }[];
  /** Further parts of a longer mail, each a list of lines. */
  lists: readonly { title: string; lines: readonly { text: string; url?: string }[] }[];
  link: { label: string; url: string };
};

export type Mail = {
  /** Without angle brackets. The same for every repeat, so that a mail server may drop a second copy. */
  messageId: string;
  to: { name: string; email: string };
  subject: string;
  language: Language;
  letter: Letter;
};

/**
 * Sends one mail to one person. A repeat may arrive twice (SMTP cannot do better); the message id is then the same.
 * Throws `mail_unavailable` when a later try may succeed, `mail_refused` when this address or mail never will.
 */
export interface MailSender {
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

export type MailReceiverAddress = {
  userId: string;
  name: string;
  email: string;
  language: Language;
  zone: string;
  reader: NotificationReader;
  settings: NotificationSettings;
  /** When the quiet hours that hold now are over; null when none hold. */
  quietUntil: Date | null;
};

/** A mail that is still to be sent, with everything its text needs. */
export type PendingMail = {
  payload: MailPayload;
  /** When the thing it tells of was recorded. */
  at: Date;
  /** Empty when there is nobody to tell: a partner that works by API key alone has no person. */
  receivers: readonly MailReceiverAddress[];
  /** User ids that are settled: it has gone to them, waits for their morning or their mail of the week, or is not wanted. */
  sentTo: readonly string[];
  /** Who is away and is meant by it: its receiver stands in for them. */
  standsInFor?: string | undefined;
  /** To the other partner of a split it is a number and a company, and no page that they could open. */
  referral:
    | { number: string; company: string; prospect: string | null; feedback: string | null; isReadable: boolean }
    | undefined;
  /** Names of the people in the facts. */
  owner: string | undefined;
  previousOwner: string | undefined;
  author: string | undefined;
  reviewer: string | undefined;
  /** What a person wrote to the partner with the decision or attempt that the mail tells of. */
  message: string | undefined;
  /** What the partner was asked last, what they answered with this step, and who of which partner is asked. */
  question?: string | undefined;
  answer?: string | undefined;
  submitter?: string | undefined;
  partner?: string | undefined;
  /** In mails about a line that is to be paid, while no gate holds it back. */
  payoutCalendar?: PayoutCalendar | undefined;
};

/** A referral as the mail of the week speaks of it. */
type DigestSubject = {
  referralId: string;
  number: string;
  company: string;
  prospect: string;
  people: Readonly<Record<string, string>>;
};

export type DigestItem = DigestSubject & { text: MailKey; facts: Readonly<Record<string, unknown>>; at: Date };
export type DigestReferral = DigestSubject & { next: NextStep; ownerName: string | undefined; feedback: string | null };

/** What one mail of the week tells: what waited for it, and the open referrals as they are now. At most 100 of each. */
export type DigestContent = { items: DigestItem[]; itemCount: number; open: DigestReferral[]; openCount: number };

/** Mails as rows of the outbox. Every write is safe to repeat. */
export interface MailOutbox {
  /** Undefined when the row is done or was never there. */
  findPending(outboxId: string): Promise<PendingMail | undefined>;
  digestOf(userId: string, week: string): Promise<DigestContent>;
  markSentTo(outboxId: string, userId: string): Promise<void>;
  /** It goes into this person's mail of the week, and is settled for them, both or neither. */
  keepForDigest(outboxId: string, userId: string): Promise<void>;
  /** A row of its own from `until` on, and settled in this one, both or neither. */
  postpone(outboxId: string, userId: string, until: Date): Promise<void>;
  markDone(outboxId: string): Promise<void>;
  /** A try of the delivery failed; the code is shown with the stuck work. */
  noteFailure(outboxId: string, code: string): Promise<void>;
  /** No further try: from now on it is listed as stuck. */
  markDead(outboxId: string, code: string): Promise<void>;
}
