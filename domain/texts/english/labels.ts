import type { Catalogue } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import { inApproval } from './approvals.ts';
import { UNOWED } from './refusals.ts';

export const STAGES: Catalogue['stages'] = {
  submitted: 'Received',
  in_review: 'In review',
  waitlisted: 'In line',
  accepted: 'Accepted',
  contacted: 'Contacted',
  qualified: 'Qualified',
  opportunity: 'Opportunity',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
  won: 'Won',
  lost: 'Lost',
  disqualified: 'Not a fit',
  declined: 'Not registered',
  expired: 'Lapsed',
  withdrawn: 'Taken back',
};

export const CLOCKS: Catalogue['clocks'] = {
  acknowledge: 'you get an answer',
  review: 'the review is decided',
  first_contact: 'we reach out',
  handover: 'the closer begins',
  status_update: 'you hear from us',
  information: 'you answer our question',
  expiry: 'the registration ends',
  approve: 'finance decides about the commission',
};

export const EVENTS: Catalogue['events'] = {
  'referral.submitted': 'Received',
  'referral.in_review': 'Given to a person for review',
  'referral.waitlisted': 'Put in line',
  'referral.accepted': 'Accepted and registered',
  'referral.contacted': 'Prospect reached',
  'referral.qualified': 'Qualified',
  'referral.opportunity': 'Became an opportunity',
  'referral.proposal': 'Proposal made',
  'referral.negotiation': 'In negotiation',
  'referral.won': 'Won',
  'referral.lost': 'Closed without a deal',
  'referral.disqualified': 'Found not to fit now',
  'referral.declined': 'Not registered',
  'referral.expired': 'Registration ended',
  'referral.withdrawn': 'Taken back',
  'contact.added': 'Another person joined',
  'contact.attempted': 'Contact attempted',
  'question.asked': 'Question to the partner',
  'question.answered': 'Answered by the partner',
  'question.lapsed': 'Question left without an answer',
  'qualification.postponed': 'Good, but not now',
  'owner.assigned': 'Owner assigned',
  'check.delayed': 'The check takes a little longer',
  'clock.reminded': 'Owner reminded',
  'clock.breached': 'Promise missed',
  'clock.escalated': 'Escalated',
  'clock.paused': 'Clock stands still until the partner answers',
  'clock.resumed': 'Clock runs again',
  'clock.moved': 'Registration prolonged by the time we lost',
  'referral.reopened': 'Taken up again',
  'promotion.asked': 'Next in line; the partner is asked whether it is still good',
  'promotion.confirmed': 'Introduction confirmed',
  'queue.moved': 'Moved in line',
  'extension.requested': 'More time asked for',
  'extension.decided': 'More time decided',
  'crm.linked': 'Recorded in the CRM',
  'deal.linked': 'A deal of the CRM linked to it',
  'crm.restored': 'Attribution put back in the CRM',
  'crm.contested': 'Attribution changed again and again in the CRM',
  'win.reported': 'Reported as won, waits for a second person',
  'case.opened': 'Contested',
  'case.found': 'A deal beside the registration found',
  'case.assigned': 'Case given to somebody who took no part',
  'case.unassigned': 'Nobody left who took no part',
  'case.reminded': 'Who decides the case was reminded',
  'case.breached': 'Promise of the case missed',
  'case.escalated': 'Case escalated',
  'case.answered': 'First answer in the case',
  'case.decided': 'Case decided',
  'case.second_look': 'Second look asked for',
  'case.withdrawn': 'Objection taken back',
  'case.closed': 'Case closed',
  'further_deal.recorded': 'Renewal or further deal recorded',
  'message.sent': 'Message sent',
  'command.refused': 'Request refused',
  'commission.waiting_trigger': 'Commission waits',
  'commission.holding': 'Commission earned, on hold',
  'commission.awaiting_approval': 'Commission waits for approval',
  'commission.payee_changed': 'Another account: the commission has to be approved again',
  'commission.approval_given': 'One approval of the commission given',
  'commission.approved': 'Commission approved',
  'commission.in_run': 'Commission in a payout',
  'commission.paid': 'Commission paid',
  'commission.returned': 'Payment sent back by the bank',
  'commission.not_paid': 'Payment could not be made',
  'commission.rejected': 'Commission rejected',
  'commission.frozen': 'Commission stopped while a question is looked into',
  'commission.unfrozen': 'Commission goes on',
  'commission.clawed_back': 'Commission taken back after a refund',
  'commission.adjustment_proposed': 'Adjustment of a commission proposed',
  'commission.adjusted': 'Something was taken off a commission by an adjustment',
  'commission.corrected': 'Something was taken off a commission by a correction of its deal',
  'deal.refunded': 'The customer got money back',
  'deal.corrected': 'What the deal is worth was corrected',
  'deal.invoiced': 'The customer was invoiced',
  'deal.paid': 'The customer has paid',
};

/** What a commission waits for before it is earned. */
export const AWAITED = {
  invoiced: 'it is earned when the customer is invoiced',
  paid: 'it is earned when the customer has paid',
} as const;

export const COMMISSIONS: Catalogue['commissions'] = {
  waiting_trigger: ({ amount, awaits }) =>
    awaits === undefined
      ? `${amount} earned; it waits for the exchange rate into the currency in which you are paid.`
      : `About ${amount}, not earned yet: ${AWAITED[awaits]}.`,
  holding: ({ amount, payableFrom, payDay }) =>
    `${amount} earned; on hold${piece(' until ', payableFrom)}${piece(', pay day ', payDay)}.`,
  awaiting_approval: ({ amount, payableFrom, payDay, cutOffDay, ...facts }) =>
    sentences(
      `${amount} earned; ${inApproval(facts)}${payDay === undefined && facts.lateSince === undefined ? piece(', payable from ', payableFrom) : ''}.`,
      payDay === undefined
        ? undefined
        : `Approved by the end of ${cutOffDay ?? 'the period'}, it is paid on ${payDay}.`,
    ),
  approved: ({ amount, payableFrom, payDay }) =>
    payDay === undefined
      ? `${amount} approved; paid with the next payout${piece(' after ', payableFrom)}.`
      : `${amount} approved; pay day ${payDay}.`,
  in_run: ({ amount, payDay, isLate }) =>
    isLate
      ? `${amount} was to be paid by ${payDay ?? 'now'}, and the payment is late. Finance knows; you hear from us when it is made.`
      : `${amount} is in ${payDay === undefined ? 'a payout' : `the payout of ${payDay}`}.`,
  paid: ({ amount, paidOn, transferred }) =>
    transferred === undefined
      ? `${amount} set off${piece(' ', paidOn)} against what was to be returned of an earlier payment; nothing of it was transferred.`
      : `${amount} paid${piece(' ', paidOn)}.`,
  returned: ({ amount, transferred, payDay }) =>
    `The bank sent ${transferred ?? amount} back; paid again with the next payout${piece(' on ', payDay)}. Check your account details with us.`,
  rejected: ({ amount, unowed }) =>
    unowed === undefined
      ? `${amount} was not approved.`
      : `About ${amount} was expected; nothing is owed, for ${UNOWED[unowed]}.`,
  frozen: ({ amount, frozenSince, payableFrom }) =>
    `${amount} earned; stopped${piece(' since ', frozenSince)} while a question about it is looked into${piece(', not paid before ', payableFrom)}.`,
  clawed_back: ({ amount, takenBack, takenBackOn, because, ...facts }) =>
    `${takenBack ?? amount} taken back${piece(' ', takenBackOn)}${BECAUSE.whole[because]}${owedBack(facts)}.`,
};

const BECAUSE = {
  whole: {
    refunds: ', because the customer got the money back',
    adjustments: ' by an adjustment',
    both: ' after a refund and by an adjustment',
    corrections: ' to fit what the deal is worth by now',
    several: ' to fit what the deal is worth by now, and by an adjustment',
  },
  part: {
    refunds: ', because the customer got money back',
    adjustments: ' by an adjustment',
    both: ' after a refund and by an adjustment',
    corrections: ' to fit what the deal is worth by now',
    several: ' to fit what the deal is worth by now, and by an adjustment',
  },
} as const;

export const TAKEN_BACK: Catalogue['takenBack'] = ({ takenBack, takenBackOn, because, ...facts }) =>
  `${takenBack ?? 'A part'} was taken back${piece(' ', takenBackOn)}${BECAUSE.part[because]}${owedBack(facts)}.`;

export const DEDUCTIONS: Catalogue['deductions'] = {
  awaiting_approval: (amount) =>
    `Finance proposes to take ${amount} off this commission; until it is approved, nothing changes.`,
  frozen: (amount) =>
    `Finance proposes to take ${amount} off this commission; that stands still while a question is looked into, and nothing changes.`,
  rejected: (amount) => `${amount} was to be taken off this commission; that was not approved, and nothing changed.`,
  clawed_back: (amount) => `${amount} taken off this commission by an adjustment.`,
};

export const ADJUSTMENT_REASON: Catalogue['adjustmentReason'] = (reason) => saidBy('Reason: “', reason, '”');

type Owed = Pick<Parameters<Catalogue['takenBack']>[0], 'toReturn' | 'repaid' | 'remaining'>;

/** What was taken back after the payment is set off against later ones. */
function owedBack({ toReturn, repaid, remaining }: Owed): string {
  if (toReturn === undefined) return '';
  if (remaining === undefined) return `; ${toReturn} of it had been paid and was set off against later commissions`;
  const done = piece('; ', repaid, ' has been set off');
  return `; ${toReturn} of it had been paid${done}, ${repaid === undefined ? 'and is' : `${remaining} is still to be`} set off against your next commissions`;
}

export const NETTED: Catalogue['netted'] = ({ netted }) =>
  `${netted ?? 'A part'} of it was set off against what was to be returned of an earlier payment.`;
