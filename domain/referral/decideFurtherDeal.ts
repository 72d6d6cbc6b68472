import { allowedIn } from '../cases/kinds.ts';
import type { RuleFacts } from '../commission/conditions.ts';
import { estimateOf } from '../commission/estimate.ts';
import { earnsBefore, type FurtherDealKind, type Origin } from '../commission/furtherDeal.ts';
import type { PinnedPlan } from '../commission/plan.ts';
import { durationMs } from '../duration.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { MoneyJson } from '../money.ts';
import type { Policy } from '../policy.ts';
import { startClock } from '../sla/clocks.ts';
import type { Stage } from './stages.ts';
import { firstState, type StoryState } from './storyState.ts';

/** More than one customer ever buys; what goes beyond it is a machine's mistake. */
const FURTHER_DEALS_MAX = 200;

/** `productLine`: as of the first deal unless told. */
type Wanted = {
  kind: FurtherDealKind;
  expectedAmount: MoneyJson | undefined;
  productLine: string | undefined;
  by: string;
  at: Date;
};

/** The first referral of the customer. `wonOn`: `YYYY-MM-DD`; `known`: how many deals follow from it already. */
export type FirstDeal = {
  stage: Stage;
  wonOn: string | null;
  productLine: string | null;
  quality: number | null;
  plan: PinnedPlan | null;
  policy: Pick<Policy, 'statusUpdate'>;
  ruleFacts: RuleFacts;
  known: number;
};

type Decision =
  | { outcome: 'refused'; code: ErrorCode; facts: ErrorFacts }
  | { outcome: 'recorded'; origin: Origin; productLine: string | null; state: StoryState };

/**
 * Whether a renewal or further deal is recorded, and what its story begins with. `named`: the stage of the deal of the customer that
 * was named, which is the first one or follows from it; both were won. The plan pays for such a deal, if it is won in time.
 */
export function decideFurtherDeal(wanted: Wanted, named: Stage, first: FirstDeal): Decision {
  const { kind, by: ownerId, at } = wanted;
  const { wonOn, plan, known, policy, quality } = first;
  const stage = named === 'won' ? first.stage : named;
  if (stage !== 'won' || wonOn === null) return refused('not_allowed_in_stage', { stage, allowed: allowedIn(stage) });
  if (known >= FURTHER_DEALS_MAX) return refused('further_deals_limit', { max: FURTHER_DEALS_MAX });
  const before = plan === null ? null : earnsBefore(plan.rules, { kind, firstWonOn: wonOn });
  if (before === null) return refused('deal_not_covered', { kind });
  const productLine = wanted.productLine ?? first.productLine;
  const origin: Origin = { kind, firstWonOn: wonOn, earnsBefore: before };
  const estimate = estimateNow({ ...wanted, productLine }, first, origin);
  const state = beginFurtherDeal({ origin, ownerId, at: at.getTime(), policy, estimate, quality });
  return { outcome: 'recorded', origin, productLine, state };
}

const refused = (code: ErrorCode, facts: ErrorFacts): Decision => ({ outcome: 'refused', code, facts });

/** What it would earn, were it won on the day on which it is recorded. */
function estimateNow(
  { expectedAmount, productLine, at }: Pick<Wanted, 'expectedAmount' | 'at'> & { productLine: string | null },
  { plan, ruleFacts }: Pick<FirstDeal, 'plan' | 'ruleFacts'>,
  { kind, firstWonOn }: Origin,
): MoneyJson[] {
  if (expectedAmount === undefined || plan === null) return [];
  const furtherDeal = { kind, firstWonOn, wonOn: at.toISOString().slice(0, 'YYYY-MM-DD'.length) };
  return estimateOf(plan, expectedAmount, { ...ruleFacts, productLine, furtherDeal });
}

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
function beginFurtherDeal({ origin, ownerId, at, policy, estimate, quality }: Begun): StoryState {
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
