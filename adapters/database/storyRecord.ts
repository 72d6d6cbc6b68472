import type { Policy } from '../../domain/policy.ts';
import { databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { StoryRecord } from './storyPort.ts';

type Row = {
  program_id: string;
  partner_id: string;
  intake_no: bigint;
  submitted_at: Date;
  policy: Policy;
  plan_version_id: string | null;
  over: boolean;
};

export const createStoryRecord = (database: Database): StoryRecord => ({
  find: async (referralId) => {
    try {
      const [row] = await database.$queryRaw<Row[]>`
        SELECT r.program_id, r.partner_id, r.intake_no, r.submitted_at, p.body AS policy, r.plan_version_id,
          is_story_over(r.id) AS over
        FROM referrals r JOIN policy_versions p ON p.id = r.policy_version_id WHERE r.id = ${referralId}`;
      if (row === undefined) return undefined;
      const beginning = {
        referralId,
        programId: row.program_id,
        partnerId: row.partner_id,
        intakeNo: Number(row.intake_no),
        submittedAt: row.submitted_at.toISOString(),
        policy: row.policy,
        planVersion: row.plan_version_id,
      };
      return { beginning, over: row.over };
    } catch (error) {
      throw databaseError(error);
    }
  },
});
