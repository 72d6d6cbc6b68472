import { describe, expect, it } from '@jest/globals';
import { additionsTo, settleLines } from '../../../domain/commission/correction.ts';
import type { DecidableLine } from '../../../domain/commission/lineStep.ts';
import { money } from '../../../domain/money.ts';
import { decidableLine } from '../../support/decidableLine.ts';

const at = '2027-01-20T10:00:00.000Z';
const REJECTED = { state: 'rejected' } as const;
const HALF = 4_800_000n;

/** A line that has earned 4,800.00 EUR, and earns so much by a correction of its deal. */
const headOf = (corrected: number, { by = 'cor_2', ...change }: Partial<DecidableLine> & { by?: string } = {}) =>
  decidableLine({
    commissionId: 'head',
    corrected: {
      ...{ correctionId: by, earned: money(BigInt(corrected), 'EUR') },
      explanation: {
        ...{ sentence: '10 % of the deal', planVersionId: 'pv_1', ruleIndex: 0, kind: 'deal_percent' },
        steps: [{ step: 'flat', amount: { amount: corrected, currency: 'EUR' } }],
      },
    },
    ...change,
  });

type Added = Partial<Omit<NonNullable<DecidableLine['adjustment']>, 'adjusts' | 'reduces'>> & {
  state?: DecidableLine['state'];
};
/** What a correction has added to it; a person, where it is of no correction. */
function addedOf(id: string, minor: bigint, { state = 'awaiting_approval', ...of }: Added): DecidableLine {
  const amount = money(minor, 'EUR');
  const line = decidableLine({
    commissionId: id,
    kind: 'adjustment',
    state,
    amount,
    earned: amount,
    adjustable: false,
  });
  return { ...line, adjustment: { adjusts: 'head', reduces: false, ...of } };
}

const known = (refunded: bigint) => ({
  ...{ deal: 9_600_000n, window: 'P180D', at, correctionId: 'cor_2' },
  refunds: refunded === 0n ? [] : [{ id: 'rfd_1', amount: money(refunded, 'EUR'), refundedOn: '2027-01-19' }],
});

type Example = { why: string; lines: DecidableLine[]; refunded?: bigint };

describe('what a correction adds in two steps', () => {
  const [byLast, byFirst] = [{ correctionId: 'cor_2' }, { correctionId: 'cor_1' }];
  it.each<Example & { is: bigint[] }>([
    {
      why: 'the rest, once its trigger has come',
      lines: [headOf(500_000), addedOf('now', 5_000n, { ...byLast, moreWaits: true })],
      is: [15_000n],
    },
    {
      why: 'nothing more where finance has rejected what came first',
      lines: [headOf(500_000), addedOf('now', 5_000n, { ...byLast, moreWaits: true, ...REJECTED })],
      is: [],
    },
    {
      why: 'nothing more where nothing was to wait',
      lines: [headOf(500_000), addedOf('now', 5_000n, byLast)],
      is: [],
    },
    {
      why: 'what was added by an earlier correction is no first step of this one',
      lines: [headOf(500_000), addedOf('one', 5_000n, byFirst)],
      is: [15_000n],
    },
    { why: 'nothing by a correction that is not the last', lines: [headOf(500_000, { by: 'cor_1' })], is: [] },
  ])('$why', ({ lines, is }) => {
    expect(additionsTo(lines, known(0n)).map(({ earned }) => earned.amountMinor)).toEqual(is);
  });
});

describe('what is taken back of a line and of what was added to it', () => {
  it.each<Example & { is: string[] }>([
    {
      why: 'half, where half was refunded of the deal as it was when the line was earned',
      lines: [headOf(480_000, { earnedByWorth: 4_800_000n })],
      ...{ refunded: 2_400_000n, is: ['head 240000+0'] },
    },
    {
      why: 'nothing more, once it was taken back after the payment',
      lines: [headOf(400_000, { state: 'paid', run: 'under_way', clawed: { before: 0n, after: 80_000n } })],
      is: [],
    },
    {
      why: 'nothing of what a person has added',
      lines: [headOf(480_000), addedOf('case', 10_000n, {})],
      is: [],
    },
    {
      why: 'of a rejected line, the share of what was added to it and stands',
      lines: [
        headOf(100, REJECTED),
        addedOf('one', 100_000n, { correctionId: 'cor_1' }),
        addedOf('gone', 50_000n, { correctionId: 'cor_1', ...REJECTED }),
      ],
      ...{ refunded: HALF, is: ['one 50000+0'] },
    },
    {
      why: 'to the last unit, beside what finance has rejected',
      lines: [
        headOf(600_000),
        addedOf('one', 100_001n, { correctionId: 'cor_1' }),
        addedOf('two', 20_000n, { correctionId: 'cor_2', ...REJECTED }),
      ],
      is: ['one 1+0'],
    },
    {
      why: 'but not the unit by which the whole may differ from its parts, where refunds had their share of that',
      lines: [
        headOf(600_000),
        addedOf('one', 1n, { correctionId: 'cor_1' }),
        addedOf('two', 120_000n, { correctionId: 'cor_2', grossMinor: 120_000n, ...REJECTED }),
      ],
      is: [],
    },
  ])('$why', ({ lines, refunded = 0n, is }) => {
    const steps = settleLines(lines, known(refunded));
    expect(
      steps.map(
        ({ line, step: { clawed } }) => `${line.commissionId} ${String(clawed?.before)}+${String(clawed?.after)}`,
      ),
    ).toEqual(is);
  });
});
