import type { Catalogue } from '../shape.ts';
import { piece } from '../facts.ts';

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
  'owner.assigned': 'Owner assigned',
  'clock.reminded': 'Owner reminded',
  'clock.breached': 'Promise missed',
  'clock.escalated': 'Escalated',
  'clock.paused': 'Clock stands still until the partner answers',
  'clock.resumed': 'Clock runs again',
  'clock.moved': 'Registration prolonged by the time we lost',
  'extension.requested': 'More time asked for',
  'extension.decided': 'More time decided',
  'crm.linked': 'Recorded in the CRM',
  'win.reported': 'Reported as won, waits for a second person',
  'command.refused': 'Request refused',
  'commission.holding': 'Commission earned, on hold',
  'commission.awaiting_approval': 'Commission waits for approval',
  'commission.approval_given': 'One approval of the commission given',
  'commission.approved': 'Commission approved',
  'commission.in_run': 'Commission in a payout',
  'commission.paid': 'Commission paid',
  'commission.rejected': 'Commission rejected',
};

export const COMMISSIONS: Catalogue['commissions'] = {
  holding: ({ amount, payableFrom }) => `${amount} earned; on hold${piece(' until ', payableFrom)}.`,
  awaiting_approval: ({ amount, payableFrom }) =>
    `${amount} earned; finance is approving it${piece(', payable from ', payableFrom)}.`,
  approved: ({ amount, payableFrom }) =>
    `${amount} approved; paid with the next payout${piece(' after ', payableFrom)}.`,
  in_run: ({ amount }) => `${amount} are on their way in a payout.`,
  paid: ({ amount, paidOn }) => `${amount} paid${piece(' ', paidOn)}.`,
  rejected: ({ amount }) => `${amount} were not approved.`,
};
