import type { ObjectionDecision } from '../../domain/documents/objection.ts';
import type { DocumentRecord } from './documentsPort.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

/** `partnerId`: whose document it has to be. */
export type NewObjection = { documentId: string; partnerId: string; reason: string; by: string; at: Date };

export type ObjectionAnswer = {
  documentId: string;
  decision: ObjectionDecision;
  answer: string;
  by: string;
  at: Date;
};

/** The same writes, all in the transaction of one request. */
export interface ObjectionWrites {
  /** Finance is told. Throws `not_found`, `already_exists` for a second one, and `not_allowed_in_state`. */
  object(objection: NewObjection): Promise<DocumentRecord>;
  /** The partner is told; `corrected` issues the correction. Throws `not_found` and `not_allowed_in_state`. */
  answer(answer: ObjectionAnswer): Promise<DocumentRecord>;
}

export interface ObjectionDesk {
  /** Acts once per ticket; see `Setup`. */
  once(
    ticket: Ticket | undefined,
    act: (writes: ObjectionWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
