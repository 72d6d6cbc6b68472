import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RunChange } from '../../../domain/commission/payoutRun.ts';
import { planRun } from '../../../domain/commission/planRun.ts';
import { decideRelease } from '../../../domain/commission/release.ts';
import { imbalances } from '../../../domain/ledger/postings.ts';
import { money, sum } from '../../../domain/money.ts';
import type { FinancePerson } from '../../../domain/approval/separation.ts';
import { runLine, runOf } from '../../support/payoutRunOf.ts';

const cutOff = new Date('2026-12-31T00:00:00.000Z');
const ines: FinancePerson = { userId: 'usr_ines', roles: ['finance_approver'], active: true };
const changeOf = (decision: ReturnType<typeof decideRelease>): RunChange => {
  if (!('change' in decision)) throw new Error(`refused: ${decision.refused.code}`);
  return decision.change;
};
describe('whatever the lines are like', () => {
  const lines = fc.array(
    fc.record({
      partnerId: fc.constantFrom('prt_1', 'prt_2', 'prt_3'),
      amount: fc.bigInt({ min: 1n, max: 10_000_000n }),
      state: fc.constantFrom('holding' as const, 'awaiting_approval' as const, 'approved' as const),
      validApprovals: fc.integer({ min: 0, max: 2 }),
      partnerActive: fc.boolean(),
      contentIntact: fc.boolean(),
      late: fc.boolean(),
    }),
  );

  it('planning takes every line once, and release posts exactly what it pays', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const candidates = given.map(({ late, partnerId, amount, ...rest }, index) => ({
          ...runLine(String(index), rest),
          partnerId,
          amount: money(amount, 'EUR'),
          payableFrom: new Date(cutOff.getTime() + (late ? 1 : 0)),
        }));
        const { items, excluded } = planRun(candidates, {
          cutOff,
          currency: 'EUR',
          debtsOf: () => [],
          linesMax: 10_000,
        });
        expect(items.flatMap((item) => item.lines).length + excluded.length).toBe(candidates.length);
        const run = runOf({
          items: items.map((item, index) => ({
            id: `itm_${String(index)}`,
            partnerId: item.partnerId,
            debts: [],
            amount: item.amount,
            state: 'prepared',
            lines: item.lines.map((one) => ({ ...runLine(one.commissionId), ...one, state: 'in_run', open: true })),
          })),
        });
        const decision = decideRelease(run, ines);
        fc.pre('change' in decision);
        const { journals, items: paid } = changeOf(decision);
        const debits = journals.flatMap(({ entries }) =>
          entries.filter(({ side }) => side === 'debit').map(({ amount }) => amount),
        );
        expect(sum(debits, 'EUR')).toEqual(
          sum(
            paid.map(({ amount }) => amount),
            'EUR',
          ),
        );
        for (const { entries } of journals) expect([...imbalances(entries).values()]).toEqual([0n]);
      }),
    );
  });
});
