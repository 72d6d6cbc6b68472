import { describe, expect, it } from '@jest/globals';
import { additionsTo, settleLines } from '../../../domain/commission/correction.ts';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';

const at = '2027-01-20T10:00:00.000Z';
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const figures = (amount: number) => ({ amount: eur(amount), firstYearNet: eur(amount) });
const correction = { correctionId: 'cor_2', from: figures(4_800_000), to: figures(9_600_000) };
const proofOf = (amount: number): LineExplanation => ({
  ...{ sentence: '10 % of the deal', planVersionId: 'pv_1', ruleIndex: 0, kind: 'deal_percent', correction },
  steps: [{ step: 'flat', amount: eur(amount) }],
});

type Change = Partial<DecidableLine>;
/** The line of the rule, earned with 4,800.00 EUR, which earns so much by the last correction. */
const headOf = (corrected: number | null, change: Change = {}): DecidableLine => ({
  ...decidableLine({ commissionId: 'head' }),
  ...(corrected === null
    ? {}
    : {
        corrected: {
          ...{ correctionId: 'cor_2', earned: money(BigInt(corrected), 'EUR'), explanation: proofOf(corrected) },
        },
      }),
  ...change,
});
/** What a correction has added to it. */
const addedOf = (
  id: string,
  minor: bigint,
  change: Change & { by?: string; grossMinor?: bigint } = {},
): DecidableLine => {
  const { by: correctionId = 'cor_1', grossMinor, ...rest } = change;
  const amount = money(minor, 'EUR');
  return {
    ...decidableLine({ commissionId: id, kind: 'adjustment', amount, earned: amount, adjustable: false }),
    adjustment: { adjusts: 'head', reduces: false, correctionId, ...(grossMinor === undefined ? {} : { grossMinor }) },
    ...rest,
  };
};
const taken = (before: bigint, after = 0n): Change => ({ clawed: { before, after } });
const REJECTED = { state: 'rejected' } as const;
const lessBy = (done: bigint): Change => ({ deducted: { done, proposed: 0n } });

/** What of the deal, which is worth 96,000.00 EUR by now, was refunded. */
const refundedBy = (minor: bigint, refundedOn = '2027-01-19') => ({
  ...{ deal: 9_600_000n, window: 'P180D', at },
  refunds: minor === 0n ? [] : [{ id: 'rfd_1', amount: money(minor, 'EUR'), refundedOn }],
});
const QUARTER = 2_400_000n;
const HALF = 4_800_000n;

const settled = (lines: DecidableLine[], refunded = 0n) =>
  settleLines(lines, { ...refundedBy(refunded), correctionId: 'cor_2' }).map(
    ({ line, step }) =>
      `${line.commissionId} ${step.state} ${String(step.clawed?.before)}+${String(step.clawed?.after)}`,
  );

describe('what stands above what is owed is taken back', () => {
  it.each<{ why: string; lines: DecidableLine[]; refunded?: bigint; is: string[] }>([
    { why: 'of a line that earns less by now', lines: [headOf(400_000)], is: ['head awaiting_approval 80000+0'] },
    { why: 'and nothing where it earns as much', lines: [headOf(480_000)], is: [] },
    { why: 'nor where it earns more', lines: [headOf(480_001)], is: [] },
    { why: 'once', lines: [headOf(400_000, taken(80_000n))], is: [] },
    { why: 'all where it earns nothing', lines: [headOf(0)], is: ['head clawed_back 480000+0'] },
    {
      why: 'after the payment it is owed back',
      lines: [headOf(400_000, { state: 'paid', run: 'under_way' })],
      is: ['head paid 0+80000'],
    },
    {
      why: 'of what was added last first',
      lines: [headOf(500_000), addedOf('one', 100_000n), addedOf('two', 50_000n)],
      is: ['two clawed_back 50000+0', 'one awaiting_approval 80000+0'],
    },
    {
      why: 'then of the line itself',
      lines: [headOf(470_000), addedOf('one', 100_000n)],
      is: ['one clawed_back 100000+0', 'head awaiting_approval 10000+0'],
    },
    {
      why: 'but of nothing that is gone or waits',
      lines: [
        headOf(470_000),
        addedOf('gone', 100_000n, { state: 'clawed_back', ...taken(100_000n) }),
        addedOf('rejected', 100_000n, REJECTED),
        addedOf('waits', 100_000n, { state: 'waiting_trigger' }),
      ],
      is: ['head awaiting_approval 10000+0'],
    },
    {
      why: 'half with half of the deal',
      lines: [headOf(960_000), addedOf('one', 480_000n)],
      refunded: HALF,
      is: ['one clawed_back 480000+0'],
    },
    {
      why: 'of a line that no correction has touched as by a refund',
      lines: [headOf(null)],
      refunded: QUARTER,
      is: ['head awaiting_approval 120000+0'],
    },
    {
      why: 'also of one whose last correction says nothing of it, with what was added before',
      lines: [headOf(null), addedOf('one', 120_000n)],
      is: ['one clawed_back 120000+0'],
    },
    {
      why: 'without what finance has rejected of the last correction',
      lines: [headOf(600_000), addedOf('one', 100_000n), addedOf('two', 20_000n, { ...REJECTED, by: 'cor_2' })],
      is: [],
    },
    {
      why: 'and of that not the part of a refund either',
      lines: [
        headOf(960_000, taken(240_000n)),
        addedOf('two', 480_000n, { ...REJECTED, by: 'cor_2', grossMinor: 640_000n }),
      ],
      refunded: HALF,
      is: ['head awaiting_approval 320000+0'],
    },
    {
      why: 'what finance rejected of an earlier one counts no more',
      lines: [headOf(600_000), addedOf('one', 120_000n, REJECTED)],
      is: [],
    },
    {
      why: 'where the line itself was rejected, what was added stands alone',
      lines: [headOf(100, REJECTED), addedOf('one', 100_000n), addedOf('two', 50_000n, REJECTED)],
      is: [],
    },
    {
      why: 'and refunds take their share of it, as it was before them',
      lines: [headOf(100, { ...REJECTED, ...lessBy(77n) }), addedOf('one', 90_000n, { grossMinor: 120_000n })],
      refunded: HALF,
      is: ['one awaiting_approval 30000+0'],
    },
    {
      why: 'with what people took off, which comes off what a refund leaves',
      lines: [headOf(480_000, { ...lessBy(100_000n), ...taken(100_000n) })],
      refunded: QUARTER,
      is: ['head awaiting_approval 220000+0'],
    },
    {
      why: 'never more than there is',
      lines: [headOf(480_000, { ...lessBy(400_000n), ...taken(400_000n) })],
      refunded: HALF,
      is: ['head clawed_back 480000+0'],
    },
  ])('$why', ({ lines, refunded, is }) => {
    expect(settled(lines, refunded)).toEqual(is);
  });

  it('by a refund within its window alone', () => {
    const late = { ...refundedBy(HALF, '2027-07-01'), correctionId: 'cor_2' };
    expect(settleLines([headOf(480_000)], late)).toEqual([]);
  });

  it('once for each refund and correction, and is told by what has caused it', () => {
    const [byCorrection] = settleLines([headOf(400_000)], { ...refundedBy(QUARTER), correctionId: 'cor_2' });
    expect(byCorrection?.step.journals.map(({ key }) => key)).toEqual([expect.stringMatching(/:rfd_1:cor_2$/)]);
    expect(byCorrection?.step.events).toMatchObject([{ type: 'commission.corrected', actor: { id: 'correction' } }]);
    expect(byCorrection?.step.mails).toEqual([]);
    const [byRefund] = settleLines([headOf(400_000)], refundedBy(0n));
    expect(byRefund?.step.journals.map(({ key }) => key)).toEqual([expect.stringMatching(/[^:]:cor_2$/)]);
    expect(byRefund?.step.events).toMatchObject([{ type: 'commission.clawed_back', actor: { id: 'refund' } }]);
    expect(byRefund?.step.mails).toHaveLength(1);
    const [uncorrected] = settleLines([headOf(null), addedOf('one', 9n)], {
      ...refundedBy(QUARTER),
      correctionId: 'x',
    });
    expect(uncorrected?.step.journals.map(({ key }) => key)).toEqual([expect.stringMatching(/[^:]:rfd_1$/)]);
  });
});

describe('what is missing is added', () => {
  const added = (lines: DecidableLine[], refunded = 0n) =>
    additionsTo(lines, { ...refundedBy(refunded), correctionId: 'cor_2' }).map((one) => {
      expect(recompute(one.explanation)).toEqual(one.earned);
      return one;
    });

  it.each<{ why: string; lines: DecidableLine[]; refunded?: bigint; is: bigint[]; gross?: number }>([
    { why: 'to a line that earns more by now', lines: [headOf(500_000)], is: [20_000n] },
    { why: 'beyond what was added before', lines: [headOf(500_000), addedOf('one', 15_000n)], is: [5_000n] },
    { why: 'and stands', lines: [headOf(500_000), addedOf('one', 15_000n, taken(5_000n))], is: [10_000n] },
    { why: 'and was not rejected', lines: [headOf(500_000), addedOf('one', 15_000n, REJECTED)], is: [20_000n] },
    { why: 'also where it was taken back before', lines: [headOf(480_000, taken(80_000n))], is: [80_000n] },
    { why: 'not where nothing is missing', lines: [headOf(480_000)], is: [] },
    { why: 'not to a rejected line', lines: [headOf(500_000, REJECTED)], is: [] },
    { why: 'not to one that waits', lines: [headOf(500_000, { state: 'waiting_trigger' })], is: [] },
    { why: 'not where no correction says so', lines: [headOf(null)], is: [] },
    {
      why: 'not twice by one correction, also where finance rejected it',
      lines: [headOf(500_000), addedOf('two', 10_000n, { by: 'cor_2', ...REJECTED })],
      is: [],
    },
    { why: 'less the share of refunds', lines: [headOf(960_000)], refunded: QUARTER, is: [240_000n], gross: 320_000 },
    {
      why: 'less what people took off, after that',
      lines: [headOf(960_000, { ...lessBy(100_000n), ...taken(100_000n) })],
      refunded: QUARTER,
      is: [240_000n],
      gross: 320_000,
    },
    {
      why: 'and a refund that came before what people took brings none of that back',
      lines: [headOf(480_000, { ...lessBy(100_000n), ...taken(340_000n) })],
      refunded: HALF,
      is: [],
    },
    { why: 'a bonus is no share', lines: [headOf(500_000, { kind: 'spiff' })], refunded: QUARTER, is: [20_000n] },
  ])('$why', ({ lines, refunded, is, gross }) => {
    const additions = added(lines, refunded);
    expect(additions.map(({ earned }) => earned.amountMinor)).toEqual(is);
    expect(additions.map(({ explanation }) => explanation.gross?.amount).filter(Boolean)).toEqual(
      gross === undefined ? [] : [gross],
    );
  });

  it('with its proof: what the rule earns, the share of refunds, what people took, and what is owed already', () => {
    const line = headOf(960_000, { ...lessBy(100_000n), ...taken(100_000n) });
    const [one] = added([line], QUARTER);
    expect(one?.of).toBe(line);
    expect(one?.explanation).toMatchObject({
      kind: 'adjustment',
      sentence: '10 % of the deal, less what is owed already: 2,400.00 EUR',
      correction: { correctionId: 'cor_2' },
      steps: [
        { step: 'flat', amount: eur(960_000) },
        {
          step: 'refunded',
          kind: 'deal_percent',
          refunded: eur(2_400_000),
          deal: eur(9_600_000),
          amount: eur(720_000),
        },
        { step: 'less', earned: eur(100_000), of: 'owed', amount: eur(620_000) },
        { step: 'less', earned: eur(380_000), of: 'owed', amount: eur(240_000) },
      ],
    });
    expect(added([headOf(500_000, taken(480_000n))])[0]?.explanation.steps).toHaveLength(1);
  });
});
