import type { AccountKind } from './postings.ts';

/** Under which number the vendor's own books keep an account; `currency` null: whatever the currency. */
export type AccountNumber = { account: AccountKind; currency: string | null; number: string };

type Account = { account: AccountKind; currency: string };

/** The number of this currency, or that of the account; undefined when there is neither. */
export function numberOf(numbers: readonly AccountNumber[], { account, currency }: Account): string | undefined {
  const own = numbers.filter((one) => one.account === account);
  return (own.find((one) => one.currency === currency) ?? own.find((one) => one.currency === null))?.number;
}

/** The accounts without a number, each once. */
export function withoutNumber(numbers: readonly AccountNumber[], accounts: readonly Account[]): Account[] {
  const missing = new Map<string, Account>();
  for (const { account, currency } of accounts) {
    if (numberOf(numbers, { account, currency }) === undefined)
      missing.set(`${account} ${currency}`, { account, currency });
  }
  return [...missing.values()];
}
