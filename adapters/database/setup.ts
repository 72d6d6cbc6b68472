import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { callFunction, guarded } from './callFunction.ts';
import { allowTime, type Database, type Transaction } from './client.ts';
import { keepAnswer } from './idempotency.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Setup } from './setupPort.ts';
import { createSetupWrites } from './setupWrites.ts';

type First =
  | { outcome: 'replayed'; status: number | null; response: { answer?: StoredAnswer } | null }
  | { outcome: 'refused'; code: ErrorCode };

/** The first answer to this ticket, or the reason why it is not given twice. */
function answerAgain(first: First): StoredAnswer & { replayed: boolean } {
  if (first.outcome === 'refused') throw new AppError({ code: first.code });
  const answer = first.response?.answer;
  if (answer === undefined)
    throw new AppError({ code: first.status === null ? 'request_in_progress' : 'already_answered' });
  return { ...answer, replayed: true };
}

/** Acts in one transaction with the idempotency record: once per ticket, and the first answer again for a repeat. `runMs`: longer than usual. */
export function onceInTransaction(
  database: Database,
  ticket: Ticket | undefined,
  act: (transaction: Transaction) => Promise<StoredAnswer & { secret?: boolean }>,
  runMs?: number,
): Promise<StoredAnswer & { replayed: boolean }> {
  return guarded(async () => {
    const work = async (transaction: Transaction): Promise<StoredAnswer & { replayed: boolean }> => {
      if (runMs !== undefined) await allowTime(transaction, runMs);
      if (ticket !== undefined) {
        const { caller, key, requestHash } = ticket;
        const first = await callFunction<First | null>(transaction, 'take_idempotency_key', caller, key, requestHash);
        if (first !== null) return answerAgain(first);
      }
      const { secret = false, ...answer } = await act(transaction);
      if (ticket !== undefined && !secret) await keepAnswer(transaction, ticket, answer);
      if (ticket !== undefined && secret) {
        const { caller, key } = ticket;
        await transaction.idempotencyRecord.update({
          where: { caller_key: { caller, key } },
          data: { status: answer.status },
        });
      }
      return { ...answer, replayed: false };
    };
    return await database.$transaction(work, runMs === undefined ? {} : { timeout: runMs });
  });
}

export const createSetup = (database: Database): Setup => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createSetupWrites(transaction))),
});
