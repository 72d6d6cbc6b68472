import type { StatementSum } from '../../domain/ledger/partnerStatement.ts';

/** What a partner's accounts in the books say. */
export interface PartnerStatements {
  /**
   * Computed from the entries, always under the partner's own role: at most one row per month, currency and kind of journal.
   * undefined: there is no such partner, or `managerId` is given and looks after another.
   */
  sums(partnerId: string, managerId: string | null): Promise<StatementSum[] | undefined>;
}
