import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { AFTER_HOLD, commissionActivities, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { decidePayee, enterPayee } from '../support/payees.ts';
import { PAY_DAY, prepareRun, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
moneyTests((opened) => {
  ({ world, processes } = opened);
});

describe('the gate of a policy that asks for a payee', () => {
  async function gated(prepare: (partnerId: string, adminId: string) => Promise<void>): Promise<string | undefined> {
    const { referralId, partnerId, adminId } = await world.wonReferral({ policy: { gates: ['payee'] } });
    await prepare(partnerId, adminId);
    const activities = commissionActivities(world);
    const [line] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 4_800_000) });
    const { commissionId = '', contentHash = '' } = line ?? {};
    const command = {
      commandId: newId('command'),
      name: 'approveCommission' as const,
      actor: { kind: 'user' as const, id: world.staff.ines },
      source: 'api' as const,
      payload: { commissionId, contentHash },
    };
    await activities.decideLine({ referralId, at: SIGNED_AT, command });
    await activities.endHold({ referralId, commissionId, at: AFTER_HOLD });
    const { excluded } = await prepareRun(processes.api, { by: world.staff.paul });
    return excluded.find((one) => one.commissionId === commissionId)?.reason;
  }

  it('holds without an account, before it is verified, and while it cools off', async () => {
    expect(await gated(() => Promise.resolve())).toBe('payee_missing');
    expect(await gated((partnerId, by) => enterPayee(processes.api, { partnerId, by }))).toBe('payee_unverified');
    const late = new Date(Date.parse(PAY_DAY) - 3_600_000);
    expect(
      await gated(async (partnerId, by) => {
        await enterPayee(processes.api, { partnerId, by, at: late });
        await decidePayee(processes.api, { partnerId, by: world.staff.paul, at: late });
      }),
    ).toBe('payee_cooling_off');
  });

  it('opens for a verified account that is a day old', async () => {
    expect(
      await gated(async (partnerId, by) => {
        await enterPayee(processes.api, { partnerId, by });
        await decidePayee(processes.api, { partnerId, by: world.staff.paul });
      }),
    ).toBeUndefined();
  });
});
