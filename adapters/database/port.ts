import type { Actor, CommandAnswer, CommandSource } from '../../domain/referral/commands.ts';
import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import type { MoneyJson } from '../../domain/money.ts';

/** One submission, parsed and authorised; `caller` scopes the idempotency key (`key_…` or `usr_…`). */
export type Submission = {
  partnerId: string;
  programId: string | undefined;
  channel: 'api' | 'portal' | 'on_behalf';
  submittedBy: Actor & { onBehalfOf?: string };
  caller: string;
  idempotency: { key: string; requestHash: string } | undefined;
  prospect: { name: string; email?: string | undefined; phone?: string | undefined; title?: string | undefined };
  company: {
    name: string;
    domain?: string | undefined;
    country?: string | undefined;
    region?: string | undefined;
  };
  need: string;
  estimatedValue?: MoneyJson | undefined;
  productLine?: string | undefined;
  project?: string | undefined;
  consent: { basis: string; at?: string | undefined };
  externalRef?: string | undefined;
};

/**
 * What the receiving transaction says. `receipt` holds all that the answer needs beyond the submission itself, is stored
 * with the idempotency record, and is given again unchanged on a replay.
 */
export type ReceiveResult =
  | { outcome: 'created' | 'replayed'; receipt: Receipt }
  | { outcome: 'same_partner'; referralId: string; added: 'contact'[]; replayed: boolean }
  | { outcome: 'refused'; code: ErrorCode; facts?: ErrorFacts };

export type Receipt = {
  referralId: string;
  number: string;
  previousReferralId: string | null;
  intakeNo: number;
  submittedAt: string;
  programId: string;
  planVersion: string | null;
  terms: string;
  acknowledgeDueAt: string;
  firstContactDueAt: string;
  expiresAt: string;
};

export interface Intake {
  /** One transaction; safe to repeat with the same idempotency key. Throws `busy` and `unavailable`. */
  receive(submission: Submission): Promise<ReceiveResult>;
}

/** A human decision as it is stored before Temporal hears of it. `texts` never leave the database. */
export type NewCommand = {
  workflowId: string;
  referralId: string | undefined;
  runId: string | undefined;
  name: string;
  actor: Actor;
  source: CommandSource;
  /** Codes, ids, amounts, times: what the message carries. */
  payload: Record<string, unknown>;
  /** Free text (note, message, feedback): stays in the row. */
  texts: Record<string, string>;
  caller: string;
  idempotency: { key: string; requestHash: string } | undefined;
};

export type RecordedCommand =
  | { outcome: 'recorded'; commandId: string }
  | { outcome: 'replayed'; commandId: string }
  | { outcome: 'refused'; code: ErrorCode };

export type CommandStatus = {
  id: string;
  referralId: string | null;
  runId: string | null;
  state: 'pending' | 'done' | 'refused' | 'awaiting_second_person';
  code: ErrorCode | null;
  facts: ErrorFacts;
  actor: Actor;
};

export interface Commands {
  /** Stores command, idempotency record and outbox row in one transaction; the relay takes over after `graceMs`. */
  record(command: NewCommand): Promise<RecordedCommand>;
  find(commandId: string): Promise<CommandStatus | undefined>;
}

/** The outcome of a delivered command, or `later` when Temporal did not answer in time. */
export type Delivered = CommandAnswer | { outcome: 'later' };
