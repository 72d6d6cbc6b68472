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

export const GERMAN: Catalogue = {
  sentences: { partner: PARTNER_SENTENCES, internal: INTERNAL_SENTENCES },
  extensionAsked: EXTENSION_ASKED,
  crmPending: ({ facts, format }) =>
    `Der Eintrag im CRM steht aus${piece(' seit ', format.moment(facts.text('crmPendingSince')))}; er folgt von selbst.`,
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
    greeting: (name) => `Guten Tag ${name},`,
    standsInFor: (name) => `Sie erhalten dies, weil Sie ${name} vertreten. Es ist geschrieben wie an ${name}:`,
    nextStep: 'Nächster Schritt',
    number: 'Nummer',
    company: 'Unternehmen',
    prospect: 'Interessent',
    open: 'Empfehlung öffnen',
    openCase: 'Vorgang öffnen',
    openCommission: 'Provision öffnen',
    openRun: 'Auszahlung öffnen',
    openHome: 'Portal öffnen',
    whatHappened: 'Was geschehen ist',
    stillOpen: 'Ihre offenen Empfehlungen',
    andMore: (count) => `… und ${String(count)} weitere.`,
  },
};
