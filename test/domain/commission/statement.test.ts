import { describe, expect, it } from '@jest/globals';
import type { FinancePerson } from '../../../domain/approval/separation.ts';
import { decideStatement, type StatementFacts } from '../../../domain/commission/statement.ts';
import {
  endToEndIdOf,
  movementsIn,
  shortIdOf,
  type Finding,
  type StatementLine,
} from '../../../domain/commission/statementLine.ts';
import type { ItemState, Run, RunChange, RunItem, RunLine } from '../../../domain/commission/payoutRun.ts';
import { imbalances } from '../../../domain/ledger/postings.ts';
import { money, sum } from '../../../domain/money.ts';
import { bankLine } from '../../support/statementLines.ts';

const paul: FinancePerson = { userId: 'usr_paul', roles: ['finance_preparer'], active: true };
const [FIRST, SECOND, OTHER] = ['a', 'b', 'z'].map((letter) => `itm_${letter.repeat(26)}`) as [string, string, string];

const line = (commissionId: string, amountMinor: bigint): RunLine => ({
  commissionId,
  referralId: `ref_${commissionId}`,
  amount: money(amountMinor, 'EUR'),
  state: 'in_run',
  open: true,
  nettedMinor: 0n,
  payableFrom: new Date('2026-12-01T00:00:00.000Z'),
  holdOver: true,
  approvalsRequired: 1,
  validApprovals: 1,
  contentIntact: true,
  partnerActive: true,
  gates: [],
  document: null,
  openGates: [],
  payeeChanged: false,
  payee: null,
  tax: null,
  exclusions: [],
});
const item = (id: string, state: ItemState, amounts: readonly bigint[]): RunItem => ({
  id,
  partnerId: `prt_of_${id.slice(-1)}`,
  state,
  debts: [],
  amount: sum(
    amounts.map((amount) => money(amount, 'EUR')),
    'EUR',
  ),
  lines: amounts.map((amount, index) => line(`${id}-${String(index)}`, amount)),
});
const runOf = (change: Partial<Run> = {}): Run => ({
  id: 'run_1',
  rail: 'csv',
  currency: 'EUR',
  state: 'submitted',
  preparedBy: 'usr_paul',
  cutOff: new Date('2026-12-31T00:00:00.000Z'),
  releasedAt: null,
  items: [item(FIRST, 'submitted', [480_000n, 20_000n]), item(SECOND, 'submitted', [7_000n])],
  ...change,
});
const factsOf = (lines: StatementLine[], change: Partial<StatementFacts> = {}): StatementFacts => ({
  id: 'stm_1',
  lines: lines.map((one, index) => ({ ...one, position: index + 1 })),
  isTaken: false,
  told: new Set(),
  elsewhere: new Set(),
  ...change,
});
type Decided = Omit<RunChange, 'statement'> & { findings: readonly Finding[]; kinds: string[] };
function decide(run: Run, facts: StatementFacts): Decided {
  const decision = decideStatement(run, paul, facts);
  if (!('change' in decision)) throw new Error(`refused: ${decision.refused.code}`);
  const { statement, ...change } = decision.change;
  const findings = statement?.findings ?? [];
  return { ...change, findings, kinds: findings.map(({ kind }) => kind) };
}
const NOTHING = { run: null, items: [], lines: [], journals: [] };
const paid = (change: Partial<StatementLine> = {}) => bankLine(FIRST, 500_000, change);
const returned = (change: Partial<StatementLine> = {}) =>
  bankLine(FIRST, 500_000, { movement: 'returned', reasonCode: 'AC04', bookedOn: '2027-02-18', ...change });

describe('a statement', () => {
  it('pays what it names with the right amount, and the rest stays with the bank', () => {
    const { run, items, lines, journals, kinds } = decide(runOf(), factsOf([paid()]));
    expect(kinds).toEqual(['settled']);
    expect(run).toBeNull();
    expect(items).toMatchObject([{ id: FIRST, state: 'paid', bank: { on: '2027-02-16', reason: null } }]);
    expect(lines.map(({ state, open }) => [state, open])).toEqual([
      ['paid', true],
      ['paid', true],
    ]);
    expect(journals.map(({ key }) => key)).toEqual([`settled:${FIRST}`]);
  });

  it('ends the run with the last of its items, dated by the last day', () => {
    const second = bankLine(SECOND, 7_000, { bookedOn: '2027-02-17' });
    expect(decide(runOf(), factsOf([second, paid()])).run).toEqual({ state: 'settled', settledOn: '2027-02-17' });
    const half = runOf({ items: [item(FIRST, 'paid', [500_000n]), item(SECOND, 'submitted', [7_000n])] });
    expect(decide(half, factsOf([second])).run).toEqual({ state: 'settled', settledOn: '2027-02-17' });
  });

  it('takes back what came back: the money is due again, and the line is free for the next run', () => {
    const run = runOf({ state: 'settled', items: [item(FIRST, 'paid', [480_000n, 20_000n])] });
    const change = decide(run, factsOf([returned()]));
    expect(change.kinds).toEqual(['returned']);
    expect(change.run).toEqual({ state: 'partly_returned' });
    expect(change.items).toMatchObject([{ state: 'returned', bank: { on: '2027-02-18', reason: 'AC04' } }]);
    expect(change.lines.map(({ state, open }) => [state, open])).toEqual([
      ['returned', false],
      ['returned', false],
    ]);
    expect(change.journals.map(({ kind }) => kind)).toEqual(['returned']);
  });

  it('posts payment and return when one file tells both, in whatever order', () => {
    for (const lines of [
      [paid(), returned()],
      [returned(), paid()],
    ]) {
      const change = decide(runOf(), factsOf(lines));
      expect([...change.kinds].sort()).toEqual(['returned', 'settled']);
      expect(change.journals.map(({ kind }) => kind)).toEqual(['settled', 'returned']);
      expect(change.lines.map(({ state }) => state)).toEqual(['returned', 'returned']);
    }
  });

  it('leaves the bank account alone for what was never carried out', () => {
    const change = decide(runOf(), factsOf([returned()]));
    expect(change.journals.map(({ kind }) => kind)).toEqual(['returned_unsettled']);
    expect(change.journals.map(({ reverses }) => reverses)).toEqual([`released:${change.items[0]?.id ?? ''}`]);
    expect(change.run).toBeNull();
  });

  it('told once changes nothing the second time', () => {
    const lines = [paid(), bankLine(SECOND, 7_000), returned()];
    const first = decide(runOf(), factsOf(lines));
    const told = new Set(movementsIn(factsOf(lines).lines, first.findings));
    const after = runOf({
      state: 'partly_returned',
      items: [item(FIRST, 'returned', [500_000n]), item(SECOND, 'paid', [7_000n])],
    });
    const again = decide(after, factsOf(lines, { told }));
    expect(again).toMatchObject({ ...NOTHING, kinds: ['known', 'known', 'known'] });
  });

  it('changes nothing when somebody else has brought it meanwhile', () => {
    expect(decideStatement(runOf(), paul, factsOf([paid()], { isTaken: true }))).toEqual({ change: NOTHING });
  });

  it('knows what was confirmed by hand before', () => {
    const run = runOf({ state: 'settled', items: [item(FIRST, 'paid', [500_000n])] });
    expect(decide(run, factsOf([paid()]))).toMatchObject({ ...NOTHING, kinds: ['known'] });
  });
});

describe('lists and changes nothing for', () => {
  const told = new Set([`${FIRST} paid B-first`]);
  it.each<{ name: string; lines: StatementLine[]; kinds: string[]; run?: Run; facts?: Partial<StatementFacts> }>([
    { name: 'a line that names nothing', lines: [paid({ endToEndId: null, text: 'rent' })], kinds: ['unmatched'] },
    { name: 'an id that nobody knows', lines: [paid({ endToEndId: endToEndIdOf(OTHER) })], kinds: ['unmatched'] },
    {
      name: 'a line that names two items',
      lines: [paid({ endToEndId: null, text: `${FIRST} and ${SECOND}` })],
      kinds: ['unmatched'],
    },
    {
      name: 'an item of another run',
      lines: [paid({ endToEndId: endToEndIdOf(OTHER) })],
      kinds: ['other_run'],
      facts: { elsewhere: new Set([OTHER]) },
    },
    {
      name: 'an entry of ACH that is of another run',
      lines: [paid({ endToEndId: shortIdOf(OTHER) })],
      kinds: ['other_run'],
      facts: { elsewhere: new Set([OTHER]) },
    },
    { name: 'an amount that differs', lines: [bankLine(FIRST, 499_999)], kinds: ['amount_differs'] },
    {
      name: 'another currency',
      lines: [paid({ amount: { amount: 500_000, currency: 'USD' } })],
      kinds: ['amount_differs'],
    },
    {
      name: 'a return less fees',
      lines: [returned({ amount: { amount: 499_000, currency: 'EUR' } })],
      kinds: ['amount_differs'],
    },
    { name: 'what is only announced', lines: [paid({ booked: false })], kinds: ['pending'] },
    {
      name: 'an item that was left out',
      lines: [paid()],
      kinds: ['not_sent'],
      run: runOf({ items: [item(FIRST, 'excluded', [500_000n]), item(SECOND, 'submitted', [7_000n])] }),
    },
    {
      name: 'a second payment of a paid item',
      lines: [paid({ bankReference: 'B-second' })],
      kinds: ['again'],
      run: runOf({ state: 'settled', items: [item(FIRST, 'paid', [500_000n])] }),
      facts: { told },
    },
  ])('$name', ({ lines, kinds, run = runOf(), facts = {} }) => {
    expect(decide(run, factsOf(lines, facts))).toMatchObject({ ...NOTHING, kinds });
  });

  it('the second of two payments in one file', () => {
    const twice = [paid({ bankReference: 'B-1' }), paid({ bankReference: 'B-2' })];
    const change = decide(runOf(), factsOf(twice));
    expect(change.kinds).toEqual(['settled', 'again']);
    expect(change.journals).toHaveLength(1);
    const unnamed = twice.map((one) => ({ ...one, bankReference: null }));
    expect(decide(runOf(), factsOf(unnamed)).kinds).toEqual(['settled', 'again']);
    expect(decide(runOf(), factsOf([paid(), paid()])).kinds).toEqual(['settled', 'known']);
  });
});

describe('who and when', () => {
  it.each(['prepared', 'released', 'cancelled'] as const)('is refused while the run is %s', (state) => {
    expect(decideStatement(runOf({ state }), paul, factsOf([paid()]))).toMatchObject({
      refused: { code: 'not_allowed_in_state' },
    });
  });

  it.each<FinancePerson>([
    { userId: 'u', roles: ['auditor'], active: true },
    { userId: 'u', roles: ['finance_preparer'], active: false },
  ])('is refused to $roles, active: $active', (person) => {
    expect(decideStatement(runOf(), person, factsOf([paid()]))).toMatchObject({ refused: { code: 'forbidden' } });
  });
});

it('names an item by as much of its id as ACH has room for, if one item of the run ends so', () => {
  const [one, twin] = ['1', '2'].map((digit) => `itm_${digit.repeat(11)}${'q'.repeat(15)}`) as [string, string];
  const back = { ...returned(), endToEndId: 'Q'.repeat(15) };
  const kindIn = (ids: readonly string[]) =>
    decide(runOf({ items: ids.map((id) => item(id, 'submitted', [500_000n])) }), factsOf([back])).findings;
  expect(kindIn([one, SECOND])).toMatchObject([{ kind: 'returned', itemId: one }]);
  expect(kindIn([one, twin])).toMatchObject([{ kind: 'unmatched' }]);
});

it('every journal of a statement balances', () => {
  const { journals } = decide(runOf(), factsOf([paid(), returned(), bankLine(SECOND, 7_000)]));
  for (const { entries } of journals) expect([...imbalances(entries).values()]).toEqual([0n]);
});
