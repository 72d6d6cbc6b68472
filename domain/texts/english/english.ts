import type { Catalogue } from '../shape.ts';
import { piece } from '../facts.ts';
import { CASES } from './cases.ts';
import { MAILS_OF_CASES } from './mailsOfCases.ts';
import { INTERNAL_SENTENCES } from './internalSentences.ts';
import { ADJUSTMENT_REASON, CLOCKS, COMMISSIONS, DEDUCTIONS, EVENTS, STAGES, NETTED, TAKEN_BACK } from './labels.ts';
import { MAIL_NAMES, MAIL_SUBJECTS } from './mailNames.ts';
import { MAILS_TO_PARTNER } from './mailsToPartner.ts';
import { SPLIT_MAILS } from './mailsOfSplits.ts';
import { MAILS_TO_STAFF } from './mailsToStaff.ts';
import { PARTNER_SENTENCES } from './partnerSentences.ts';
import { ATTAINMENT, PROMISES } from './promises.ts';
import { EVIDENCE } from './evidence.ts';
import { EXTENSION_ASKED } from './extension.ts';
import { ASSIGN_REASONS, EXTENSION_REASONS, OTHER_REASON, REASONS, REOPEN_REASONS } from './reasons.ts';
import { NOT_PAID, REFUSALS } from './refusals.ts';

export const ENGLISH: Catalogue = {
  sentences: { partner: PARTNER_SENTENCES, internal: INTERNAL_SENTENCES },
  extensionAsked: EXTENSION_ASKED,
  crmPending: ({ facts, format }) =>
    `CRM write pending${piece(' since ', format.moment(facts.text('crmPendingSince')))}; it follows by itself.`,
  reasons: REASONS,
  otherReason: OTHER_REASON,
  assignReasons: ASSIGN_REASONS,
  reopenReasons: REOPEN_REASONS,
  extensionReasons: EXTENSION_REASONS,
  stages: STAGES,
  clocks: CLOCKS,
  events: EVENTS,
  evidence: EVIDENCE,
  commissions: COMMISSIONS,
  deductions: DEDUCTIONS,
  adjustmentReason: ADJUSTMENT_REASON,
  takenBack: TAKEN_BACK,
  refusals: REFUSALS,
  notPaid: NOT_PAID,
  netted: NETTED,
  mails: { ...MAILS_TO_PARTNER, ...MAILS_TO_STAFF, ...MAILS_OF_CASES, ...SPLIT_MAILS },
  cases: CASES,
  promises: PROMISES,
  attainment: ATTAINMENT,
  mailNames: MAIL_NAMES,
  mailSubjects: MAIL_SUBJECTS,
  layout: {
    greeting: (name) => `Hello ${name},`,
    standsInFor: (name) => `You get this because you stand in for ${name}, who is away. It is written as to ${name}:`,
    nextStep: 'Next step',
    number: 'Number',
    company: 'Company',
    prospect: 'Prospect',
    open: 'Open the referral',
    openCase: 'Open the case',
    openCommission: 'Open the commission',
    openRun: 'Open the payout',
    openHome: 'Open the portal',
    whatHappened: 'What happened',
    stillOpen: 'Your open referrals',
    andMore: (count) => `… and ${String(count)} more.`,
  },
};
