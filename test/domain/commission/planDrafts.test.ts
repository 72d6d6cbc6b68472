import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { railOfPayee } from '../../../domain/commission/payeeRail.ts';
import { planDrafts, type DraftCandidate } from '../../../domain/commission/planDrafts.ts';
import { planRun } from '../../../domain/commission/planRun.ts';
import { RAIL_NAMES, type RailName } from '../../../domain/commission/rails.ts';
import { money } from '../../../domain/money.ts';
import { PAYEE_METHODS } from '../../../domain/payees/account.ts';
import { runs } from '../../support/runs.ts';

const cutOff = new Date('2027-02-01T00:00:00.000Z');
const candidate = (commissionId: string, change: Partial<DraftCandidate> = {}): DraftCandidate => ({
  commissionId,
  referralId: `ref_${commissionId}`,
  partnerId: `prt_${commissionId}`,
  amount: money(480_000n, 'EUR'),
  state: 'approved',
  payableFrom: new Date('2027-01-14T00:00:00.000Z'),
  holdOver: true,
  approvalsRequired: 1,
  validApprovals: 1,
  contentIntact: true,
  payeeChanged: false,
  payee: null,
  tax: null,
  partnerActive: true,
  gates: [],
  document: null,
  openGates: [],
  method: 'iban',
  readySince: new Date('2027-01-10T00:00:00.000Z'),
  ...change,
});
const plan = (
  candidates: DraftCandidate[],
  { linesMax = 10_000, rails = RAIL_NAMES }: { linesMax?: number; rails?: readonly RailName[] } = {},
) => planDrafts(candidates, { cutOff, rails, linesMax, debtsOf: () => [] });
const linesOf = (drafts: ReturnType<typeof plan>) =>
  drafts.flatMap(({ items }) => items.flatMap(({ lines }) => lines.map(({ commissionId }) => commissionId)));

describe('by which rail a draft pays', () => {
  it.each([
    { method: 'iban', currency: 'EUR', setUp: RAIL_NAMES, rail: 'sepa', why: 'made for such accounts' },
    { method: 'iban', currency: 'USD', setUp: RAIL_NAMES, rail: 'csv', why: 'SEPA carries EUR only' },
    { method: 'iban', currency: 'EUR', setUp: ['manual', 'csv'], rail: 'csv', why: 'SEPA is not set up' },
    { method: 'iban', currency: 'EUR', setUp: ['manual'], rail: 'manual', why: 'nothing else is set up' },
    { method: 'ach', currency: 'USD', setUp: RAIL_NAMES, rail: 'nacha', why: 'made for such accounts' },
    { method: 'ach', currency: 'EUR', setUp: RAIL_NAMES, rail: 'csv', why: 'NACHA carries USD only' },
    { method: 'stripe', currency: 'JPY', setUp: RAIL_NAMES, rail: 'stripe', why: 'carries all' },
    { method: 'stripe', currency: 'JPY', setUp: ['csv'], rail: 'manual', why: 'a file would name no account' },
    { method: 'manual', currency: 'EUR', setUp: RAIL_NAMES, rail: 'manual', why: 'as it was agreed' },
    { method: null, currency: 'EUR', setUp: RAIL_NAMES, rail: 'manual', why: 'there is no account' },
  ] as const)('$method in $currency by $rail: $why', ({ method, currency, setUp, rail }) => {
    expect(railOfPayee({ method, currency }, setUp)).toBe(rail);
  });
});

describe('the drafts of a period', () => {
  it('are one for each rail and currency, with one item per payee', () => {
    const drafts = plan([
      candidate('a', { partnerId: 'prt_1' }),
      candidate('b', { partnerId: 'prt_1' }),
      candidate('c', { amount: money(10_000n, 'USD') }),
      candidate('d', { method: 'stripe' }),
    ]);
    expect(drafts.map(({ rail, currency, items }) => [rail, currency, items.length])).toEqual([
      ['sepa', 'EUR', 1],
      ['csv', 'USD', 1],
      ['stripe', 'EUR', 1],
    ]);
    expect(drafts[0]?.items[0]).toMatchObject({ partnerId: 'prt_1', amount: money(960_000n, 'EUR') });
  });

  it.each([
    { change: { readySince: new Date('2027-02-01T00:00:00.001Z') }, why: 'approved a moment after the cut-off' },
    { change: { payableFrom: new Date('2027-02-01T00:00:00.001Z') }, why: 'its hold ended a moment after it' },
  ])('say what belongs to the next period: $why', ({ change }) => {
    const [draft] = plan([candidate('a'), candidate('late', change)]);
    expect(linesOf(draft === undefined ? [] : [draft])).toEqual(['a']);
    expect(draft?.excluded).toEqual([{ commissionId: 'late', reason: 'after_cut_off' }]);
  });

  it('take what was approved at the cut-off itself', () => {
    expect(linesOf(plan([candidate('a', { readySince: cutOff, payableFrom: cutOff })]))).toEqual(['a']);
  });

  it('are none where nothing is payable', () => {
    expect(plan([])).toEqual([]);
    expect(plan([candidate('a', { state: 'awaiting_approval' })])).toEqual([]);
    expect(plan([candidate('a', { minimumMinor: 500_000n })])).toEqual([]);
  });

  it('are several where one would be too large: whole payees as far as they fit, and only who fits in none is divided', () => {
    const of = (partnerId: string, lines: number) =>
      Array.from({ length: lines }, (_, place) => candidate(`${partnerId}${String(place)}`, { partnerId }));
    const drafts = plan([...of('a', 2), ...of('b', 2), ...of('c', 7), candidate('held', { state: 'frozen' })], {
      linesMax: 3,
    });
    const shown = drafts.map(({ part, items }) => [
      part,
      ...items.map(({ partnerId, lines }) => partnerId + String(lines.length)),
    ]);
    expect(shown).toEqual([
      [1, 'a2'],
      [2, 'b2'],
      [3, 'c3'],
      [4, 'c3'],
      [5, 'c1'],
    ]);
    expect(drafts.map(({ excluded }) => excluded.length)).toEqual([1, 0, 0, 0, 0]);
    expect(drafts[2]?.items[0]?.amount).toEqual(money(1_440_000n, 'EUR'));
  });

  it('hold every line that is payable exactly once, on the rail of its payee, whatever comes together', () => {
    const moments = fc.integer({ min: -3, max: 3 }).map((days) => new Date(cutOff.getTime() + days * 86_400_000));
    const lines = fc.array(
      fc.record({
        partnerId: fc.constantFrom('prt_1', 'prt_2', 'prt_3'),
        amount: fc.constantFrom(money(480_000n, 'EUR'), money(10_000n, 'USD')),
        state: fc.constantFrom('approved', 'returned', 'awaiting_approval', 'frozen'),
        readySince: moments,
        payableFrom: moments,
      }),
      { maxLength: 30 },
    );
    const methods = fc.record({
      prt_1: fc.constantFrom(null, ...PAYEE_METHODS),
      prt_2: fc.constantFrom(null, ...PAYEE_METHODS),
      prt_3: fc.constantFrom(null, ...PAYEE_METHODS),
    });
    const setUp = fc.subarray([...RAIL_NAMES]);
    fc.assert(
      fc.property(lines, methods, setUp, fc.integer({ min: 1, max: 40 }), (made, methodOf, rails, linesMax) => {
        const candidates = made.map((line, place) =>
          candidate(String(place), {
            ...line,
            method: methodOf[line.partnerId],
          }),
        );
        const drafts = plan(candidates, { rails, linesMax });
        const isPayable = ({ state, readySince, payableFrom }: DraftCandidate): boolean =>
          (state === 'approved' || state === 'returned') &&
          readySince !== null &&
          readySince <= cutOff &&
          payableFrom <= cutOff;
        expect(linesOf(drafts).sort()).toEqual(
          candidates
            .filter(isPayable)
            .map(({ commissionId }) => commissionId)
            .sort(),
        );
        const keys = drafts.map(({ rail, currency, part }) => `${rail} ${currency} ${String(part)}`);
        expect(new Set(keys).size).toBe(drafts.length);
        for (const draft of drafts) expect(linesOf([draft]).length).toBeLessThanOrEqual(linesMax);
        for (const { rail, currency, items } of drafts)
          for (const { partnerId } of items)
            expect(railOfPayee({ method: methodOf[partnerId as keyof typeof methodOf], currency }, rails)).toBe(rail);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

it('beyond what a run may have, what was earned first is paid, and finance reads what stays for a later one', () => {
  const lines = ['a', 'b', 'c'].map((id) => candidate(id, { partnerId: 'prt_1' }));
  const { items, excluded } = planRun([candidate('held', { state: 'frozen' }), ...lines], {
    ...{ cutOff, currency: 'EUR', debtsOf: () => [] },
    linesMax: 2,
  });
  expect(items.flatMap((item) => item.lines.map(({ commissionId }) => commissionId))).toEqual(['a', 'b']);
  expect(excluded).toEqual([
    { commissionId: 'held', reason: 'frozen' },
    { commissionId: 'c', reason: 'run_full' },
  ]);
});
