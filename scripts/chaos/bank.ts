import { plainAmount, money } from '../../domain/money.ts';
import type { Chance } from './random.ts';
import { count } from './count.ts';

/** What a rail has handed to the bank. */
export type Payment = { itemId: string; amountMinor: bigint; currency: string };

type Movement = { payment: Payment; outcome: 'settled' | 'returned'; amountMinor: bigint; reference: string };

/** What becomes of a payment; `partly`: comes back less fees, and a person of finance states the full return by hand. */
const FATES = ['paid', 'paid', 'paid', 'paid', 'paid', 'returned', 'partly', 'never'] as const;

/**
 * The bank of the vendor: carries payments out or sends them back, and says so late, in parts, twice, in any order, and among lines
 * that are about nothing of ours.
 */
export type Bank = {
  /** Decides what becomes of the payments of a run, once. */
  receive: (runId: string, payments: readonly Payment[]) => void;
  /** The next file about a run; undefined when all was said, or the run is not known. */
  nextFile: (runId: string) => string | undefined;
  /** The next file was taken in. */
  taken: (runId: string) => void;
  /** Runs of which something is still to be said. */
  waiting: () => string[];
  lies: Record<string, number>;
  /** What it sent back in full and was told of. */
  sentBack: () => readonly Payment[];
  /** It carries everything out from now on. */
  behave: () => void;
};

const HEADER = 'end_to_end_id,outcome,amount,currency,booked_on,bank_reference,reason';
const AGAIN_SHARE = 0.3;
const STRANGE_SHARE = 0.5;
const EARLY_SHARE = 0.4;

export function createBank(chance: Chance): Bank {
  const files = new Map<string, string[]>();
  const sentBack: Payment[] = [];
  const lies: Record<string, number> = {};
  let isHonest = false;
  const table = createTable({ chance, lies, isHonest: () => isHonest });

  const receive = (runId: string, payments: readonly Payment[]): void => {
    if (files.has(runId)) return;
    const first: Movement[] = [];
    const second: Movement[] = [];
    const third: Movement[] = [];
    for (const payment of payments) {
      const fate = isHonest ? 'paid' : chance.pick(FATES);
      const of = (outcome: Movement['outcome'], amountMinor = payment.amountMinor): Movement => ({
        payment,
        outcome,
        amountMinor,
        reference: `${outcome}-${payment.itemId}-${String(amountMinor)}`,
      });
      if (fate !== 'never') (chance.next() < EARLY_SHARE ? first : second).push(of('settled'));
      if (fate === 'partly') second.push(of('returned', payment.amountMinor - 1n));
      if (fate !== 'paid') {
        (fate === 'never' ? second : third).push(of('returned'));
        sentBack.push(payment);
        count(lies, `sent back: ${fate}`);
      }
    }
    // Every statement begins with what the one before it said.
    const told = [first, [...first, ...second], [...first, ...second, ...third]];
    const worth = told.filter((lines, place) => lines.length > (told[place - 1]?.length ?? 0));
    files.set(runId, worth.map(table));
  };

  return {
    receive,
    nextFile: (runId) => files.get(runId)?.[0],
    taken: (runId) => {
      const mine = files.get(runId);
      if (mine !== undefined && chance.next() < AGAIN_SHARE && !isHonest) count(lies, 'the same file again');
      else mine?.shift();
    },
    waiting: () => [...files].filter(([, mine]) => mine.length > 0).map(([runId]) => runId),
    lies,
    sentBack: () => sentBack,
    behave: () => {
      isHonest = true;
    },
  };
}

type Table = { chance: Chance; lies: Record<string, number>; isHonest: () => boolean };

/** A file over some movements, in disorder, with lines that stand twice and lines that name nothing. */
const createTable =
  ({ chance, lies, isHonest }: Table) =>
  (movements: readonly Movement[]): string => {
    const today = new Date().toISOString().slice(0, 10);
    const row = ({ payment, outcome, amountMinor, reference }: Movement): string =>
      [
        payment.itemId,
        outcome,
        plainAmount(money(amountMinor, payment.currency)),
        payment.currency,
        today,
        reference,
        '',
      ].join(',');
    const rows = movements.map(row);
    if (!isHonest()) {
      for (const movement of movements) {
        if (chance.next() >= AGAIN_SHARE) continue;
        count(lies, 'a line twice');
        rows.push(row(chance.next() < 0.5 ? movement : { ...movement, reference: '' }));
      }
      if (chance.next() < STRANGE_SHARE) {
        count(lies, 'a line of a stranger');
        rows.push(`,settled,12.50,EUR,${today},stranger-${String(chance.below(1_000_000))},`);
      }
    }
    return [HEADER, ...shuffled(rows, chance)].join('\n');
  };

function shuffled<Item>(items: readonly Item[], chance: Chance): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(chance.below(left.length), 1));
}
