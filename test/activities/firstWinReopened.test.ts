import { describe, expect, it } from '@jest/globals';
import { newId } from '../../adapters/ids.ts';
import type { DealPercentRule } from '../../domain/commission/plan.ts';
import { correctedDeals } from '../support/correctedDeals.ts';
import { recordFurtherDeal } from '../support/furtherDeals.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { recordPayment } from '../support/payments.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';

let world: MoneyWorld;
let processes: Processes;
let deals: ReturnType<typeof correctedDeals>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  deals = correctedDeals(opened);
});

type Won = Awaited<ReturnType<typeof deals.won>>;

const PAID_AT = '2026-12-20T12:00:00.000Z';
const renewed = { kind: 'deal_percent', basisPoints: 1_000, when: {}, renewals: { months: 24 } } as const;
const signed: DealPercentRule = { ...renewed, base: 'first_year_net', trigger: 'signed' };
const paid: DealPercentRule = { ...renewed, base: 'total_contract_net', trigger: 'paid' };

/** A won deal, and a renewal of 10,000 EUR in talks. */
async function renewalOf(rule: DealPercentRule, currency = 'EUR'): Promise<{ first: Won; renewal: Won }> {
  const first = await deals.won([rule], { currency });
  await world.database.$executeRaw`SELECT setval('intake_no_seq', (SELECT max(intake_no) + 1000 FROM referrals))`;
  await world.database.partner.update({ where: { id: first.partnerId }, data: { payoutCurrency: currency } });
  const { id } = await recordFurtherDeal(processes.api, {
    ...{ of: first.referralId, by: world.staff.paul, at: new Date() },
  });
  return { first, renewal: { ...first, referralId: id, deal: dealOf(world, 1_000_000, `D-${id}`) } };
}

const win = ({ referralId, deal }: Won) =>
  world.database.referral.update({ where: { id: referralId }, data: { stage: 'won', deal } });

/** As the story leaves it: what was won is nobody's any more. */
const reopen = ({ referralId }: Won) =>
  world.database.$executeRaw`UPDATE referrals SET stage = 'negotiation', deal = 'null'::jsonb WHERE id = ${referralId}`;

const lookAt = ({ referralId, deal }: Won, at = PAID_AT) => deals.worker().accrueLines({ referralId, at, deal });

const pay = ({ deal: { dealId } }: Won, amountMinor: bigint) =>
  recordPayment(processes.api, {
    ...{ dealId, amountMinor, externalId: newId('payment'), by: world.staff.paul, at: new Date(PAID_AT) },
  });

async function owed({ referralId }: Won): Promise<bigint> {
  const lines = await deals.rowsOf(referralId);
  return lines
    .filter(({ state }) => state !== 'rejected' && state !== 'waiting_trigger')
    .reduce((sum, line) => sum + line.amountMinor - line.clawedBeforeMinor - line.clawedAfterMinor, 0n);
}

describe('a renewal whose first deal is reopened, and won again on another day', () => {
  it('goes on when the rate that it waited for is confirmed', async () => {
    const { first, renewal } = await renewalOf(signed, 'JPY');
    await win(renewal);
    await lookAt(renewal, SIGNED_AT);
    expect(await owed(renewal)).toBe(0n);
    await reopen(first);
    await win({ ...first, deal: { ...first.deal, closedOn: '2026-12-14' } });
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'JPY', rate: '160', day: '2026-12-20', by });
    await lookAt(renewal);
    expect(await owed(renewal)).toBe(160_000n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('earns what its customer pays, also when a part was paid meanwhile', async () => {
    const { first, renewal } = await renewalOf(paid);
    await win(renewal);
    await lookAt(renewal, SIGNED_AT);
    await reopen(first);
    await pay(renewal, 300_000n);
    await lookAt(renewal);
    expect((await deals.rowsOf(renewal.referralId)).map(({ state }) => state)).toEqual(['waiting_trigger']);
    await win(first);
    await pay(renewal, 700_000n);
    await lookAt(renewal);
    expect(await owed(renewal)).toBe(100_000n);
  });

  it('loses nothing when it is corrected meanwhile', async () => {
    const { first, renewal } = await renewalOf(signed);
    await win(renewal);
    await lookAt(renewal, SIGNED_AT);
    await reopen(first);
    await deals.correct(renewal, 1_010_000);
    expect(await owed(renewal)).toBe(101_000n);
    await win(first);
    await deals.look(renewal);
    expect(await owed(renewal)).toBe(101_000n);
  });

  it('earns as well when it is won itself meanwhile', async () => {
    const { first, renewal } = await renewalOf(signed);
    await reopen(first);
    await win(renewal);
    await lookAt(renewal, SIGNED_AT);
    expect(await owed(renewal)).toBe(100_000n);
  });
});

describe('the database', () => {
  it('takes no other proof of a line that is known than of one that is new', async () => {
    const { renewal } = await renewalOf(paid);
    await win(renewal);
    await lookAt(renewal, SIGNED_AT);
    const [line] = await deals.rowsOf(renewal.referralId);
    const change = (of: string, to: string) =>
      world.database
        .$executeRaw`UPDATE commissions SET explanation = jsonb_set(explanation, ${[of]}, ${to}::jsonb) WHERE id = ${line?.id}`;
    await expect(change('wonInTime', '{}')).rejects.toThrow(/that is not the first/);
    await expect(change('ruleIndex', '9')).rejects.toThrow(/that is not the first/);
    expect(await change('sentence', '"s"')).toBe(1);
  });
});
