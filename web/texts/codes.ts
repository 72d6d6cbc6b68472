import { credit, crmField } from './crmCodes.ts';
import { event } from './eventNames.ts';
import { inWords } from './inWords.ts';
import { moneyCodes } from './moneyCodes.ts';

const stage = inWords({
  submitted: 'Received',
  in_review: 'In review',
  waitlisted: 'Waiting list',
  accepted: 'Registered',
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
  withdrawn: 'Withdrawn',
});

const step = inWords({
  submitted: 'Received',
  accepted: 'Registered',
  contacted: 'Contacted',
  qualified: 'Qualified',
  opportunity: 'In talks',
  won: 'Won',
});

const clock = inWords({
  acknowledge: 'Answer',
  review: 'Review decided',
  first_contact: 'First contact',
  handover: 'Handover',
  status_update: 'Next news',
  approve: 'Approval',
  information: 'Partner’s answer',
  expiry: 'Registered until',
  first_answer: 'First answer',
  decision: 'Decision',
});

const reason = inWords({
  duplicate_account: 'another referral of this company came first',
  already_yours: 'you have referred this company already',
  recent_vendor_contact: 'our sales team was already in contact',
  open_deal: 'there is an open deal with this company',
  existing_customer: 'the company is a customer already',
  bad_fit: 'outside of what the program is for',
  incomplete: 'important facts are missing',
  company_not_available: 'the company is not free',
  no_need: 'no need',
  no_budget: 'no budget',
  no_authority: 'no way to who decides',
  not_now: 'not now',
  wrong_contact: 'not the right person',
  unreachable: 'could not be reached',
  prospect_objected: 'the prospect objected',
  competitor: 'another supplier was chosen',
  price: 'price',
  no_decision: 'no decision was made',
  no_opportunity: 'no opportunity in time',
  no_answer: 'no answer',
  waiting_ended: 'waited as long as the program allows',
  prospect_request: 'the prospect asked for it',
  mistake: 'sent by mistake',
  territory: 'territory',
  absence: 'absence',
  capacity: 'capacity',
  expertise: 'expertise',
  hand_back: 'handed back',
  decision_pending: 'their decision takes longer',
  budget_cycle: 'their budget comes later',
  prospect_busy: 'their contact has no time at present',
  new_information: 'something new is known',
  closed_by_mistake: 'closed by mistake',
  prospect_came_back: 'they came back to us',
  other: 'another reason',
  reopened: 'the referral was taken up again',
  left: 'has left',
});

const actor = inWords({
  api_key: 'by the partner’s system',
  user: 'by a person',
  system: 'automatically',
  timer: 'by the clock',
  crm: 'from the CRM',
  temporal: 'by message',
});

const role = inWords({
  partner_user: 'Partner',
  partner_admin: 'Partner administrator',
  sales_rep: 'Sales',
  sales_manager: 'Sales manager',
  partner_manager: 'Partner manager',
  finance_preparer: 'Finance, prepares',
  finance_approver: 'Finance, approves',
  program_admin: 'Program administrator',
  auditor: 'Auditor',
});

const channel = inWords({
  phone: 'Phone',
  email: 'E-mail',
  meeting: 'Meeting',
  message: 'Message',
  other: 'Other',
  api: 'API',
  portal: 'Portal',
  on_behalf: 'On behalf',
});

const contactOutcome = inWords({
  reached: 'Reached',
  no_answer: 'No answer',
  wrong_details: 'Wrong details',
  refused: 'Did not want to talk',
});

const action = inWords({
  contact: 'Reach out',
  qualify: 'Qualify',
  advance: 'Move the deal on',
  close: 'Close',
  review: 'Decide the review',
  assign: 'Find an owner',
  withdraw: 'Withdraw',
  wait: 'Wait',
  answer: 'Waits for the partner',
  payout: 'With finance',
  none: 'Nothing to do',
  duplicate_check: 'The check is running',
  approveCommission: 'With finance',
  rejectCommission: 'With finance',
  freeze: 'With finance',
  unfreeze: 'With finance',
});

const evidence = inWords({
  same_domain: 'same web domain',
  same_email: 'same e-mail address',
  known_alias: 'known under this name',
  same_name: 'same name',
  similar_name: 'similar name',
  same_mail_domain: 'mail from the same domain',
  similar_domain: 'similar web domain',
  same_phone: 'same phone number',
  same_acronym: 'same initials',
  sibling_domain: 'same web name, other ending',
  parent: 'its parent company',
  subsidiary: 'its subsidiary',
  same_country: 'same country',
  other_country: 'another country',
  other_domain: 'another web domain',
  elsewhere: 'another domain and another country',
});

const vendor = inWords({
  look_back: 'Contact of our own before the submission',
  open_deal: 'An open deal of our own',
  customer: 'A customer of ours',
  crm_unavailable: 'The CRM could not be read',
});

const crmRecord = inWords({ account: 'An account', contact: 'A contact', lead: 'A lead' });

const crmKey = inWords({ domain: 'by its web domain', email: 'by the e-mail address', name: 'by its name' });

const refusal = inWords({
  closed: 'the referral has ended meanwhile',
  not_allowed_in_stage: 'the stage has changed meanwhile',
  not_allowed_in_state: 'its state has changed meanwhile',
  effect_not_offered: 'this effect is not offered',
  deal_credited: 'the deal is credited already',
  deal_not_covered: 'the plan pays nothing for such a deal',
  further_deals_limit: 'no more deals of this customer can be recorded',
  against_the_record: 'what stands in the record does not allow it',
  checklist_incomplete: 'the checklist does not pass',
  question_open: 'a question is open already',
  no_open_question: 'nothing is asked any more',
  already_postponed: 'it was put off once already',
  date_out_of_range: 'the date is out of range',
  separation_of_duties: 'somebody else has to do this',
  content_changed: 'it has changed meanwhile',
  already_approved: 'you have approved it already',
});

export const codes = {
  stage,
  step,
  clock,
  event,
  reason,
  actor,
  crmField,
  credit,
  role,
  channel,
  contactOutcome,
  refusal,
  action,
  evidence,
  vendor,
  crmRecord,
  crmKey,
  ...moneyCodes,
};
