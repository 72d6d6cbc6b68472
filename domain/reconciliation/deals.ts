import type { MoneyJson } from '../money.ts';
import { readsAs } from '../readsAs.ts';
import { isOpen, type Stage } from '../referral/stages.ts';
import { firstOfEach, inOrder, type Compared, type Finding, type Side } from './finding.ts';

/** A deal as the CRM has it. `amount` null: not said; `closedOn`: the day on which it was won or lost, null: not said. */
export type DealThere = {
  id: string;
  referralNumber: string | null;
  outcome: 'open' | 'won' | 'lost';
  amount: MoneyJson | null;
  closedOn: string | null;
};

/** A referral as its story has it; `deal`: what it was won with. */
export type DealHere = {
  referralId: string;
  number: string;
  stage: Stage;
  partnerId: string;
  ownerId: string | null;
  deal: { dealId: string; amount: MoneyJson; closedOn: string } | null;
};

/** As a deal is compared everywhere: how its name was typed makes no other deal of it. */
const dealName = (id: string): string => readsAs(id).replaceAll(' ', '');

/**
 * Each referral with the deals that carry its number or are the one it was won with; a referral of which the CRM has none is not
 * compared. `credited`: deals of the CRM that some referral was won with.
 */
export function compareDeals(
  here: readonly DealHere[],
  { deals, credited }: { deals: readonly DealThere[]; credited: ReadonlySet<string> },
): Compared {
  const there = firstOfEach(deals, ({ id }) => id).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const compared = firstOfEach(here, ({ referralId }) => referralId).flatMap((referral) => {
    const own = there.filter((deal) => isDealOf(deal, referral));
    return own.length === 0 ? [] : [compareReferral(referral, own, credited)];
  });
  return { compared: compared.length, findings: inOrder(compared.filter((finding) => finding !== null)) };
}

const isDealOf = ({ id, referralNumber }: DealThere, { number, deal }: DealHere): boolean =>
  referralNumber === number || (deal !== null && dealName(id) === dealName(deal.dealId));

function compareReferral(
  referral: DealHere,
  deals: readonly DealThere[],
  credited: ReadonlySet<string>,
): Finding | null {
  if (referral.stage === 'won') return compareWon(referral, deals);
  const won = deals.find(({ id, outcome }) => outcome === 'won' && !credited.has(id));
  if (won !== undefined) return found('won_without_credit', referral, won);
  const last = deals.toSorted(byClosing).at(-1);
  const isOver = deals.every(({ outcome }) => outcome === 'lost');
  return isOpen(referral.stage) && isOver && last !== undefined
    ? found('open_here_closed_there', referral, last)
    : null;
}

const byClosing = (one: DealThere, other: DealThere): number =>
  (one.closedOn ?? '') < (other.closedOn ?? '') ? -1 : Number((one.closedOn ?? '') > (other.closedOn ?? ''));

function compareWon(referral: DealHere, deals: readonly DealThere[]): Finding | null {
  const { deal } = referral;
  if (deal === null) return null;
  const same = deals.find(({ id }) => dealName(id) === dealName(deal.dealId));
  const counterpart = same ?? deals.find(({ outcome }) => outcome === 'won') ?? deals[0];
  if (counterpart === undefined) return null;
  if (counterpart.outcome !== 'won') return found('won_here_not_there', referral, counterpart);
  const { amount } = counterpart;
  const isSame = amount?.amount === deal.amount.amount && amount.currency === deal.amount.currency;
  return amount === null || isSame ? null : found('amount_differs', referral, counterpart);
}

function found(kind: Finding['kind'], referral: DealHere, { outcome, amount, closedOn }: DealThere): Finding {
  const { referralId, number, partnerId, ownerId, stage, deal } = referral;
  const ours: Side =
    deal === null ? { says: stage, amount: null, on: null } : { says: stage, amount: deal.amount, on: deal.closedOn };
  const theirs: Side = { says: outcome, amount, on: closedOn };
  return {
    kind,
    subject: referralId,
    number,
    referralId,
    runId: null,
    partnerId,
    account: null,
    ownerId,
    ours,
    theirs,
  };
}
