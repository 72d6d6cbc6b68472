import { answersTo, objectionProblem } from '../../domain/documents/objection.ts';
import { documentNumber } from '../../domain/documents/vat.ts';
import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Transaction } from './client.ts';
import { readDocument } from './documents.ts';
import type { DocumentRecord } from './documentsPort.ts';
import type { NewObjection, ObjectionAnswer, ObjectionDesk } from './objectionsPort.ts';
import { onceInTransaction } from './setup.ts';

export const createObjectionDesk = (database: Database): ObjectionDesk => ({
  once: (ticket, act) =>
    onceInTransaction(database, ticket, (as) =>
      act({ object: (objection) => object(as, objection), answer: (given) => answer(as, given) }),
    ),
});

async function found(as: Transaction, partnerId: string | null, id: string): Promise<DocumentRecord> {
  const document = await readDocument(as, partnerId, id);
  if (document === undefined) throw new AppError({ code: 'not_found' });
  return document;
}

/** Under the lock of the payee: nobody objects twice, and nothing else corrects its details meanwhile. */
async function held(as: Transaction, partnerId: string | null, id: string): Promise<DocumentRecord> {
  await callProcedure(as, 'lock_payee', (await found(as, partnerId, id)).partnerId);
  return found(as, partnerId, id);
}

async function object(
  as: Transaction,
  { documentId, partnerId, reason, by, at }: NewObjection,
): Promise<DocumentRecord> {
  const document = await held(as, partnerId, documentId);
  const problem = objectionProblem(document, at);
  if (problem === 'contested_before') throw new AppError({ code: 'already_exists' });
  if (problem !== null) throw new AppError({ code: 'not_allowed_in_state', facts: { state: problem } });
  await callProcedure(as, 'object_to_document', {
    ...{ id: newId('objection'), documentId, number: documentNumber(document), reason, by, at: at.toISOString() },
  });
  return found(as, partnerId, documentId);
}

async function answer(as: Transaction, { documentId, at, ...given }: ObjectionAnswer): Promise<DocumentRecord> {
  const document = await held(as, null, documentId);
  if (!answersTo(document).includes(given.decision)) {
    const { objection } = document;
    const state = objection === null ? 'uncontested' : (objection.decision ?? 'nothing_to_correct');
    throw new AppError({ code: 'not_allowed_in_state', facts: { state } });
  }
  await callProcedure(as, 'answer_objection', {
    ...{ ...given, documentId, number: documentNumber(document), at: at.toISOString() },
  });
  return found(as, null, documentId);
}
