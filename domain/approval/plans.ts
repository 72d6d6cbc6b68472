import type { Role } from './roles.ts';
import type { CommandActor } from './rights.ts';

export const PLAN_PUBLISHERS: readonly Role[] = ['finance_approver', 'program_admin'];

/** Whoever drafted a plan does not publish it, whatever their role; undefined: it is nothing to this person. */
export function mayPublishPlan(
  actor: CommandActor,
  plan: { draftedBy: string; publishedAt: Date | null },
): { allowed: boolean } | undefined {
  const isPublisher = PLAN_PUBLISHERS.some((role) => actor.roles.includes(role));
  return plan.publishedAt !== null || !isPublisher ? undefined : { allowed: plan.draftedBy !== actor.userId };
}
