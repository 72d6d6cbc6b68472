import { DAY_MS, durationMs } from '../duration.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Stage } from './stages.ts';
import type { Standing } from './standing.ts';

/**
 * What a referral was when it ended: where it comes back to, and what was left of its registration. `stood`: what else stood
 * open, where an undo may go on with it.
 */
export type Left = { stage: Stage; expiryLeftMs: number | null; stood?: Standing };

/** What leads back to an open stage. */
export type WayBack = 'undone' | 'reopened' | 'revived' | 'reinstated';

export type NotAnyMore = { code: ErrorCode; facts: ErrorFacts };

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

function whyClosed(args: { since: number; window: string; now: number; code: ErrorCode }): NotAnyMore | undefined {
  const until = args.since + durationMs(args.window);
  return args.now <= until ? undefined : { code: args.code, facts: { until: isoOf(until) } };
}

/** A withdrawal can be undone for a day. */
export const whyNotUndone = (args: { endedAt: number; policy: Policy; now: number }): NotAnyMore | undefined =>
  whyClosed({
    since: args.endedAt,
    window: args.policy.undoWithdraw,
    now: args.now,
    code: 'undo_window_closed',
  });

/** An end can be reopened for half a year, a win for two weeks (and only while no money of it has moved). */
export const whyNotReopened = (args: {
  stage: Stage;
  endedAt: number;
  policy: Policy;
  now: number;
}): NotAnyMore | undefined =>
  whyClosed({
    since: args.endedAt,
    window: args.stage === 'won' ? args.policy.reopenWon : args.policy.reopen,
    now: args.now,
    code: 'reopen_window_closed',
  });

const REST_AT_LEAST_MS = 14 * DAY_MS;

/**
 * How long the registration still runs after the way back: what was left of it, and two weeks at least, so that there is
 * time to do something; never more than the program gives to a new one.
 */
export function restOfExpiry({ leftMs, policy }: { leftMs: number | null; policy: Policy }): number {
  const fullMs = durationMs(policy.expiry);
  return Math.min(fullMs, Math.max(leftMs ?? fullMs, REST_AT_LEAST_MS));
}
