import { durationMs } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Clock, ClockKind } from './clocks.ts';
import { isOwed } from './clocks.ts';

/** When the partner is reminded, ascending. A reminder longer than the period itself is not sent. */
export function reminderTimes(args: { startedAt: number; expiresAt: number; policy: Policy }): number[] {
  return args.policy.expiryReminders
    .map((before) => args.expiresAt - durationMs(before))
    .filter((at) => at > args.startedAt)
    .sort((one, other) => one - other);
}

const WITH_DEAL_MS = durationMs('P30D');
const AFTER_DECISION_MS = durationMs('P1D');

/**
 * A registration does not lapse while the house has to say what a deal beside it is (`dueAt`), nor while a deal is linked to
 * it: then there is an opportunity, whatever the stage says. Undefined: nothing of this keeps it.
 */
export function endWithDeal(args: { isLinked: boolean; dueAt: number | undefined; now: number }): number | undefined {
  if (args.isLinked) return args.now + WITH_DEAL_MS;
  return args.dueAt === undefined ? undefined : Math.max(args.dueAt, args.now) + AFTER_DECISION_MS;
}

/** What we promise to do. While it stands still for an open question it is not we who are late. */
const OF_OURS: readonly ClockKind[] = ['acknowledge', 'review', 'first_contact', 'handover'];

/**
 * No clock decides against a partner because we were late: while a promise of ours is overdue and not kept, the date
 * moves by the time lost. Returns the new date, or undefined when the referral may lapse.
 */
export function movedExpiry(args: { clocks: readonly Clock[]; now: number }): number | undefined {
  const lostMs = args.clocks
    .filter((clock) => OF_OURS.includes(clock.kind) && clock.state === 'breached' && isOwed(clock))
    .filter(({ paused }) => paused === undefined)
    .map((clock) => args.now - clock.dueAt);
  return lostMs.length === 0 ? undefined : args.now + Math.max(...lostMs, 1_000);
}
