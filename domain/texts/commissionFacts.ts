import type { TakenBackCause } from '../commission/takenBack.ts';
import type { CommissionState } from '../commission/states.ts';
import type { Unowed } from '../commission/unowed.ts';

/** While a line waits for its approval: by when it is due, or since when it is late. */
export type InApproval = Readonly<Record<'approveBy' | 'lateSince', string | undefined>>;

/**
 * `takenBack`: by refunds and adjustments, in all, and `because` of which; `toReturn`: of it after the payment; of that `repaid` by later commissions, and `remaining`.
 * `payDay`: of the period that ends on `cutOffDay`.
 * `netted`: of the amount, settled by what was to be returned of others; `transferred`: the rest.
 */
export type CommissionFacts = Readonly<
  Record<
    | 'payableFrom'
    | 'payDay'
    | 'cutOffDay'
    | 'paidOn'
    | keyof InApproval
    | 'frozenSince'
    | 'takenBack'
    | 'takenBackOn'
    | 'toReturn'
    | 'repaid'
    | 'remaining'
    | 'netted'
    | 'transferred',
    string | undefined
  >
> & {
  amount: string;
  awaits: 'invoiced' | 'paid' | undefined;
  unowed: Unowed | undefined;
  /** The pay day of its run is over. */
  isLate: boolean;
  because: TakenBackCause;
};

/** Where a line stands that takes something from another one. */
export type DeductionState = Extract<CommissionState, 'awaiting_approval' | 'frozen' | 'rejected' | 'clawed_back'>;
