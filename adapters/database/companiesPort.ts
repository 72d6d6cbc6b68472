import type { Alias } from '../../domain/matching/alias.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

type Named = { id: string; name: string };

export type CompanyRecord = Named & {
  domain: string | null;
  country: string | null;
  /** The company that this record was found to be. */
  mergedInto: Named | null;
  /** Records that were found to be this company. */
  merged: Named[];
  parent: Named | null;
  /** Other names and domains, as people have said them. */
  aliases: string[];
};

type Decision = { companyId: string; by: string; at: Date };

/**
 * What people say about companies. Every write gives back the company as it is then. Throws `not_found` for a company that
 * is not there.
 */
export interface CompanyWrites {
  /**
   * The other company is this one: its queue joins this queue in the order of intake, and what names it means this one. An
   * earlier intake takes the claim where nobody has spoken with the company for the later one yet. Throws `claim_conflict` where
   * somebody would have to give way who has spoken with the company already; `keeps` decides it, and nothing else: it throws
   * `not_allowed_in_state` for a referral that is in no conflict, as when one of the two is merged already. Throws
   * `separation_of_duties` for who has a part in one of the places, `forbidden` for who is no manager while there is one.
   */
  merge(
    args: Decision & { otherId: string; keeps: readonly string[]; reason: string | undefined },
  ): Promise<CompanyRecord>;
  /**
   * Takes it back: every referral stands in its own queue again. Throws `not_allowed_in_state` when it is not merged, and as
   * above for who does not decide between them.
   */
  unmerge(args: Decision & { otherId: string }): Promise<CompanyRecord>;
  /**
   * Throws `already_exists` for a domain or name that is another company's, `invalid_request` for what names nothing, and as above
   * for who has a part in a place of the company.
   */
  addAlias(args: Decision & { alias: Alias }): Promise<CompanyRecord>;
  /** Throws `not_allowed_in_state` where the company would belong to itself. */
  setParent(args: Decision & { parentId: string }): Promise<CompanyRecord>;
}

export interface Companies {
  /** Acts once per ticket, in one transaction with the answer that is kept. */
  once(
    ticket: Ticket | undefined,
    act: (writes: CompanyWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
