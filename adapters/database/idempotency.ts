import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { Idempotency, StoredAnswer, Ticket } from './idempotencyPort.ts';

type Row = { requestHash: string; resourceId: string | null; answer: StoredAnswer | null };

type Taken =
  { outcome: 'refused'; code: ErrorCode } | { outcome: 'replayed'; response: { answer?: StoredAnswer } | null };

/** The first answer wins: two requests with one key may both come here, one after the other. */
export async function keepAnswer(as: Queryable, { caller, key }: Ticket, answer: StoredAnswer): Promise<void> {
  await as.$executeRawUnsafe(
    `UPDATE idempotency_records SET status = $3::int, response = coalesce(response, '{}') || jsonb_build_object('answer', $4::jsonb)
     WHERE caller = $1 AND key = $2 AND NOT coalesce(response, '{}') ? 'answer'`,
    caller,
    key,
    answer.status,
    JSON.stringify(answer),
  );
}

export const createIdempotency = (database: Database): Idempotency => ({
  look: ({ caller, key, requestHash }) =>
    guarded(async () => {
      const [row] = await database.$queryRawUnsafe<Row[]>(
        `SELECT request_hash AS "requestHash", resource_id AS "resourceId", response->'answer' AS answer
         FROM idempotency_records WHERE caller = $1 AND key = $2 AND created_at > now() - interval '7 days'`,
        caller,
        key,
      );
      if (row === undefined) return undefined;
      if (row.requestHash !== requestHash) throw new AppError({ code: 'idempotency_key_reused' });
      return { resourceId: row.resourceId, answer: row.answer ?? undefined };
    }),

  take: async ({ caller, key, requestHash }) => {
    const first = await callFunction<Taken | null>(database, 'take_idempotency_key', caller, key, requestHash);
    if (first === null) return undefined;
    if (first.outcome === 'refused') throw new AppError({ code: first.code });
    return { answer: first.response?.answer };
  },

  remember: (ticket, answer) =>
    guarded(async () => {
      await keepAnswer(database, ticket, answer);
    }),
});
