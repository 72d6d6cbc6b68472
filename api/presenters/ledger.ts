import type { AccountRecord, PeriodRecord } from '../../adapters/database/booksPort.ts';

export const presentAccount = (account: AccountRecord) => ({
  ...account,
  balance: account.opening + account.debits - account.credits,
});

/** `closedThrough`: the last closed month; it and everything before it is closed. */
export const presentPeriod = ({ balances, ...period }: PeriodRecord, closedThrough: string | null) => ({
  ...period,
  state: stateOf(period, closedThrough),
  balances:
    balances?.map(({ debits, credits, ...account }) => ({
      ...account,
      debits: Number(debits),
      credits: Number(credits),
      balance: Number(BigInt(debits) - BigInt(credits)),
    })) ?? null,
});

function stateOf({ period, proposedAt }: Omit<PeriodRecord, 'balances'>, closedThrough: string | null) {
  if (closedThrough !== null && period <= closedThrough) return 'closed';
  return proposedAt === null ? 'open' : 'proposed';
}
