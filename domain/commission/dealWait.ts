/** What lines of a won deal wait for before they accrue: an invoice, a payment of the customer, an exchange rate. */
export const DEAL_WAITS = ['invoiced', 'paid', 'rate'] as const;
export type DealWait = (typeof DEAL_WAITS)[number];

/** What can be recorded of the money of a won deal. */
export const DEAL_MOVEMENTS = ['invoiced', 'paid', 'refunded'] as const;
export type DealMovementKind = (typeof DEAL_MOVEMENTS)[number];
