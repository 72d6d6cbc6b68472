import type { Receipt, Submission } from '../../adapters/database/port.ts';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';

type Names = { partnerName: string; submitterName: string | null; onBehalfOfName: string | null };

/**
 * The referral at the moment of receipt, from the submission and its receipt alone: no read follows the receiving
 * transaction, and a repeat of the request gives the same answer to the byte.
 */
export function recordOfReceipt(submission: Submission, receipt: Receipt, names: Names): ReferralRecord {
  const { prospect, company, submittedBy } = submission;
  const { submittedAt, acknowledgeDueAt, firstContactDueAt, expiresAt } = receipt;
  const running = { startedAt: submittedAt, state: 'running' } as const;
  return {
    id: receipt.referralId,
    number: receipt.number,
    intakeNo: receipt.intakeNo,
    stage: 'submitted',
    submittedAt,
    updatedAt: submittedAt,
    channel: submission.channel,
    externalRef: submission.externalRef ?? null,
    programId: receipt.programId,
    partnerId: submission.partnerId,
    partnerName: names.partnerName,
    managerId: null,
    submittedBy: {
      kind: submittedBy.kind,
      id: submittedBy.id,
      name: names.submitterName,
      onBehalfOf: submittedBy.onBehalfOf ?? null,
      onBehalfOfName: names.onBehalfOfName,
    },
    prospect: {
      name: prospect.name,
      email: prospect.email ?? null,
      phone: prospect.phone ?? null,
      title: prospect.title ?? null,
    },
    contacts: [],
    companyId: '',
    company: {
      name: company.name,
      domain: company.domain ?? null,
      country: company.country ?? null,
      region: company.region ?? null,
    },
    need: submission.need,
    estimatedValue: submission.estimatedValue ?? null,
    productLine: submission.productLine ?? null,
    consent: { basis: submission.consent.basis, at: submission.consent.at ?? null },
    owner: null,
    unassigned: false,
    position: null,
    outcome: null,
    attempts: [],
    quality: null,
    feedback: null,
    deal: null,
    planVersion: receipt.planVersion,
    terms: receipt.terms,
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
    commissions: [],
    verdict: null,
    candidateNames: {},
    version: 1,
  };
}
