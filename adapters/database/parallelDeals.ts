import { UNDER_WAY } from '../../domain/referral/stages.ts';
import { callFunction, callProcedure, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { ParallelDeals, UnwrittenLink } from './parallelDealsPort.ts';

const UNWRITTEN = `SELECT d.id, d.deal_id AS "dealId", r.number AS "referralNumber"
  FROM parallel_deals d JOIN cases k ON k.id = d.case_id JOIN referrals r ON r.id = d.referral_id
  WHERE d.written_at IS NULL AND k.state = 'closed' AND k.story->>'effect' = 'link'`;
/** Refused for good, a link would otherwise keep its place before all that come after it. */
const ORDER = 'ORDER BY d.tried_at NULLS FIRST, d.id LIMIT $1';

export const createParallelDeals = (database: Database): ParallelDeals => ({
  question: (referralId) => callFunction(database, 'second_look', referralId),

  note: ({ referralId, deals, foundBy, at }) =>
    deals.length === 0
      ? Promise.resolve(0)
      : callFunction(database, 'note_parallel_deals', referralId, { deals }, foundBy, new Date(at)),

  claims: (after, limit) =>
    guarded(async () => {
      const rows = await database.$queryRaw<{ id: string }[]>`
        SELECT r.id FROM referrals r JOIN queue_entries q ON q.referral_id = r.id AND q.state = 'held'
        WHERE r.id > ${after} AND r.crm_record_id IS NOT NULL AND r.stage = ANY(${[...UNDER_WAY]})
        ORDER BY r.id LIMIT ${limit}`;
      return rows.map(({ id }) => id);
    }),

  // Two questions rather than one with a condition that may be empty: that one would read all deals for one referral.
  unwritten: (limit, referralId) =>
    guarded(() =>
      referralId === undefined
        ? database.$queryRawUnsafe<UnwrittenLink[]>(`${UNWRITTEN} ${ORDER}`, limit)
        : database.$queryRawUnsafe<UnwrittenLink[]>(`${UNWRITTEN} AND d.referral_id = $2 ${ORDER}`, limit, referralId),
    ),

  written: (id) => callProcedure(database, 'link_written', id),

  notWritten: (id, refusal) => callProcedure(database, 'link_not_written', id, refusal),
});
