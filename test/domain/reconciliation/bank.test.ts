import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareBank, type BankLine, type UnsettledItem } from '../../../domain/reconciliation/bank.ts';
import { bankLine } from '../../support/statementLines.ts';
import { runs } from '../../support/runs.ts';

const AT = '2027-03-01T06:00:00.000Z';

const item = (change: Partial<UnsettledItem> = {}): UnsettledItem => ({
  itemId: 'itm_1',
  runId: 'run_1',
  partnerId: 'prt_1',
  preparedBy: 'usr_paul',
  state: 'submitted',
  releasedAt: '2027-02-15T09:00:00.000Z',
  amount: { amount: 480_000, currency: 'EUR' },
  ...change,
});
const told = (change: Partial<BankLine> = {}, line: Parameters<typeof bankLine>[2] = {}): BankLine => ({
  statementId: 'stm_1',
  runId: 'run_1',
  uploadedBy: 'usr_paul',
  takenFor: 'unmatched',
  line: bankLine('itm_unknown', 125_000, line),
  itemId: null,
  partnerId: null,
  itemAmount: null,
  ...change,
});
const found = (items: UnsettledItem[], lines: BankLine[]) => compareBank({ compared: 9, items, lines }, AT).findings;

it.each([
  { released: '2027-02-15T09:00:00.000Z', kinds: ['paid_not_settled'], why: 'nothing heard for two weeks' },
  { released: '2027-02-22T05:59:59.999Z', kinds: ['paid_not_settled'], why: 'a moment more than seven days' },
  { released: '2027-02-22T06:00:00.000Z', kinds: [], why: 'seven days are not over' },
])('a released payment: $why', ({ released, kinds }) => {
  expect(found([item({ releasedAt: released })], []).map(({ kind }) => kind)).toEqual(kinds);
});

it('a payment that is late says since when it is with whom, and belongs to who prepared it', () => {
  expect(found([item(), item()], [])).toEqual([
    {
      kind: 'paid_not_settled',
      subject: 'itm_1',
      number: null,
      referralId: null,
      runId: 'run_1',
      partnerId: 'prt_1',
      account: null,
      ownerId: 'usr_paul',
      ours: { says: 'submitted', amount: { amount: 480_000, currency: 'EUR' }, on: '2027-02-15' },
      theirs: { says: 'no_statement', amount: null, on: null },
    },
  ]);
});

it('what a statement was taken for, or waits, is no disagreement; what no payment explains is', () => {
  const kinds = ['settled', 'returned', 'known', 'pending', 'other_run'] as const;
  expect(
    found(
      [],
      kinds.map((takenFor, place) => told({ takenFor }, { position: place + 1 })),
    ),
  ).toEqual([]);
  const unexplained = ['unmatched', 'amount_differs', 'again', 'not_sent'] as const;
  const lines = unexplained.map((takenFor, place) =>
    told({ takenFor }, { position: place + 1, bankReference: takenFor }),
  );
  expect(found([], lines).map(({ subject }) => subject)).toEqual(['stm_1:1', 'stm_1:2', 'stm_1:3', 'stm_1:4']);
});

it('a payment of another amount is told with both amounts', () => {
  const itemAmount = { amount: 480_000, currency: 'EUR' };
  const [finding] = found([], [told({ takenFor: 'amount_differs', itemId: 'itm_1', itemAmount })]);
  expect(finding).toMatchObject({
    ours: { says: 'item', amount: itemAmount },
    theirs: { says: 'paid', amount: { amount: 125_000, currency: 'EUR' }, on: '2027-02-16' },
  });
});

it('a movement that two statements tell of is one; two of the same look in one statement are two', () => {
  const twice = [told(), told({ statementId: 'stm_2' }, { position: 7 })];
  expect(found([], twice).map(({ subject }) => subject)).toEqual(['stm_1:1']);
  const alike = [told(), told({}, { position: 2 }), told({ statementId: 'stm_2' })];
  expect(found([], alike).map(({ subject }) => subject)).toEqual(['stm_1:1', 'stm_1:2']);
});

const anyLine = fc
  .record({ statement: fc.nat(3), position: fc.integer({ min: 1, max: 5 }), amount: fc.nat(2) })
  .map(({ statement, position, amount }) =>
    told({ statementId: `stm_${String(statement)}` }, { position, amount: { amount: amount + 1, currency: 'EUR' } }),
  );

it('whatever the order, and however often a line is read, the findings are the same', () => {
  const lines = fc.uniqueArray(anyLine, {
    selector: ({ statementId, line }) => `${statementId} ${String(line.position)}`,
    maxLength: 15,
  });
  const shuffled = lines.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray([...given, ...given], { minLength: 2 * given.length })),
  );
  fc.assert(
    fc.property(shuffled, ([given, mixed]) => {
      expect(found([], mixed)).toEqual(found([], given));
    }),
    { numRuns: runs(2_000) },
  );
});
