/**
 * Why nothing is owed though nobody refused it. When the commission would have been earned, what the plan could pay was used up
 * (`nothing_left`); the deal earns nothing as it was corrected (`earns_nothing`); no payment of the customer earns it any more; or another
 * referral is credited with the deal by then. No person gives such a reason.
 */
const UNOWED = ['nothing_left', 'earns_nothing', 'payments_over', 'credited_elsewhere'] as const;

export type Unowed = (typeof UNOWED)[number];

/** undefined: somebody refused it. */
export const unowedBecause = (reasonCode: string | null | undefined): Unowed | undefined =>
  UNOWED.find((unowed) => unowed === reasonCode);
