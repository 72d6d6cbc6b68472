import type { CommissionState } from '../commission/states.ts';
import type { AccountKind } from '../ledger/postings.ts';
import { money, moneyToJson } from '../money.ts';
import { inOrder, type Compared, type Finding } from './finding.ts';

/**
 * Lines of one partner and currency that stand alike. `underWay`: in a run from its release on; `owedAfter`: something of them was
 * taken back after the payment. Amounts in minor units: `amount` is what is owed of them less what was netted, `owedBack` what was
 * taken back after the payment less what was repaid.
 */
export type LineSum = {
  partnerId: string;
  currency: string;
  state: CommissionState;
  holdOver: boolean;
  underWay: boolean;
  owedAfter: boolean;
  amount: bigint;
  owedBack: bigint;
};

/** Payments in one state and currency, in minor units. */
export type ItemSum = { state: string; currency: string; amount: bigint };

/** Credits less debits of an account, in minor units. */
export type Balance = { account: AccountKind; partnerId: string | null; currency: string; amount: bigint };

export type Books = { lines: readonly LineSum[]; items: readonly ItemSum[]; balances: readonly Balance[] };

/** Where the books have the money of a line, by its state alone; null: nothing of it is owed. */
export function accountOf({
  state,
  holdOver,
  underWay,
  owedAfter,
}: Pick<LineSum, 'state' | 'holdOver' | 'underWay' | 'owedAfter'>): AccountKind | null {
  if (state === 'waiting_trigger' || state === 'rejected') return null;
  if (state === 'paid') return 'bank';
  if (state === 'clawed_back') return owedAfter ? 'bank' : null;
  if (state === 'in_run' && underWay) return 'payout_clearing';
  return holdOver ? 'payable_due' : 'payable_pending';
}

/** Where the books have the money of a payment; null: it has none, or its lines do. */
const ACCOUNT_OF_ITEM: Readonly<Record<string, AccountKind>> = {
  released: 'payout_clearing',
  submitted: 'payout_clearing',
  paid: 'bank',
};

/** The expense is what all the others come to, and is not compared on its own. */
const BY_LINES: readonly AccountKind[] = [
  'payable_pending',
  'payable_due',
  'payout_clearing',
  'bank',
  'partner_receivable',
];
const BY_ITEMS: readonly AccountKind[] = ['payout_clearing', 'bank'];

/** Every balance with what the states of lines and payments say that it should be. */
export function compareBooks({ lines, items, balances }: Books): Compared {
  const byLines: Sums = new Map();
  for (const line of lines) {
    const { partnerId, currency } = line;
    addTo(byLines, { account: 'partner_receivable', partnerId, currency, amount: -line.owedBack });
    const account = accountOf(line);
    if (account === null) continue;
    const isOfPartner = account === 'payable_pending' || account === 'payable_due';
    addTo(byLines, { account, partnerId: isOfPartner ? partnerId : null, currency, amount: line.amount });
  }
  const byItems: Sums = new Map();
  for (const { state, currency, amount } of items) {
    const account = ACCOUNT_OF_ITEM[state];
    if (account !== undefined) addTo(byItems, { account, partnerId: null, currency, amount });
  }
  const compared = [
    ...against(balances, { said: byLines, by: 'lines', accounts: BY_LINES }),
    ...against(balances, { said: byItems, by: 'items', accounts: BY_ITEMS }),
  ];
  return { compared: compared.length, findings: inOrder(compared.filter((finding) => finding !== null)) };
}

type Against = { said: Sums; by: 'lines' | 'items'; accounts: readonly AccountKind[] };

function against(balances: readonly Balance[], { said, by, accounts }: Against): (Finding | null)[] {
  const booked: Sums = new Map();
  for (const balance of balances) if (accounts.includes(balance.account)) addTo(booked, balance);
  const names = new Set([...said.keys(), ...booked.keys()]);
  return [...names].map((name) => {
    const place = said.get(name) ?? booked.get(name);
    const [ours, theirs] = [said.get(name)?.amount ?? 0n, booked.get(name)?.amount ?? 0n];
    if (place === undefined || ours === theirs) return null;
    const { account, partnerId, currency } = place;
    return {
      kind: 'books_differ',
      subject: `${by} ${name}`,
      number: null,
      referralId: null,
      runId: null,
      partnerId,
      account,
      ownerId: null,
      ours: { says: by, amount: moneyToJson(money(ours, currency)), on: null },
      theirs: { says: 'books', amount: moneyToJson(money(theirs, currency)), on: null },
    };
  });
}

/** By account, partner and currency. */
type Sums = Map<string, Balance>;

function addTo(sums: Sums, part: Balance): void {
  const name = [part.account, part.partnerId, part.currency].filter((one) => one !== null).join(' ');
  sums.set(name, { ...part, amount: (sums.get(name)?.amount ?? 0n) + part.amount });
}
