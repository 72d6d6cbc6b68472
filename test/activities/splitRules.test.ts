import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
import { AFTER_HOLD, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { sharing } from '../support/splits.ts';

let world: MoneyWorld;
let processes: Processes;
let on: ReturnType<typeof sharing>;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  on = sharing(opened);
  deals = correctedDeals(opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const YEAR = { period: 'year' as const };
type Won = Awaited<ReturnType<ReturnType<typeof correctedDeals>['signed']>>;

async function pay({ referralId, deal }: Won, amountMinor: bigint): Promise<void> {
  await recordPayment(processes.api, {
    ...{ dealId: deal.dealId, amountMinor, externalId: newId('payment') },
    ...{ by: world.staff.paul, at: new Date(AFTER_HOLD) },
  });
  if (deal.corrected === undefined) await deals.worker().accrueLines({ referralId, at: AFTER_HOLD, deal });
  else await deals.worker().correctLines({ referralId, at: AFTER_HOLD, deal: { ...deal, corrected: deal.corrected } });
  await deals.worker().clawBack({ referralId, dealId: deal.dealId, at: AFTER_HOLD });
}

/** What stands of all lines that have accrued; what waits, estimated. */
async function standing({ referralId }: Won): Promise<Record<'earned' | 'waiting', bigint>> {
  const sums = { earned: 0n, waiting: 0n };
  for (const row of await deals.rowsOf(referralId)) {
    expect(recompute(row.explanation as LineExplanation).amountMinor).toBe(row.amountMinor);
    if (row.state === 'rejected') continue;
    const left = row.amountMinor - row.clawedBeforeMinor - row.clawedAfterMinor;
    sums[row.state === 'waiting_trigger' ? 'waiting' : 'earned'] += left;
  }
  return sums;
}

type Step = { pay: bigint } | { refund: bigint } | { correct: number };

async function take(won: Won, step: Step): Promise<void> {
  if ('pay' in step) await pay(won, step.pay);
  if ('refund' in step) await deals.refund(won, step.refund);
  if ('correct' in step) await deals.correct(won, step.correct);
}

const percent = (more: object): PlanRule => ({
  ...{ kind: 'deal_percent', basisPoints: 1_001, base: 'first_year_net', trigger: 'signed', when: {} },
  ...more,
});
const whenPaid = { base: 'payments_received_net', trigger: 'paid' };

describe('what two partners share is at each step what one would have', () => {
  it.each<{ why: string; rules: PlanRule[]; steps: Step[] }>([
    {
      why: 'a share of each payment, with a limit, a cap per deal and refunds between the payments',
      rules: [percent({ ...whenPaid, above: eur(33_333), capPerDeal: eur(310_001) })],
      steps: [{ pay: 777_777n }, { refund: 33_001n }, { pay: 1_111_111n }, { correct: 5_000_001 }, { pay: 2_000_003n }],
    },
    {
      why: 'a share of each payment out of what is left of a yearly cap',
      rules: [percent({ ...whenPaid, capPerPartner: { amount: eur(200_001), ...YEAR } })],
      steps: [{ pay: 999_999n }, { pay: 1_400_001n }, { refund: 500_000n }, { pay: 2_400_000n }],
    },
    {
      why: 'recurring, for so many payments',
      rules: [{ kind: 'recurring', basisPoints: 1_207, lasts: { payments: 3 }, trigger: 'paid', when: {} }],
      steps: [{ pay: 250_001n }, { refund: 11n }, { pay: 250_003n }, { correct: 4_500_000 }, { pay: 250_007n }],
    },
    {
      why: 'a bonus by volume, and a cap per year beside it',
      rules: [
        percent({ capPerPartner: { amount: eur(600_001), ...YEAR } }),
        { kind: 'tier_bonus', basisPoints: 503, above: eur(4_000_001), trigger: 'signed', when: {} },
      ],
      steps: [{ correct: 6_500_001 }, { refund: 500_000n }, { correct: 3_900_000 }, { correct: 9_000_007 }],
    },
    {
      why: 'a share that is due when all is paid',
      rules: [percent({ trigger: 'paid' })],
      steps: [{ pay: 4_800_000n }, { correct: 6_000_001 }, { pay: 1_200_001n }, { refund: 700_001n }],
    },
  ])('$why', async ({ rules, steps }) => {
    const alone = await deals.signed(rules);
    const referral = await on.shared({ rules, basisPoints: 3_333, amount: 4_800_000 });
    await on.accrue(referral);
    expect(await standing(referral)).toEqual(await standing(alone));
    for (const step of steps) {
      await take(alone, step);
      await take(referral, step);
      expect(await standing(referral)).toEqual(await standing(alone));
    }
    const { own, others } = await on.linesOf(referral);
    expect(own.length).toBe(others.length);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});
