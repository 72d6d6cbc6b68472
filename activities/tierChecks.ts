import { crashPoint } from '../adapters/crashPoint.ts';
import type { TierChecks } from '../adapters/database/tierChecksPort.ts';
import { periodAround } from '../domain/commission/caps.ts';
import { asActivity } from './asActivity.ts';

const PAGE = 200;

export const createTierCheckActivities = ({ checks }: { checks: TierChecks }) => ({
  /**
   * Checks everybody who was not checked in the month (UTC) of this moment: how many this call has lifted. A partner that cannot be
   * checked keeps no other one waiting, and fails the activity in the end. Safe to repeat: each is checked once a month.
   */
  checkTiers: asActivity(async ({ at }: { at: string }): Promise<number> => {
    const { from: month } = periodAround('month', at);
    const failures: unknown[] = [];
    let lifted = 0;
    let after = '';
    for (;;) {
      const partners = await checks.unchecked({ month, after, limit: PAGE });
      for (const partnerId of partners) {
        try {
          crashPoint('tier.before');
          if (await checks.check({ partnerId, month, at })) lifted += 1;
          crashPoint('tier.after');
        } catch (error) {
          failures.push(error);
        }
      }
      const last = partners.at(-1);
      if (last === undefined) break;
      after = last;
    }
    if (failures.length > 0) throw failures[0];
    return lifted;
  }),
});

export type TierCheckActivities = ReturnType<typeof createTierCheckActivities>;
