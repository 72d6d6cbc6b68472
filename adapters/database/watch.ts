import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { UNCLOSED_PERIODS } from './financeToday.ts';
import type { StuckWork, Watch } from './watchPort.ts';

const COMMAND_PATIENCE_MS = 60_000;
const STORY_PATIENCE_MS = 60_000;
const ROWS_MAX = 200;

const STUCK = `SELECT * FROM (
    SELECT 'dead_delivery' AS kind, o.id::text AS id, coalesce(o.payload->>'referralId', o.payload->'input'->>'referralId') AS "referralId",
      o.kind || ': ' || coalesce(o.last_error, 'given up') AS cause, o.dead_at AS since, o.attempts
    FROM outbox o WHERE o.dead_at IS NOT NULL
    UNION ALL
    SELECT 'command_pending', c.id, c.referral_id, 'The command "' || c.name || '" waits for its story.', c.created_at, NULL
    FROM commands c WHERE c.state = 'pending' AND c.created_at < $1::timestamptz
    UNION ALL
    SELECT 'story_not_started', r.id, r.id, 'No worker has begun this story yet.', r.submitted_at, NULL
    FROM referrals r WHERE (r.stage = 'submitted' OR r.origin_id IS NOT NULL) AND r.story_run_id IS NULL AND r.submitted_at < $2::timestamptz
    UNION ALL
    SELECT 'unassigned', r.id, r.id, 'Nobody could take it: assign it.', r.updated_at, NULL
    FROM referrals r WHERE r.unassigned AND r.stage NOT IN ('won', 'lost', 'disqualified', 'declined', 'expired', 'withdrawn')
    UNION ALL
    SELECT 'period_not_closed', f.program_id, NULL, 'The payout drafts of "' || f.program || '" with the cut-off of ' || f.cut_off_day
      || ' could not be made: ' || f.cause || '.', f.since, f.times
    FROM (${UNCLOSED_PERIODS}) AS f
  ) AS found ORDER BY since LIMIT ${String(ROWS_MAX)}`;

type Row = Omit<StuckWork, 'number'>;

/** `expected`: names of the migrations that this program was built with. */
export const createWatch = ({ database, expected }: { database: Database; expected: readonly string[] }): Watch => ({
  health: async () => {
    try {
      const rows = await database.$queryRawUnsafe<{ name: string }[]>(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
      );
      const applied = new Set(rows.map(({ name }) => name));
      return { database: 'ok', migrations: expected.every((name) => applied.has(name)) ? 'ok' : 'behind' };
    } catch {
      return { database: 'down', migrations: 'unknown' };
    }
  },

  stuck: (now) =>
    guarded(async () => {
      const before = (patienceMs: number): Date => new Date(now.getTime() - patienceMs);
      const rows = await database.$queryRawUnsafe<Row[]>(STUCK, before(COMMAND_PATIENCE_MS), before(STORY_PATIENCE_MS));
      const ids = [...new Set(rows.flatMap(({ referralId }) => (referralId === null ? [] : [referralId])))];
      const numbers = await database.referral.findMany({
        where: { id: { in: ids } },
        select: { id: true, number: true },
      });
      const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
      return rows.map((row) => ({
        ...row,
        number: row.referralId === null ? null : (numberOf.get(row.referralId) ?? null),
      }));
    }),
});
