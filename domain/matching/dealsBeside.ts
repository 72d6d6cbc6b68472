import type { CrmCompany, CrmDeal, CrmMatch } from './vendorKnowledge.ts';
import { mayOverlap } from './vendorKnowledge.ts';
import type { VendorVerdict } from './verdict.ts';

/** What a second look at the CRM asks for: open deals of others, and nothing of what was done about the company. */
export type BesideQuestion = {
  /** When the referral was submitted, in milliseconds. */
  submittedAt: number;
  referralNumber: string;
  /** Null: every line, as in a program whose claims are for the company. */
  productLine: string | null;
  domains: readonly string[];
  /** Deals that were found before, or that a person has decided about. */
  settled: readonly string[];
  /** The program's value for an open deal from before the submission. */
  openDeal: string;
  /** Only the rules have accepted the referral, and nobody has spoken with the company yet. */
  undecided: boolean;
};

/** `proven`: not by the name alone; `before`: it was open when the referral was submitted. */
export type DealBeside = CrmDeal & { proven: boolean; before: boolean };

/**
 * How sure it is that a record of the CRM is this company. A name counts only where one of the two has no domain: whoever
 * opens a deal beside a registration may have left it out.
 */
function sureness({ foundBy, domain }: CrmMatch, domains: readonly string[]): 'proven' | 'perhaps' | 'other' {
  if (foundBy === 'domain') return 'proven';
  const contradicts = domain !== null && domains.length > 0 && !domains.includes(domain);
  if (contradicts) return 'other';
  return foundBy === 'email' ? 'proven' : 'perhaps';
}

/**
 * Open deals with the company that are not the deal of this referral. One from before the submission counts only where the
 * program minds such deals. When it was opened is what the CRM says; where it does not say, the deal is taken for a later
 * one, since that never ends a referral.
 */
export function dealsBeside(
  { matches, openDeals }: Pick<CrmCompany, 'matches' | 'openDeals'>,
  question: BesideQuestion,
): DealBeside[] {
  const accounts = new Map<string, boolean>();
  for (const match of matches) {
    const sure = sureness(match, question.domains);
    if (sure !== 'other') accounts.set(match.accountId, sure === 'proven' || accounts.get(match.accountId) === true);
  }
  return openDeals.flatMap((deal) => {
    const proven = accounts.get(deal.accountId);
    const isForeign = deal.referralNumber !== question.referralNumber && !question.settled.includes(deal.id);
    if (proven === undefined || !isForeign || !mayOverlap(deal.productLine, question.productLine)) return [];
    const before = deal.openedAt !== null && Date.parse(deal.openedAt) < question.submittedAt;
    return before && question.openDeal === 'accept' ? [] : [{ ...deal, proven, before }];
  });
}

/**
 * A deal from before the submission that came to light after the check means what it would have meant then, for as long as
 * only the rules have decided. Undefined: nothing stands against the record. Later a person decides, in a case.
 */
export function dealAgainst(deals: readonly DealBeside[], { undecided }: BesideQuestion): DealBeside | undefined {
  if (!undecided) return undefined;
  const before = deals.filter((deal) => deal.before);
  return before.find(({ proven }) => proven) ?? before[0];
}

/** As the check says it; a name alone sends to a person. `interested`: people of the house who have such a deal. */
export const verdictAgainst = (
  deal: DealBeside,
  { openDeal }: BesideQuestion,
  interested: string[],
): VendorVerdict => ({
  decision: openDeal === 'decline' && deal.proven ? 'decline' : 'review',
  why: 'open_deal',
  unproven: !deal.proven,
  finding: { source: 'crm_deal', id: deal.id, accountId: deal.accountId, activity: null, at: null, recognised: null },
  interested,
  againFrom: null,
});
