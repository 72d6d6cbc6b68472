/** Throw AppErrors: `busy`, `unavailable`. Days as `2026-04-01`, times as ISO 8601. */
export interface TierChecks {
  /** Active partners with a program that has tiers, without those that were checked for this month; by id, the first so many after one. */
  unchecked(args: { month: string; after: string; limit: number }): Promise<string[]>;
  /**
   * Counts what a partner has won in the twelve months before this one, lifts it where that is enough, and tells it; in one
   * transaction, once for each partner and month. Whether this call has lifted it.
   */
  check(args: { partnerId: string; month: string; at: string }): Promise<boolean>;
}
