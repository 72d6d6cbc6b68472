import type { ReadScope } from './rights.ts';

/**
 * What is missing until the next tier tells what a partner has won: that is for its own people, as where it stands, for who looks after
 * it, and for who reads every referral.
 */
export const mayReadTierProgress = (scope: ReadScope, partner: { managerId: string | null }): boolean =>
  scope.kind === 'partner' || scope.everything || (scope.managed && partner.managerId === scope.userId);
