import { readsAs } from '../readsAs.ts';
import { freeAgainFrom, latestContact } from './lookBack.ts';
import type { ActivityKind, CrmActivity, OwnWork, Window } from './lookBack.ts';

/**
 * A record of the CRM that may be the company. `accountId` is what deals, purchases and activities hang on: the account, or
 * the lead itself where there is none yet. A name is no proof.
 */
export type CrmMatch = {
  kind: 'account' | 'contact' | 'lead';
  id: string;
  accountId: string;
  foundBy: 'domain' | 'email' | 'name';
  domain: string | null;
};

/** `owner`: how the CRM knows the person, an address; `productLine` null: not said; `openedAt`: ISO 8601, null: not said. */
export type CrmDeal = {
  id: string;
  accountId: string;
  owner: string | null;
  productLine: string | null;
  openedAt: string | null;
  referralNumber: string | null;
};

export type CrmPurchase = { id: string; accountId: string; productLine: string | null };

export type CrmCompany = { matches: CrmMatch[]; openDeals: CrmDeal[]; purchases: CrmPurchase[] };

export type CrmKnowledge = CrmCompany & { activities: CrmActivity[] };

/** The values of the program for what the vendor knows already. */
type VendorRules = { lookBack: string; openDeal: string; customer: string };

export type VendorQuestion = {
  rules: VendorRules;
  /** Null: every line, as in a program whose claims are for the company. */
  productLine: string | null;
  /** The domains of the company that was referred, as far as it has any. */
  domains: readonly string[];
  /** The number of the referral that is checked: its own deal is no foreign one. */
  referralNumber: string;
  window: Window;
  ownWork: readonly OwnWork[];
};

/** Which record of the CRM was taken for the company, and by what: the strongest of them. */
export type Recognised = Pick<CrmMatch, 'kind' | 'foundBy'>;

/** What decided, by ids and times. */
export type VendorFinding = {
  source: 'crm_activity' | 'crm_deal' | 'crm_purchase';
  id: string;
  accountId: string;
  activity: ActivityKind | null;
  at: number | null;
};

export type VendorWhy = 'look_back' | 'open_deal' | 'customer';

/** `unproven`: only the name says that it is this company, so the rule of `why` cannot decide by itself. */
export type VendorAnswer =
  | { decision: 'accept' }
  | { decision: 'review'; why: VendorWhy; unproven: boolean; finding: VendorFinding }
  | { decision: 'decline'; why: VendorWhy; finding: VendorFinding; againFrom: number | null };

/** The reason a partner reads, by the rule that decided. */
export const REASON_OF = {
  look_back: 'recent_vendor_contact',
  open_deal: 'open_deal',
  customer: 'existing_customer',
} as const satisfies Record<VendorWhy, string>;

const ACCEPT: VendorAnswer = { decision: 'accept' };

const sameLine = (one: string, other: string): boolean => readsAs(one) === readsAs(other);

/** Whether it may be about the same product. */
export const mayOverlap = (one: string | null, other: string | null): boolean =>
  one === null || other === null || sameLine(one, other);

function answer(
  value: string,
  found: { why: VendorWhy; finding: VendorFinding; againFrom?: number },
): VendorAnswer | undefined {
  const { why, finding, againFrom } = found;
  if (value === 'accept') return undefined;
  return value === 'decline'
    ? { decision: 'decline', why, finding, againFrom: againFrom ?? null }
    : { decision: 'review', why, unproven: false, finding };
}

function byLookBack(knowledge: CrmKnowledge, { rules, window, ownWork }: VendorQuestion): VendorAnswer | undefined {
  const contact = latestContact(knowledge.activities, window, ownWork);
  if (contact === undefined) return undefined;
  const { id, accountId, kind, at } = contact;
  return answer(rules.lookBack, {
    why: 'look_back',
    finding: { source: 'crm_activity', id, accountId, activity: kind, at },
    againFrom: freeAgainFrom(at, window.until - window.from),
  });
}

/** A foreign deal: not the one that this referral became itself, and not about another product. */
export const foreignDeal = (
  deals: readonly CrmDeal[],
  { referralNumber, productLine }: Pick<VendorQuestion, 'referralNumber' | 'productLine'>,
): CrmDeal | undefined =>
  deals.find((deal) => deal.referralNumber !== referralNumber && mayOverlap(deal.productLine, productLine));

function byOpenDeal(knowledge: CrmKnowledge, question: VendorQuestion): VendorAnswer | undefined {
  const deal = foreignDeal(knowledge.openDeals, question);
  if (deal === undefined) return undefined;
  const { id, accountId } = deal;
  return answer(question.rules.openDeal, {
    why: 'open_deal',
    finding: { source: 'crm_deal', id, accountId, activity: null, at: null },
  });
}

/** Where either side does not name its product, nobody but a person can tell whether it is another one. */
function byCustomer({ purchases }: CrmKnowledge, question: VendorQuestion): VendorAnswer | undefined {
  const { rules, productLine } = question;
  const bought =
    rules.customer === 'accept_other_product'
      ? purchases.filter((one) => mayOverlap(one.productLine, productLine))
      : purchases;
  const same = bought.find(
    (one) => one.productLine !== null && productLine !== null && sameLine(one.productLine, productLine),
  );
  const purchase = same ?? bought[0];
  if (purchase === undefined) return undefined;
  const unclear = same === undefined ? 'review' : 'decline';
  const { id, accountId } = purchase;
  return answer(rules.customer === 'accept_other_product' ? unclear : rules.customer, {
    why: 'customer',
    finding: { source: 'crm_purchase', id, accountId, activity: null, at: null },
  });
}

const byRules = (knowledge: CrmKnowledge, question: VendorQuestion): VendorAnswer =>
  byLookBack(knowledge, question) ?? byOpenDeal(knowledge, question) ?? byCustomer(knowledge, question) ?? ACCEPT;

const about = (knowledge: CrmKnowledge, accountIds: ReadonlySet<string>): CrmKnowledge => ({
  matches: knowledge.matches.filter(({ accountId }) => accountIds.has(accountId)),
  openDeals: knowledge.openDeals.filter(({ accountId }) => accountIds.has(accountId)),
  purchases: knowledge.purchases.filter(({ accountId }) => accountIds.has(accountId)),
  activities: knowledge.activities.filter(({ accountId }) => accountIds.has(accountId)),
});

const STRONGEST_FIRST: readonly CrmMatch['foundBy'][] = ['domain', 'email', 'name'];

/** Null: no record of the CRM hangs on this account. */
export function recognisedBy(matches: readonly CrmMatch[], accountId: string): Recognised | null {
  const about = matches.filter((match) => match.accountId === accountId);
  const found = STRONGEST_FIRST.flatMap((by) => about.filter(({ foundBy }) => foundBy === by))[0];
  return found === undefined ? null : { kind: found.kind, foundBy: found.foundBy };
}

/** A person proves their company, unless the CRM has them under another domain than the submission. */
const isProven = ({ foundBy, domain }: CrmMatch, domains: readonly string[]): boolean =>
  foundBy === 'domain' ||
  (foundBy === 'email' && (domain === null || domains.length === 0 || domains.includes(domain)));

/**
 * What the vendor's own knowledge of the company means in this program: its contact within the look-back, its open deal, its
 * customer, in this order. A record that only has the same name sends to a person, and only where it would matter.
 */
export function vendorAnswer(knowledge: CrmKnowledge, question: VendorQuestion): VendorAnswer {
  const proven = knowledge.matches
    .filter((match) => isProven(match, question.domains))
    .map(({ accountId }) => accountId);
  const certain = byRules(about(knowledge, new Set(proven)), question);
  if (certain.decision !== 'accept') return certain;
  const perhaps = byRules(about(knowledge, new Set(knowledge.matches.map(({ accountId }) => accountId))), question);
  if (perhaps.decision === 'accept') return ACCEPT;
  return { decision: 'review', why: perhaps.why, unproven: true, finding: perhaps.finding };
}

/** Whether a program asks at all what the vendor knows. */
export const asksVendor = ({ lookBack, openDeal, customer }: VendorRules): boolean =>
  [lookBack, openDeal, customer].some((value) => value !== 'accept');
