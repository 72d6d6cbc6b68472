import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareDeals, type DealHere, type DealThere } from '../../../domain/reconciliation/deals.ts';
import { STAGES } from '../../../domain/referral/stages.ts';
import { runs } from '../../support/runs.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

const here = (change: Partial<DealHere> = {}): DealHere => ({
  referralId: 'ref_1',
  number: 'R-1',
  stage: 'negotiation',
  partnerId: 'prt_1',
  ownerId: 'usr_1',
  deal: null,
  ...change,
});
const won = (change: Partial<DealHere> = {}): DealHere =>
  here({ stage: 'won', deal: { dealId: 'D-1', amount: eur(4_800_000), closedOn: '2026-12-15' }, ...change });
const there = (change: Partial<DealThere> = {}): DealThere => ({
  id: 'D-1',
  referralNumber: 'R-1',
  outcome: 'open',
  amount: null,
  closedOn: null,
  ...change,
});
const wonThere = (change: Partial<DealThere> = {}): DealThere =>
  there({ outcome: 'won', amount: eur(4_800_000), closedOn: '2026-12-15', ...change });

const NOBODY: ReadonlySet<string> = new Set();
const kinds = (referral: DealHere, deals: DealThere[], credited = NOBODY) =>
  compareDeals([referral], { deals, credited }).findings.map(({ kind }) => kind);

describe('a referral and its deals in the CRM', () => {
  it.each([
    { referral: here(), deals: [there()], found: [], why: 'open on both sides' },
    { referral: won(), deals: [wonThere()], found: [], why: 'won for the same' },
    { referral: here(), deals: [wonThere()], found: ['won_without_credit'], why: 'won there, open here' },
    {
      referral: here({ stage: 'expired' }),
      deals: [wonThere()],
      found: ['won_without_credit'],
      why: 'won there, ended here',
    },
    {
      referral: here(),
      deals: [there({ outcome: 'lost' })],
      found: ['open_here_closed_there'],
      why: 'lost there, open here',
    },
    {
      referral: here(),
      deals: [there({ outcome: 'lost' }), there({ id: 'D-2' })],
      found: [],
      why: 'another deal goes on',
    },
    {
      referral: here({ stage: 'lost' }),
      deals: [there({ outcome: 'lost' })],
      found: [],
      why: 'lost on both sides',
    },
    {
      referral: won(),
      deals: [wonThere({ amount: eur(4_650_000) })],
      found: ['amount_differs'],
      why: 'another amount',
    },
    {
      referral: won(),
      deals: [wonThere({ amount: { amount: 4_800_000, currency: 'USD' } })],
      found: ['amount_differs'],
      why: 'another currency',
    },
    { referral: won(), deals: [wonThere({ amount: null })], found: [], why: 'the CRM says no amount' },
    { referral: won(), deals: [there()], found: ['won_here_not_there'], why: 'won here, open there' },
    {
      referral: won(),
      deals: [there({ outcome: 'lost' })],
      found: ['won_here_not_there'],
      why: 'won here, lost there',
    },
    {
      referral: won(),
      deals: [there({ id: 'D-0', outcome: 'lost' }), wonThere({ id: ' d–1' })],
      found: [],
      why: 'the deal it was won with counts, however its name was typed',
    },
  ])('$why: $found', ({ referral, deals, found }) => {
    expect(kinds(referral, deals)).toEqual(found);
  });

  const lost = (id: string, closedOn: string | null) => there({ id, outcome: 'lost', closedOn });
  it.each([
    {
      referral: here(),
      deals: [lost('D-1', '2026-12-16'), lost('D-2', '2026-12-15')],
      theirs: { says: 'lost', on: '2026-12-16' },
      why: 'of deals that are over the one that closed last',
    },
    {
      referral: here(),
      deals: [lost('D-1', '2026-12-15'), lost('D-2', null)],
      theirs: { says: 'lost', on: '2026-12-15' },
      why: 'a day that is not said is the earliest',
    },
    {
      referral: won(),
      deals: [wonThere({ id: 'D-0', amount: eur(1) }), wonThere({ amount: eur(2) })],
      theirs: { says: 'won', amount: eur(2) },
      why: 'the deal it was won with, though another was won too',
    },
    {
      referral: won({ deal: { dealId: 'D-9', amount: eur(3), closedOn: '2026-12-15' } }),
      deals: [there({ id: 'D-0' }), wonThere({ amount: eur(2) })],
      theirs: { says: 'won', amount: eur(2) },
      why: 'where that is not there, one that was won',
    },
    {
      referral: won({ number: 'R-2' }),
      deals: [wonThere({ id: 'D-0', amount: eur(1) }), wonThere({ amount: eur(2) })],
      theirs: { says: 'won', amount: eur(2) },
      why: 'also where it carries another number',
    },
  ])('are compared with $why', ({ referral, deals, theirs }) => {
    for (const inThisOrder of [deals, deals.toReversed()]) {
      const { findings } = compareDeals([referral], { deals: inThisOrder, credited: NOBODY });
      expect(findings).toMatchObject([{ theirs }]);
    }
  });

  it('of a referral that was not won only the stage is told', () => {
    const { findings } = compareDeals([here()], { deals: [wonThere()], credited: NOBODY });
    expect(findings).toMatchObject([{ ours: { says: 'negotiation', amount: null, on: null } }]);
  });

  it('a deal that another referral was won with has its credit', () => {
    expect(kinds(here(), [wonThere()], new Set(['D-1']))).toEqual([]);
  });

  it('of which the CRM has no deal is not compared', () => {
    expect(compareDeals([here(), won()], { deals: [], credited: NOBODY })).toEqual({ compared: 0, findings: [] });
    expect(compareDeals([here()], { deals: [wonThere({ referralNumber: 'R-2' })], credited: NOBODY })).toEqual({
      compared: 0,
      findings: [],
    });
  });

  it('both sides are told with amount and day, and whose it is', () => {
    const { findings } = compareDeals([won()], { deals: [wonThere({ amount: eur(4_650_000) })], credited: NOBODY });
    expect(findings).toEqual([
      {
        kind: 'amount_differs',
        subject: 'ref_1',
        number: 'R-1',
        referralId: 'ref_1',
        runId: null,
        partnerId: 'prt_1',
        account: null,
        ownerId: 'usr_1',
        ours: { says: 'won', amount: eur(4_800_000), on: '2026-12-15' },
        theirs: { says: 'won', amount: eur(4_650_000), on: '2026-12-15' },
      },
    ]);
  });
});

const anyHere = fc
  .record({ place: fc.nat(8), stage: fc.constantFrom(...STAGES), amount: fc.nat(3) })
  .map(({ place, stage, amount }) =>
    here({
      referralId: `ref_${String(place)}`,
      number: `R-${String(place)}`,
      stage,
      deal: stage === 'won' ? { dealId: `D-${String(place)}`, amount: eur(amount + 1), closedOn: '2026-12-15' } : null,
    }),
  );
const anyThere = fc
  .record({
    place: fc.nat(12),
    of: fc.nat(8),
    outcome: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
    amount: fc.nat(3),
  })
  .map(({ place, of, outcome, amount }) =>
    there({
      id: `D-${String(place)}`,
      referralNumber: `R-${String(of)}`,
      outcome,
      amount: eur(amount + 1),
      closedOn: '2026-12-15',
    }),
  );
const distinct = <Item>(items: fc.Arbitrary<Item>, keyOf: (item: Item) => string) =>
  fc.uniqueArray(items, { selector: keyOf, maxLength: 20 });

it('whatever the order, and however often a source says the same, the findings are the same', () => {
  const sources = fc
    .tuple(
      distinct(anyHere, ({ referralId }) => referralId),
      distinct(anyThere, ({ id }) => id),
    )
    .chain(([ours, deals]) =>
      fc.tuple(
        fc.constant({ ours, deals }),
        fc.shuffledSubarray([...ours, ...ours], { minLength: 2 * ours.length }),
        fc.shuffledSubarray([...deals, ...deals], { minLength: 2 * deals.length }),
      ),
    );
  fc.assert(
    fc.property(sources, ([{ ours, deals }, shuffledOurs, shuffledDeals]) => {
      const compared = compareDeals(ours, { deals, credited: NOBODY });
      expect(compareDeals(shuffledOurs, { deals: shuffledDeals, credited: NOBODY })).toEqual(compared);
      expect(compared.findings.length).toBeLessThanOrEqual(compared.compared);
    }),
    { numRuns: runs(2_000) },
  );
});
