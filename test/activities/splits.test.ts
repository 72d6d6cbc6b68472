import { describe, expect, it } from '@jest/globals';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { recompute } from '../../domain/commission/recompute.ts';
import { AFTER_HOLD, dealOf, SIGNED_AT, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { BRIGHTWATER } from '../support/payees.ts';
import { moneyViolations, type Processes } from '../support/payoutRuns.ts';
import { confirmedRate } from '../support/rates.ts';
import { recordRefund } from '../support/refunds.ts';
import { CAPPED_PERCENT, sharing } from '../support/splits.ts';

let world: MoneyWorld;
let processes: Processes;
let on: ReturnType<typeof sharing>;
moneyTests((opened) => {
  ({ world, processes } = opened);
  on = sharing(opened);
});

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const sumOf = (rows: { amountMinor: bigint; clawedBeforeMinor: bigint }[]) =>
  rows.reduce((sum, { amountMinor, clawedBeforeMinor }) => sum + amountMinor - clawedBeforeMinor, 0n);

describe('a commission that two partners share', () => {
  it('is a line for each, which together are what one line would be: cap first, then 70/30', async () => {
    const referral = await on.shared();
    const told = await on.accrue(referral);
    expect(told.map(({ amount, forOther }) => [amount.amount, forOther ?? false])).toEqual([
      [1_050_000, false],
      [450_000, true],
    ]);
    expect(await on.accrue(referral)).toEqual(told);
    const { own, others } = await on.linesOf(referral);
    expect([own.length, others.length]).toEqual([1, 1]);
    for (const { explanation, amountMinor, partnerId, payeeFingerprint } of [...own, ...others]) {
      expect(recompute(explanation as LineExplanation).amountMinor).toBe(amountMinor);
      const [{ print } = { print: null }] = await world.database.$queryRaw<{ print: string | null }[]>`
        SELECT payee_fingerprint(${partnerId}) AS print`;
      expect(payeeFingerprint).toBe(print);
    }
    const accounts = await world.database.ledgerEntry.findMany({
      where: { side: 'credit', journal: { source: { in: [...own, ...others].map(({ id }) => id) } } },
      orderBy: { amountMinor: 'desc' },
    });
    expect(accounts.map(({ accountId, amountMinor }) => [accountId, amountMinor])).toEqual([
      [`payable_pending:${referral.partnerId}:EUR`, 1_050_000n],
      [`payable_pending:${referral.other.partnerId}:EUR`, 450_000n],
    ]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('leaves what is owed for the introduction to who made it', async () => {
    const lead: PlanRule = { kind: 'qualified_lead_bonus', amount: eur(20_000), trigger: 'qualified', when: {} };
    const referral = await on.shared({ rules: [lead, CAPPED_PERCENT] });
    await on.activities().accrueLead({ referralId: referral.referralId, at: SIGNED_AT, qualifiedBy: null });
    await on.accrue(referral);
    const { own, others } = await on.linesOf(referral);
    expect(own.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['qualified_lead_bonus', 20_000n],
      ['deal_percent', 1_050_000n],
    ]);
    expect(others.map(({ kind }) => kind)).toEqual(['deal_percent']);
  });

  it('is approved by payee, and by nobody who proposed the split or had a hand in the account of that payee', async () => {
    const referral = await on.shared({ policy: { secondApproverFrom: [eur(500_000)] } });
    await world.database.user.update({
      where: { id: world.staff.samir },
      data: { roles: ['partner_manager', 'finance_approver'] },
    });
    await on.accrue(referral);
    const { own, others } = await on.linesOf(referral);
    expect([own[0]?.approvalsRequired, others[0]?.approvalsRequired]).toEqual([2, 1]);
    const approve = { name: 'approveCommission', by: world.staff.samir } as const;
    for (const line of [own[0], others[0]]) {
      expect(await on.decide(referral, line, approve)).toMatchObject({
        outcome: 'refused',
        code: 'separation_of_duties',
        facts: { why: 'proposed_split' },
      });
    }
    const exclusions = await world.database.commissionExclusion.findMany({
      where: { commissionId: { in: [own[0]?.id ?? '', others[0]?.id ?? ''] }, reason: 'edited_payee' },
    });
    expect(exclusions.map(({ commissionId, userId }) => [commissionId, userId]).sort()).toEqual(
      [
        [own[0]?.id, referral.adminId],
        [others[0]?.id, referral.other.adminId],
      ].sort(),
    );
    expect(await on.decide(referral, others[0], { ...approve, by: world.staff.ines })).toEqual({ outcome: 'done' });
  });

  it('goes back share by share, and both together exactly as the whole would, refund by refund', async () => {
    const odd = { ...CAPPED_PERCENT, basisPoints: 1_001, capPerDeal: undefined };
    const referral = await on.shared({ rules: [odd], basisPoints: 3_333, amount: 99_999 });
    const alone = await world.wonReferral({ rules: [odd], account: BRIGHTWATER });
    const deal = dealOf(world, 99_999, `D-${alone.referralId}`);
    await world.database.referral.update({ where: { id: alone.referralId }, data: { deal } });
    await on.activities().accrueLines({ referralId: alone.referralId, at: SIGNED_AT, deal });
    await on.accrue(referral);
    for (const amountMinor of [1n, 77n, 5_001n, 20_000n, 1n, 40_404n, 34_515n]) {
      await on.refund(referral, amountMinor);
      await recordRefund(processes.api, {
        dealId: deal.dealId,
        amountMinor,
        by: world.staff.paul,
        at: new Date(SIGNED_AT),
      });
      const at = SIGNED_AT;
      await on.activities().clawBack({ referralId: referral.referralId, dealId: referral.deal.dealId, at });
      await on.activities().clawBack({ referralId: alone.referralId, dealId: deal.dealId, at });
      const { own, others } = await on.linesOf(referral);
      const whole = await world.database.commission.findMany({ where: { referralId: alone.referralId } });
      expect(sumOf([...own, ...others])).toBe(sumOf(whole));
    }
    const { own, others } = await on.linesOf(referral);
    expect([...own, ...others].map(({ state }) => state)).toEqual(['clawed_back', 'clawed_back']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('counts once for a cap that deals share, by who referred them', async () => {
    const year = { period: 'year' as const };
    const capped: PlanRule = {
      ...CAPPED_PERCENT,
      capPerDeal: undefined,
      capPerPartner: { amount: eur(4_000_000), ...year },
    };
    const first = await on.shared({ rules: [capped] });
    const next = await world.wonReferral({ rules: [capped], partnerId: first.partnerId });
    await world.database.referral.update({
      where: { id: next.referralId },
      data: { planVersionId: first.planVersionId },
    });
    await on.accrue(first);
    const deal = dealOf(world, 24_000_000, `D-${next.referralId}`);
    const [line] = await on.activities().accrueLines({ referralId: next.referralId, at: SIGNED_AT, deal });
    expect(line?.amount).toEqual(eur(400_000));
  });

  it('is paid by payment where the plan says so, and one part goes on when finance rejects the other', async () => {
    const byPayment: PlanRule = {
      kind: 'deal_percent',
      basisPoints: 1_000,
      base: 'payments_received_net',
      trigger: 'paid',
      when: {},
    };
    const referral = await on.shared({ rules: [byPayment], amount: 1_000_000 });
    expect((await on.accrue(referral)).map(({ state, amount }) => `${state} ${String(amount.amount)}`)).toEqual([
      'waiting_trigger 70000',
      'waiting_trigger 30000',
    ]);
    await on.pay(referral, 333_333n);
    await on.accrue(referral);
    const { own } = await on.linesOf(referral);
    const waiting = own.find(({ state }) => state === 'waiting_trigger');
    expect(await on.decide(referral, waiting, { name: 'rejectCommission', by: world.staff.ines })).toEqual({
      outcome: 'done',
    });
    await on.pay(referral, 666_667n);
    await on.accrue(referral);
    const after = await on.linesOf(referral);
    expect(sumOf(after.own.filter(({ state }) => state === 'holding'))).toBe(23_333n);
    expect(sumOf(after.others)).toBe(30_000n);
    expect(after.others.map(({ state }) => state)).toEqual(['holding', 'holding']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is converted for each into the own currency, after it was shared', async () => {
    const referral = await on.shared({ otherCurrency: 'SEK' });
    expect((await on.accrue(referral)).map(({ state }) => state)).toEqual(['holding', 'waiting_trigger']);
    const by = [world.staff.paul, world.staff.ines] as const;
    await confirmedRate(world.database, { from: 'EUR', to: 'SEK', rate: '11.05', day: '2026-12-15', by });
    await on.accrue(referral);
    const { others } = await on.linesOf(referral);
    expect(others).toMatchObject([{ state: 'holding', currency: 'SEK', amountMinor: 4_972_500n }]);
    expect(recompute(others[0]?.explanation as LineExplanation).amountMinor).toBe(4_972_500n);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('tells the other partner by a mail of its own, and of the line by the mails that every line has', async () => {
    const referral = await on.shared();
    await on.accrue(referral);
    const { others } = await on.linesOf(referral);
    const { referralId } = referral;
    await on.decide(referral, others[0], { name: 'approveCommission', by: world.staff.ines });
    await on.activities().endHold({ referralId, commissionId: others[0]?.id ?? '', at: AFTER_HOLD });
    const mails = await world.database.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
    const ofReferral = mails
      .map(({ payload }) => payload as Record<string, unknown>)
      .filter((payload) => payload['referralId'] === referralId);
    const receiver = { kind: 'partner', partnerId: referral.other.partnerId };
    expect(ofReferral).toMatchObject([
      { text: 'split_earned', receiver, facts: { amountMinor: 450_000, lineState: 'holding' } },
      { text: 'commission_approved', receiver, facts: { amountMinor: 450_000, share: 1, commissionId: others[0]?.id } },
    ]);
  });
});
