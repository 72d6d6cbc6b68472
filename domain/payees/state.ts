/** Why nothing can be paid to a partner's payee yet. */
export type PayeeProblem = 'payee_missing' | 'payee_unverified' | 'payee_cooling_off';

/** The payee in force: the latest version that finance has not refused. Times are ISO 8601 texts. */
export type PayeeInForce = { verified: boolean; coolingOffUntil: string };

/**
 * Verified by finance, and old enough that whoever is told of the change by mail could have objected. The end of the
 * cooling-off belongs to it: then it is over.
 */
export function payeeProblem(payee: PayeeInForce | null, now: Date): PayeeProblem | null {
  if (payee === null) return 'payee_missing';
  if (!payee.verified) return 'payee_unverified';
  return now.getTime() < Date.parse(payee.coolingOffUntil) ? 'payee_cooling_off' : null;
}

export type PayeeDecision = 'verified' | 'refused';

/** A refusal stands. What is verified may still turn out to be wrong. */
export const isDecisionOpen = (before: PayeeDecision | null, decision: PayeeDecision): boolean =>
  before === null || (before === 'verified' && decision === 'refused');
