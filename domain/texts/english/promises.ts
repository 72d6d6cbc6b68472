import { isPaidInSameMonth } from '../../commission/payoutCalendar.ts';
import type { Catalogue } from '../shape.ts';
import { ordinal } from './words.ts';

const reminded = (lengths: readonly string[]): string =>
  lengths.length === 0 ? '' : ` We remind you ${lengths.join(' and ')} before.`;

const decided = (rule: string): string => (rule === 'decline' ? 'it is not registered' : 'a person of ours decides');

/** What becomes of a company that buys from us already. */
function customers(rule: string): string {
  if (rule === 'decline') return 'Customers of ours cannot be referred.';
  if (rule === 'review') return 'If the company is a customer of ours already, a person of ours decides.';
  return 'A customer of ours can be referred for a product line that it does not have yet.';
}

export const PROMISES: Catalogue['promises'] = {
  acknowledge: ({ acknowledge }) =>
    `You get an answer within ${acknowledge}: registered, in line, or not registered and why.`,
  first_contact: ({ firstContact }) =>
    `We reach out to your contact within ${firstContact} of your referral, or of its turn in line. You see every attempt.`,
  status_update: ({ statusUpdate }) =>
    `You hear from us again within ${statusUpdate} of the last news, until the deal is decided.`,
  case: ({ caseAnswer, caseDecision }) =>
    `What you contest is looked at by somebody who took no part in it: first answer within ${caseAnswer}, decision within ${caseDecision}.`,
  payout: ({ payoutCalendar }) => {
    const { cutOffDay, payDay, zone } = payoutCalendar;
    const by = cutOffDay === 'last' ? 'a month' : `the ${ordinal(cutOffDay)} of a month`;
    const month = isPaidInSameMonth(payoutCalendar) ? 'of that month' : 'of the next month';
    return `What is earned, past its hold and approved by the end of ${by} (${zone}) is paid on the ${ordinal(payDay)} ${month}.`;
  },
  information: ({ information, lateAnswer }) =>
    `When we ask you something, please answer within ${information}. Without an answer a referral that is not qualified yet ends; a late one still takes it up again for ${lateAnswer}.`,
  look_back: ({ lookBack, duplicates }) =>
    `If our own sales team was in contact with the company in the ${lookBack} before your referral, ${decided(duplicates.lookBack)}.`,
  open_deal: ({ duplicates }) =>
    `If we are in talks with the company about a deal already, ${decided(duplicates.openDeal)}.`,
  customer: ({ duplicates }) => customers(duplicates.customer),
  open_cap: ({ openReferralCap }) =>
    `You can have ${openReferralCap === 1 ? 'one open referral' : `${String(openReferralCap)} open referrals`} in this program at a time; one more is possible as soon as one of them is won or has ended.`,
  tiers: ({ tiers }) =>
    `What your referrals in this program have won within twelve months, less refunds, lifts you at the check of each month: ${tiers.map(({ tier, from }) => `from ${from} into “${tier}”`).join(', ')}. A referral keeps the rate of the tier of the day on which you sent it, and nobody is lowered by the check.`,
  expiry: ({ expiry, expiryReminders }) =>
    `A company is registered for you for ${expiry}; once there is an opportunity, it no longer lapses.${reminded(expiryReminders)}`,
  wait_list: ({ waitList, confirmAfterWaiting, confirmation, duplicates }) =>
    duplicates.activeClaim === 'decline'
      ? 'If the company is registered for another partner already, your referral is not registered, and you read when to try again. While an earlier one is still being checked, yours waits until that is decided.'
      : `${duplicates.activeClaim === 'review' ? 'If another referral came first, a person of ours decides whether yours waits or is not registered. In line it waits' : 'If another referral came first, yours waits'} for up to ${waitList} and starts by itself when it is its turn. After more than ${confirmAfterWaiting} we ask you first whether the introduction is still good; you have ${confirmation} to answer.`,
  undo_withdraw: ({ undoWithdraw }) => `A withdrawal can be undone for ${undoWithdraw}.`,
  contest: ({ contest }) =>
    `You can contest a decision for ${contest}. If it was wrong, your referral gets its old place back.`,
  tail: ({ tail }) =>
    `If the company buys within ${tail} after a registration has lapsed, we check your credit by ourselves.`,
};

export const ATTAINMENT: Catalogue['attainment'] = ({ kept, total, percent }) =>
  `${String(kept)} of ${String(total)} in time (${percent === null ? 'too few to say' : `${String(percent)} %`})`;
