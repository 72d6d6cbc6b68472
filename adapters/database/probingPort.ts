export interface ProbingWatch {
  /**
   * The check found that the company of this referral is known. Where that happens to its partner too often, whoever looks after
   * the partner is told. Safe to repeat.
   */
  companyWasKnown(args: { referralId: string; at: string }): Promise<void>;
}
