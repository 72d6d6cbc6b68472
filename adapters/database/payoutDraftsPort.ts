/** A period of a program that is over and has no drafts yet; times as ISO 8601, days as `2026-04-30`. */
export type OpenPeriod = { programId: string; cutOff: string; cutOffDay: string; payDay: string };

/** Throw AppErrors: `busy`, `unavailable`. Times as ISO 8601. */
export interface PayoutDrafts {
  /**
   * The latest period of every calendar in use that was over by then and is not closed, but for those that are passed by; in a
   * fixed order, the first two hundred.
   */
  openPeriods(args: { at: string; passedBy: readonly OpenPeriod[] }): Promise<OpenPeriod[]>;
  /**
   * Closes a period that was open by then: one draft run for each rail and currency of what it pays, or several where a run would
   * be too large, and who prepares runs is told. Once, whoever asks and how often; how many runs this call has made.
   */
  close(period: OpenPeriod, at: string): Promise<number>;
  /** Runs whose pay day is over by then and that are not settled: finance is told of each once. How many there were, at most 200. */
  tellLate(at: string): Promise<number>;
  /** It could not be closed: people see it until it is. */
  noteFailure(period: OpenPeriod, failure: { cause: string; at: string }): Promise<void>;
}
