/** A period of a program that is over and has no drafts yet. `policyIds`: the versions of its policy that pay by it. */
export type OpenPeriod = {
  programId: string;
  cutOff: string;
  cutOffDay: string;
  payDay: string;
  policyIds: readonly string[];
};

/** Throw AppErrors: `busy`, `unavailable`. Times as ISO 8601. */
export interface PayoutDrafts {
  /** The latest period of every calendar in use that was over by then and is not closed; in a fixed order. */
  openPeriods(at: string): Promise<OpenPeriod[]>;
  /**
   * Closes a period: one draft run for each rail and currency of what it pays, and who prepares runs is told. Once, whoever asks
   * and how often; how many runs this call has made.
   */
  close(period: OpenPeriod, at: string): Promise<number>;
}
