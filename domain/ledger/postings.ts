import type { Money } from '../money.ts';

/** The accounts of the books. Payables are kept per partner; every account exists once per currency. */
const ACCOUNTS = {
  commission_expense: { perPartner: false },
  payable_pending: { perPartner: true },
  payable_due: { perPartner: true },
  payout_clearing: { perPartner: false },
  bank: { perPartner: false },
  partner_receivable: { perPartner: true },
} as const;

export type AccountKind = keyof typeof ACCOUNTS;

export const ACCOUNT_KINDS = Object.keys(ACCOUNTS) as readonly AccountKind[];

/** What happened to money, and between which two accounts it moves. The only way into the books. */
const POSTINGS = {
  accrued: { debit: 'commission_expense', credit: 'payable_pending' },
  hold_over: { debit: 'payable_pending', credit: 'payable_due' },
  released: { debit: 'payable_due', credit: 'payout_clearing' },
  // What the partner owes is paid by what is owed to the partner. It stays so when the rest comes back.
  netted: { debit: 'payable_due', credit: 'partner_receivable' },
  settled: { debit: 'payout_clearing', credit: 'bank' },
  returned: { debit: 'bank', credit: 'payable_due' },
  // The bank never carried it out, so its account was never touched.
  returned_unsettled: { debit: 'payout_clearing', credit: 'payable_due' },
  rejected_pending: { debit: 'payable_pending', credit: 'commission_expense' },
  rejected_due: { debit: 'payable_due', credit: 'commission_expense' },
  clawback_pending: { debit: 'payable_pending', credit: 'commission_expense' },
  clawback_due: { debit: 'payable_due', credit: 'commission_expense' },
  clawback_paid: { debit: 'partner_receivable', credit: 'commission_expense' },
  // The payment of which a part was owed back came back itself.
  clawback_returned: { debit: 'payable_due', credit: 'partner_receivable' },
} as const satisfies Record<string, { debit: AccountKind; credit: AccountKind }>;

export type PostingKind = keyof typeof POSTINGS;

/** Corrections, and which journal of the same source each takes back; a journal is taken back once at most. */
const TAKES_BACK: Partial<Record<PostingKind, PostingKind>> = {
  returned: 'settled',
  returned_unsettled: 'released',
  rejected_pending: 'accrued',
  rejected_due: 'accrued',
};

export const POSTING_KINDS = Object.keys(POSTINGS) as readonly PostingKind[];

export type Side = 'debit' | 'credit';

export type Entry = { account: AccountKind; partnerId: string | null; side: Side; amount: Money };

/**
 * One journal: `key` makes it happen once, `source` is the line or payout item it belongs to, `reverses` is the key of the
 * journal that it takes back.
 */
export type Journal = { kind: PostingKind; source: string; key: string; reverses: string | null; entries: Entry[] };

/** `occasion`: what makes it happen to the same source once more. */
type PostingArgs = { kind: PostingKind; source: string; partnerId: string; amount: Money; occasion?: string };

export function journalFor({ kind, source, partnerId, amount, occasion }: PostingArgs): Journal {
  const entry = (account: AccountKind, side: Side): Entry => ({
    account,
    partnerId: ACCOUNTS[account].perPartner ? partnerId : null,
    side,
    amount,
  });
  const { debit, credit } = POSTINGS[kind];
  const takenBack = TAKES_BACK[kind];
  return {
    kind,
    source,
    key: [keyOf(kind, source), ...(occasion === undefined ? [] : [occasion])].join(':'),
    reverses: takenBack === undefined ? null : keyOf(takenBack, source),
    entries: [entry(debit, 'debit'), entry(credit, 'credit')],
  };
}

const keyOf = (kind: PostingKind, source: string): string => `${kind}:${source}`;

/** Debits less credits of a set of entries, by currency; every value is zero in books that balance. */
export function imbalances(entries: readonly Entry[]): Map<string, bigint> {
  const byCurrency = new Map<string, bigint>();
  for (const { side, amount } of entries) {
    const signed = side === 'debit' ? amount.amountMinor : -amount.amountMinor;
    byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0n) + signed);
  }
  return byCurrency;
}
