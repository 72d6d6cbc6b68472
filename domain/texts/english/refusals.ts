import type { Unowed } from '../../commission/unowed.ts';
import type { Catalogue } from '../shape.ts';

export const REFUSALS: Catalogue['refusals'] = {
  payee_missing: {
    why: 'there was no account to pay to',
    next: 'Enter one if there is none yet. Finance approves the amount for it, then the next payout pays it.',
  },
  account_not_usable: {
    why: 'your account cannot be reached in the way this was to be paid',
    next: 'Nothing is lost. Finance pays it another way, or asks you for another account.',
  },
  account_closed: {
    why: 'your account took no payments',
    next: 'Enter another one. Finance approves the amount for it, then the next payout pays it.',
  },
  currency_not_supported: {
    why: 'the way of payment does not carry this currency',
    next: 'Nothing to do for you: finance pays it another way.',
  },
  amount_not_supported: {
    why: 'the way of payment does not carry this amount',
    next: 'Nothing to do for you: finance pays it another way.',
  },
};

export const NOT_PAID: Catalogue['notPaid'] = ({ amount, why }) =>
  `${amount} could not be paid: ${why}. The money is still yours.`;

/** Why nothing is owed, where nobody refused it: completes a sentence. */
export const UNOWED: Readonly<Record<Unowed, string>> = {
  nothing_left: 'what the plan can pay was used up by then',
  credited_elsewhere: 'the deal is credited to another referral by now',
  earns_nothing: 'as it was corrected, the deal earns nothing under the plan',
  payments_over:
    'the time in which payments earn a commission is over; what earlier payments have earned is not touched by that',
};
