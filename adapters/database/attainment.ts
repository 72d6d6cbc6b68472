import type { AttainmentGroup, AttainmentRow, Attainments } from './attainmentPort.ts';
import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';

/** Where the name of a group stands. */
const GROUPS: Readonly<Record<AttainmentGroup, { key: string; table: string }>> = {
  program: { key: 'program_id', table: 'programs' },
  partner: { key: 'partner_id', table: 'partners' },
  rep: { key: 'owner_id', table: 'users' },
};

/** What came out in the time that is asked about: of the promises that stories keep, and of pay days. */
const RESULTS = `(SELECT kind, program_id, partner_id, owner_id, decided_at, kept, kept_without_pauses FROM clock_results
    WHERE decided_at > $1::timestamptz AND decided_at <= $2::timestamptz
  UNION ALL SELECT * FROM payout_results($1::timestamptz, $2::timestamptz))`;

/** Counted from the outcomes that stories and runs wrote, when asked: no sum is kept that could drift. */
export const createAttainments = (database: Database): Attainments => ({
  count: async ({ by, since, until, programIds, partnerId, ownerId, managerId, kinds }) => {
    const { key, table } = GROUPS[by];
    return guarded(() =>
      database.$queryRawUnsafe<AttainmentRow[]>(
        `SELECT g.id, g.name, r.kind, count(*)::int AS total, (count(*) FILTER (WHERE r.kept))::int AS kept,
           (count(*) FILTER (WHERE r.kept_without_pauses))::int AS "keptWithoutPauses"
         FROM ${RESULTS} r JOIN ${table} g ON g.id = r.${key} WHERE r.kind = ANY($3::text[])
           AND ($4::text[] IS NULL OR r.program_id = ANY($4::text[]))
           AND ($5::text IS NULL OR r.partner_id = $5::text) AND ($6::text IS NULL OR r.owner_id = $6::text)
           AND ($7::text IS NULL OR r.partner_id IN (SELECT id FROM partners WHERE manager_id = $7::text))
         GROUP BY g.id, g.name, r.kind ORDER BY g.name, g.id, array_position($3::text[], r.kind)`,
        since,
        until,
        [...kinds],
        programIds === undefined ? null : [...programIds],
        partnerId ?? null,
        ownerId ?? null,
        managerId ?? null,
      ),
    );
  },
});
