import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callFunction } from '../../adapters/database/callFunction.ts';
import { followCase } from '../../adapters/database/caseFreezes.ts';
import { newId } from '../../adapters/ids.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { moneyToJson } from '../../domain/money.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { commissionActivities, createMoneyWorld, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyViolations } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';

let world: MoneyWorld;
let activities: ReturnType<typeof commissionActivities>;
beforeAll(async () => {
  world = await createMoneyWorld();
  activities = commissionActivities(world);
});
afterAll(() => world.close());

/** Every test has a currency of its own, so that it has its own rates. */
const CURRENCIES = ['JPY', 'GBP', 'SEK', 'CHF', 'NOK', 'DKK', 'CAD', 'AUD', 'NZD', 'BHD'];
let to = '';
beforeEach(() => {
  to = CURRENCIES.pop() ?? '';
});

const THRESHOLDS = CURRENCIES.map((currency) => ({ amount: 700_000, currency }));

async function wonBy(payoutCurrency: string) {
  const secondApproverFrom = [...defaultPolicy('EUR').secondApproverFrom, ...THRESHOLDS];
  const won = await world.wonReferral({ policy: { secondApproverFrom } });
  await world.database.partner.update({ where: { id: won.partnerId }, data: { payoutCurrency } });
  return { ...won, accrue: (at = SIGNED_AT) => activities.accrueLines({ ...won, at, deal: dealOf(world, 4_800_000) }) };
}

const rate = (value: string, day: string) =>
  confirmedRate(world.database, { from: 'EUR', to, rate: value, day, by: [world.staff.paul, world.staff.ines] });
const rowOf = (commissionId: string) => world.database.commission.findUniqueOrThrow({ where: { id: commissionId } });
const journalsOf = (source: string) => world.database.ledgerJournal.findMany({ where: { source } });
const eventsOf = async (referralId: string) =>
  (await world.database.event.findMany({ where: { referralId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
const toldOf = (referralId: string) =>
  world.database.outboxRow.count({ where: { kind: 'signal', groupKey: `referral:${referralId}` } });

describe('a line of another currency than its payout', () => {
  it('accrues converted, at the rate of the day; the books, the hash and the threshold know the payout only', async () => {
    await rate('162.35', '2026-12-14');
    const { accrue, partnerId } = await wonBy(to);
    const [line] = await accrue();
    expect(line).toMatchObject({ state: 'holding', amount: { currency: to }, approvalsRequired: 2 });
    const row = await rowOf(line?.commissionId ?? '');
    const explanation = row.explanation as unknown as LineExplanation;
    expect(moneyToJson(recompute(explanation))).toEqual(line?.amount);
    expect(explanation.steps.at(-1)).toMatchObject({
      step: 'convert',
      rate: '162.35',
      day: '2026-12-14',
      source: 'ECB',
    });
    const accounts = await world.database.ledgerAccount.findMany({ where: { partnerId } });
    expect(accounts.map(({ currency }) => currency)).toEqual([to]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is paid in the currency of the program when the partner has none', async () => {
    const won = await world.wonReferral();
    const usd = { amount: 1_000_000, currency: 'USD' };
    const deal = { ...dealOf(world, 0), amount: usd, firstYearNet: usd };
    const args = { referralId: won.referralId, at: SIGNED_AT, deal };
    expect(await activities.accrueLines(args)).toMatchObject([
      { state: 'waiting_trigger', amount: { amount: 100_000, currency: 'USD' } },
    ]);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'USD', to: 'EUR', rate: '0.95', day: '2026-12-15', by });
    expect(await activities.accrueLines(args)).toMatchObject([
      { state: 'holding', amount: { amount: 95_000, currency: 'EUR' } },
    ]);
  });

  it('waits without a rate: nothing is booked or approved; a confirmed rate tells its story, and the hold begins then', async () => {
    const { accrue, referralId } = await wonBy(to);
    const [waiting] = await accrue();
    const id = waiting?.commissionId ?? '';
    expect(waiting).toMatchObject({
      state: 'waiting_trigger',
      amount: { amount: 480_000, currency: 'EUR' },
      approvalsRequired: null,
    });
    expect(await accrue()).toEqual([waiting]);
    expect(await journalsOf(id)).toEqual([]);
    expect(await toldOf(referralId)).toBe(0);

    await rate('2', '2026-12-20');
    expect(await toldOf(referralId)).toBe(1);
    const [accrued] = await accrue('2026-12-21T12:00:00.000Z');
    expect(accrued).toMatchObject({
      commissionId: id,
      state: 'holding',
      amount: { amount: to === 'JPY' ? 9_600 : 960_000, currency: to },
      payableFrom: '2027-01-20T12:00:00.000Z',
    });
    expect(await accrue('2026-12-22T12:00:00.000Z')).toEqual([accrued]);
    expect((await journalsOf(id)).map(({ kind, period }) => [kind, period])).toEqual([['accrued', '2026-12']]);
    expect(await eventsOf(referralId)).toEqual(['commission.waiting_trigger', 'commission.holding']);
    expect(await world.database.commissionExclusion.count({ where: { commissionId: id } })).toBe(2);
  });

  it('waits on when the rate is older than seven days', async () => {
    await rate('2', '2026-12-07');
    const { accrue } = await wonBy(to);
    expect((await accrue())[0]?.state).toBe('waiting_trigger');
  });

  it('that waits when a rate is being confirmed at this moment is told all the same', async () => {
    await rate('2', '2026-12-15');
    const { referralId } = await wonBy(to);
    const payload = { referralId, at: SIGNED_AT };
    // What an accrual does that had looked before the rate was there.
    await world.database.$executeRawUnsafe(
      'SELECT await_rate($1, $2, $3, $4::timestamptz)',
      payload.referralId,
      'EUR',
      to,
      payload.at,
    );
    expect(await toldOf(referralId)).toBe(1);
  });

  it('is rejected while it waits, with nothing to take back', async () => {
    const { accrue, referralId } = await wonBy(to);
    const [line] = await accrue();
    const { commissionId = '', contentHash = '' } = line ?? {};
    const decide = (name: 'approveCommission' | 'rejectCommission') =>
      activities.decideLine({
        referralId,
        at: SIGNED_AT,
        command: {
          commandId: newId('command'),
          name,
          actor: { kind: 'user', id: world.staff.ines },
          source: 'api',
          payload: { commissionId, contentHash, reasonCode: 'mistake' },
        },
      });
    expect((await decide('approveCommission')).answer).toMatchObject({ code: 'not_allowed_in_state' });
    expect((await decide('rejectCommission')).line?.state).toBe('rejected');
    expect(await journalsOf(commissionId)).toEqual([]);
    await rate('2', '2026-12-15');
    expect((await accrue())[0]?.state).toBe('rejected');
  });

  it('stands still from the moment of its conversion when its amount is contested by then, and goes on when that is over', async () => {
    const { accrue, referralId, partnerId } = await wonBy(to);
    const [waiting] = await accrue();
    const contested = { referralId, caseId: newId('case'), kind: 'commission', at: SIGNED_AT } as const;
    await world.database
      .$executeRaw`INSERT INTO cases(id, number, referral_id, program_id, partner_id, kind, opened_by, opened_at, state, story)
      VALUES (${contested.caseId}, ${contested.caseId}, ${referralId}, ${world.programId}, ${partnerId}, 'commission', '{}', ${SIGNED_AT}::timestamptz, 'open', '{}')`;
    await rate('2', '2026-12-15');
    const [stopped] = await accrue();
    expect(stopped).toMatchObject({ commissionId: waiting?.commissionId, state: 'frozen', amount: { currency: to } });
    expect(await accrue()).toEqual([stopped]);
    const id = stopped?.commissionId ?? '';
    expect((await journalsOf(id)).map(({ kind }) => kind)).toEqual(['accrued']);

    await followCase(world.database, { ...contested, undecided: false });
    expect((await rowOf(id)).state).toBe('holding');
    expect(await eventsOf(referralId)).toEqual([
      'commission.waiting_trigger',
      'commission.holding',
      'commission.frozen',
      'commission.unfrozen',
    ]);
  });

  it('is looked at again when a case is opened while it accrues', async () => {
    await rate('2', '2026-12-15');
    const { referralId } = await wonBy(to);
    const facts = { partnerId: 'nobody', payeeFingerprint: null, referralId, stoppedBy: ['case_gone'], lines: [] };
    const accrual = callFunction(world.database, 'accrue_commissions', { ...facts, at: SIGNED_AT });
    await expect(accrual).rejects.toMatchObject({ code: 'busy' });
  });

  it('follows its partner into another currency while it waits', async () => {
    const { accrue, partnerId } = await wonBy(to);
    await accrue();
    await world.database.partner.update({ where: { id: partnerId }, data: { payoutCurrency: 'EUR' } });
    expect(await accrue()).toMatchObject([{ state: 'holding', amount: { amount: 480_000, currency: 'EUR' } }]);
  });
});
