import { DAY_MS, durationMs } from '../duration.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { RUNGS_PERCENT } from '../sla/clocks.ts';
import { reminderTimes } from '../sla/expiry.ts';

/** `dueAt`: when a decision is promised; its ladder is climbed like that of a clock. Times are milliseconds since 1970. */
type ExtensionRequest = {
  days: number;
  reasonCode: string;
  askedAt: number;
  dueAt: number;
  rungs: number[];
  stepsDone: number;
};

/** More time for the registration: asked for by the partner, decided by a manager. */
export type Extension = {
  /** What is asked and not decided yet. */
  request: ExtensionRequest | null;
  granted: number;
};

export const NO_EXTENSION: Extension = { request: null, granted: 0 };

/** A decision was promised by a time that is over. */
export const isDecisionLate = ({ stepsDone }: ExtensionRequest): boolean => stepsDone > RUNGS_PERCENT.indexOf(100);

export const EXTENSIONS_MAX = 2;
export const EXTENSION_DAYS_MAX = 180;

/** Why one more cannot be asked for now: one request at a time, and at most two are granted. */
export function whyNoRequest({ request, granted }: Extension): { code: ErrorCode; facts: ErrorFacts } | undefined {
  if (request !== null) return { code: 'extension_pending', facts: { days: request.days } };
  return granted < EXTENSIONS_MAX ? undefined : { code: 'extension_limit', facts: { granted, max: EXTENSIONS_MAX } };
}

/** Nobody loses a day by asking early: the days are added to the present end, not to the moment of the decision. */
export const extended = (args: { expiresAt: number; days: number }): number => args.expiresAt + args.days * DAY_MS;

/**
 * A request that nobody has decided is our delay and not the partner's. The end waits for as long as the partner has
 * waited, and at least for the time in which this program gives an answer.
 */
export const waitsForDecision = (args: { askedAt: number; now: number; policy: Policy }): number =>
  args.now + Math.max(args.now - args.askedAt, durationMs(args.policy.acknowledge));

/** How many reminders lie behind already once the end has moved: the others are sent again, before the new end. */
export const remindersBehind = (args: { startedAt: number; expiresAt: number; now: number; policy: Policy }): number =>
  reminderTimes(args).filter((at) => at <= args.now).length;
