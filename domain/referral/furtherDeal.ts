import type { Origin } from '../commission/furtherDeal.ts';
import { durationMs } from '../duration.ts';
import type { MoneyJson } from '../money.ts';
import type { Policy } from '../policy.ts';
import { startClock } from '../sla/clocks.ts';
import type { NextStep } from './nextStep.ts';
import { firstState, type StoryState } from './storyState.ts';

type Begun = {
  origin: Origin;
  ownerId: string;
  /** Milliseconds since 1970. */
  at: number;
  policy: Pick<Policy, 'statusUpdate'>;
  estimate: MoneyJson[];
  quality: number | null;
};

/**
 * What its story knows when a renewal or further deal is recorded: it is in talks, nothing stands before it, and the partner hears of it
 * as of every deal. Its first step is the record itself.
 */
export function beginFurtherDeal({ origin, ownerId, at, policy, estimate, quality }: Begun): StoryState {
  const clocks = startClock([], {
    kind: 'status_update',
    startedAt: at,
    dueAt: at + durationMs(policy.statusUpdate),
  });
  return {
    ...firstState(at, clocks, at),
    stage: 'opportunity',
    transitionNo: 1,
    expiresAt: null,
    ownerId,
    estimate,
    quality,
    origin,
  };
}

/** What sentences say of it; nothing of a first deal. */
export const originFacts = ({ origin }: Pick<StoryState, 'origin'>): NextStep['facts'] =>
  origin === null ? {} : { originKind: origin.kind, earnsBefore: origin.earnsBefore };
