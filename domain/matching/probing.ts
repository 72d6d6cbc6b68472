import type { ReasonCode } from '../referral/reasons.ts';
import type { Stage } from '../referral/stages.ts';

/**
 * When somebody has to look whether a partner refers in order to learn what we know. Each number has its reason; none of them
 * is told to partners.
 */
export const PROBING = {
  windowDays: { value: 30, why: 'a month of referring evens out one unlucky week' },
  knownMin: { value: 8, why: 'fewer come about by chance where partner and vendor know the same trade' },
  sharePercent: { value: 50, why: 'who brings one new company for each known one works; who brings fewer tries names' },
  quietDays: { value: 1, why: 'one word a day is enough for a person to look into it' },
} as const satisfies Record<string, { value: number; why: string }>;

/** Declined because the company is known; the others say something about the submission itself. */
export const KNOWN_REASONS = [
  'duplicate_account',
  'recent_vendor_contact',
  'open_deal',
  'existing_customer',
  'company_not_available',
] as const satisfies readonly ReasonCode<'declined'>[];

/** A step by which the check, or the review after it, has found that the company is known. */
export const isKnownCompany = (step: { from?: Stage; to?: Stage; reasonCode?: string }): boolean =>
  (step.from === 'submitted' || step.from === 'in_review') &&
  (step.to === 'waitlisted' ||
    (step.to === 'declined' && (KNOWN_REASONS as readonly (string | undefined)[]).includes(step.reasonCode)));

/** `decided`: what the check has decided within the window; `known`: declined or in line since the company is known. */
export type KnownCounts = { decided: number; known: number };

export const suspectsProbing = ({ decided, known }: KnownCounts): boolean =>
  known >= PROBING.knownMin.value && known * 100 >= decided * PROBING.sharePercent.value;
