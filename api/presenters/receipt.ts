import type { Receipt, Submission } from '../../adapters/database/port.ts';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';

type Names = { partnerName: string; submitterName: string | null; onBehalfOfName: string | null };

/** What nothing has happened to yet. */
const UNTOUCHED = {
  managerId: null,
  contacts: [],
  companyId: '',
  owner: null,
  unassigned: false,
  poolReason: null,
  deputyIds: [],
  ownerAway: null,
  position: null,
  ahead: null,
  outcome: null,
  attempts: [],
  questions: [],
  quality: null,
  feedback: null,
  origin: null,
  furtherDeals: [],
  paysBeyond: [],
  extension: null,
  deal: null,
  payoutCalendar: null,
  commissions: [],
  splitBasisPoints: null,
  crm: null,
  verdict: null,
  rivals: [],
  candidateNames: {},
  joinable: [],
  version: 1,
};

const askedFor = ({
  prospect,
  company,
  need,
  estimatedValue,
  productLine,
  project,
  consent,
  externalRef,
}: Submission) => ({
  prospect: {
    name: prospect.name,
    email: prospect.email ?? null,
    phone: prospect.phone ?? null,
    title: prospect.title ?? null,
  },
  company: {
    name: company.name,
    domain: company.domain ?? null,
    country: company.country ?? null,
    region: company.region ?? null,
  },
  need,
  estimatedValue: estimatedValue ?? null,
  productLine: productLine ?? null,
  project: project ?? null,
  consent: { basis: consent.basis, at: consent.at ?? null },
  externalRef: externalRef ?? null,
});

function promised({ submittedAt, acknowledgeDueAt, firstContactDueAt, expiresAt }: Receipt) {
  const running = { startedAt: submittedAt, state: 'running' } as const;
  return {
    next: {
      situation: 'submitted',
      action: 'duplicate_check',
      who: 'system',
      dueAt: acknowledgeDueAt,
      facts: { submittedAt, acknowledgeDueAt },
    },
    clocks: [
      { kind: 'acknowledge', dueAt: acknowledgeDueAt, ...running },
      { kind: 'first_contact', dueAt: firstContactDueAt, ...running },
      { kind: 'expiry', dueAt: expiresAt, ...running },
    ],
    expiresAt,
    dueAt: acknowledgeDueAt,
  } satisfies Partial<ReferralRecord>;
}

/**
 * The referral at the moment of receipt, from the submission and its receipt alone: no read follows the receiving
 * transaction, and a repeat of the request gives the same answer to the byte.
 */
export const recordOfReceipt = (submission: Submission, receipt: Receipt, names: Names): ReferralRecord => ({
  ...UNTOUCHED,
  ...askedFor(submission),
  ...promised(receipt),
  id: receipt.referralId,
  previousReferralId: receipt.previousReferralId,
  number: receipt.number,
  intakeNo: receipt.intakeNo,
  stage: 'submitted',
  submittedAt: receipt.submittedAt,
  updatedAt: receipt.submittedAt,
  channel: submission.channel,
  programId: receipt.programId,
  partnerId: submission.partnerId,
  partnerName: names.partnerName,
  submittedBy: {
    kind: submission.submittedBy.kind,
    id: submission.submittedBy.id,
    name: names.submitterName,
    onBehalfOf: submission.submittedBy.onBehalfOf ?? null,
    onBehalfOfName: names.onBehalfOfName,
  },
  planVersion: receipt.planVersion,
  terms: receipt.terms,
});
