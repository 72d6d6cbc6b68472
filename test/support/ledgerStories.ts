import { journalFor, type AccountKind, type Journal, type PostingKind } from '../../domain/ledger/postings.ts';
import { money, type Money } from '../../domain/money.ts';

const LINES = 40;
const PARTNERS = ['prt_1', 'prt_2', 'prt_3'] as const;
const CURRENCIES = ['EUR', 'USD', 'JPY'] as const;

type Standing = 'unheard' | 'pending' | 'due' | 'clearing' | 'paid' | 'rejected';
type Line = { id: string; partnerId: string; amount: Money; standing: Standing; payouts: number; before: number };

/** What may happen to a line where it stands, and where it stands afterwards. */
const NEXT: Readonly<Record<Standing, readonly [PostingKind, Standing][]>> = {
  unheard: [['accrued', 'pending']],
  pending: [
    ['hold_over', 'due'],
    ['hold_over', 'due'],
    ['rejected_pending', 'rejected'],
  ],
  due: [
    ['released', 'clearing'],
    ['released', 'clearing'],
    ['released', 'clearing'],
    ['rejected_due', 'rejected'],
  ],
  clearing: [['settled', 'paid']],
  paid: [['returned', 'due']],
  rejected: [],
};

/** Where the money of a line is, by the account that says so. */
const HELD_BY: Partial<Record<Standing, AccountKind>> = {
  pending: 'payable_pending',
  due: 'payable_due',
  clearing: 'payout_clearing',
  paid: 'bank',
};

const OF_ITEM: readonly PostingKind[] = ['released', 'settled', 'returned'];

export type LedgerStory = {
  journals: Journal[];
  /** What the books owe or have paid by where the lines stand: account, partner and currency → minor units. */
  held: Map<string, bigint>;
};

export const balanceKey = (account: AccountKind, partnerId: string | null, currency: string): string =>
  [account, partnerId ?? '', currency].join(' ');

/** Bytes that look like chance and are the same for the same seed. */
export function bytesOf(seed: number, length: number): Uint8Array {
  let state = BigInt(seed);
  return Uint8Array.from({ length }, () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 56n);
  });
}

/**
 * Forty lines of three partners and currencies, to which things happen in the order that the bytes say: two of them pick a
 * line and what becomes of it. `name` keeps the lines of several stories apart.
 */
export function ledgerStory(bytes: Uint8Array, name = 's'): LedgerStory {
  const lines = Array.from({ length: LINES }, (_, index): Line => ({
    id: `com_${name}_${String(index)}`,
    partnerId: PARTNERS[index % PARTNERS.length] ?? PARTNERS[0],
    amount: money(BigInt(index * 7919 + 1), CURRENCIES[index % 4 === 0 ? 0 : index % CURRENCIES.length] ?? 'EUR'),
    standing: 'unheard',
    payouts: 0,
    before: 0,
  }));
  const journals: Journal[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const journal = happenTo(lines[(bytes[at] ?? 0) % LINES], bytes[at + 1] ?? 0);
    if (journal !== undefined) journals.push(journal);
  }
  return { journals, held: heldOf(lines) };
}

function happenTo(line: Line | undefined, choice: number): Journal | undefined {
  if (line === undefined) return undefined;
  if (line.standing === 'rejected') beginAgain(line);
  const ways = NEXT[line.standing];
  const way = ways[choice % ways.length];
  if (way === undefined) return undefined;
  const [kind, standing] = way;
  if (kind === 'released') line.payouts += 1;
  line.standing = standing;
  const { partnerId, amount } = line;
  const source = OF_ITEM.includes(kind) ? `${line.id.replace('com', 'itm')}_${String(line.payouts)}` : line.id;
  return journalFor({ kind, source, partnerId, amount });
}

/** Another line takes the place of one of which nothing more can become. */
function beginAgain(line: Line): void {
  line.before += 1;
  line.id = `${line.id.split('.')[0] ?? ''}.${String(line.before)}`;
  line.standing = 'unheard';
  line.payouts = 0;
}

function heldOf(lines: readonly Line[]): Map<string, bigint> {
  const held = new Map<string, bigint>();
  for (const { standing, partnerId, amount } of lines) {
    const account = HELD_BY[standing];
    if (account === undefined) continue;
    const key = balanceKey(account, account.startsWith('payable') ? partnerId : null, amount.currency);
    held.set(key, (held.get(key) ?? 0n) + amount.amountMinor);
  }
  return held;
}
