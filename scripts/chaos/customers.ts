import type { Chance } from './random.ts';

/** A won deal: what it is worth, what its customer has paid and got back so far, and whether a line waits for a payment. */
export type WonDeal = { dealId: string; worthMinor: bigint; paidMinor: bigint; refundedMinor: bigint; waits: boolean };

export type Customers = {
  /** What the customer pays next; all that is left, or a part of it. */
  pays: (deal: WonDeal) => bigint;
  /** What the customer gets back in all, decided once; mostly nothing. */
  getsBack: (deal: WonDeal) => bigint;
};

const ALL_AT_ONCE_SHARE = 0.4;
const PARTS = 3n;
/** What of a deal goes back to its customer, out of four: nothing, nothing, a quarter, all. */
const BACK_QUARTERS = [0n, 0n, 0n, 0n, 0n, 1n, 4n];

export function createCustomers(chance: Chance): Customers {
  const decided = new Map<string, bigint>();
  return {
    pays: ({ worthMinor, paidMinor }) => {
      const left = worthMinor - paidMinor;
      return chance.next() < ALL_AT_ONCE_SHARE || left < PARTS ? left : left / PARTS;
    },
    getsBack: ({ dealId, worthMinor }) => {
      const back = decided.get(dealId) ?? (worthMinor * chance.pick(BACK_QUARTERS)) / 4n;
      decided.set(dealId, back);
      return back;
    },
  };
}
