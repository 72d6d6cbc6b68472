import type { Policy } from '../../domain/policy.ts';
import { guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import type { StoryBeginning, StoryRecord } from './storyPort.ts';

type Row = {
  id: string;
  program_id: string;
  partner_id: string;
  intake_no: bigint;
  submitted_at: Date;
  policy: Policy;
  plan_version_id: string | null;
  over: boolean;
};

const SELECT = `SELECT r.id, r.program_id, r.partner_id, r.intake_no, r.submitted_at, p.body AS policy, r.plan_version_id,
    is_story_over(r.id) AS over
  FROM referrals r JOIN policy_versions p ON p.id = r.policy_version_id`;

export function createStoryRecord(database: Database): StoryRecord {
  const read = (condition: string, ...values: unknown[]): Promise<Row[]> =>
    guarded(() => database.$queryRawUnsafe<Row[]>(`${SELECT} ${condition}`, ...values));
  return {
    find: async (referralId) => {
      const [row] = await read('WHERE r.id = $1', referralId);
      return row === undefined ? undefined : { beginning: beginningOf(row), over: row.over };
    },

    open: async (afterIntakeNo, limit) => {
      const rows = await read(
        'WHERE r.intake_no > $1::bigint AND NOT is_story_over(r.id) ORDER BY r.intake_no LIMIT $2::int',
        afterIntakeNo,
        limit,
      );
      return rows.map(beginningOf);
    },
  };
}

const beginningOf = (row: Row): StoryBeginning => ({
  referralId: row.id,
  programId: row.program_id,
  partnerId: row.partner_id,
  intakeNo: Number(row.intake_no),
  submittedAt: row.submitted_at.toISOString(),
  policy: row.policy,
  planVersion: row.plan_version_id,
});
