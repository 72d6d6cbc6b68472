import { money, sum, type Money } from '../money.ts';

/** What the partner owes of a line that was paid and refunded afterwards, less what was netted before. */
export type Debt = { commissionId: string; amount: Money };

/** So much of a line is settled by what the partner owes of another one, once and for good. */
export type Netting = { itemId: string; commissionId: string; debtId: string; amount: Money };

type Payable = { commissionId: string; amount: Money };
type Netted = { nettings: Netting[]; netted: Money; left: Money };

/**
 * Sets what a partner owes off against what is paid to the partner, in the order in which both are given: never more than is owed,
 * never more than is paid. `left` is what goes to the rail. All amounts are of one currency.
 */
export function netOff(
  lines: readonly Payable[],
  debts: readonly Debt[],
  { itemId, currency }: { itemId: string; currency: string },
): Netted {
  const open = debts.map(({ commissionId, amount }) => ({ commissionId, leftMinor: amount.amountMinor }));
  const nettings = lines.flatMap(({ commissionId, amount }) => {
    let leftMinor = amount.amountMinor;
    return open.flatMap((debt) => {
      const taken = debt.leftMinor < leftMinor ? debt.leftMinor : leftMinor;
      if (taken <= 0n) return [];
      debt.leftMinor -= taken;
      leftMinor -= taken;
      return [{ itemId, commissionId, debtId: debt.commissionId, amount: money(taken, currency) }];
    });
  });
  const netted = sum(amountsOf(nettings), currency);
  const gross = sum(amountsOf(lines), currency);
  return { nettings, netted, left: money(gross.amountMinor - netted.amountMinor, currency) };
}

const amountsOf = (all: readonly { amount: Money }[]): Money[] => all.map(({ amount }) => amount);
