import type { RuleFacts } from '../../domain/commission/conditions.ts';
import { estimateOf } from '../../domain/commission/estimate.ts';
import { earnsBefore, type Origin } from '../../domain/commission/furtherDeal.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { allowedIn } from '../../domain/cases/kinds.ts';
import { AppError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import { beginFurtherDeal } from '../../domain/referral/furtherDeal.ts';
import { projectionOf } from '../../domain/referral/projection.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { FurtherDealDesk, FurtherDealRecord, FurtherDealWish } from './furtherDealsPort.ts';
import { onceInTransaction } from './setup.ts';

/** More than one customer ever buys; what goes beyond it is a machine's mistake. */
const FURTHER_DEALS_MAX = 200;

type First = {
  id: string;
  number: string;
  stage: Stage;
  wonOn: string | null;
  productLine: string | null;
  quality: number | null;
  planVersion: string | null;
  rules: PlanRule[] | null;
  policy: Policy;
  ruleFacts: RuleFacts;
  known: number;
};

export const createFurtherDeals = (database: Database): FurtherDealDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act((wish) => recordFurtherDeal(as, wish))),
});

/** The first referral of the customer, locked: what follows is recorded of it, whichever of its deals was named. */
async function lockFirst(as: Queryable, of: string): Promise<First> {
  await as.$executeRawUnsafe(
    'SELECT 1 FROM referrals WHERE id = (SELECT coalesce(origin_id, id) FROM referrals WHERE id = $1) FOR UPDATE',
    of,
  );
  const [first] = await as.$queryRawUnsafe<First[]>(
    `SELECT r.id, r.number, r.stage, r.deal->>'closedOn' AS "wonOn", r.product_line AS "productLine", r.quality,
      v.id AS "planVersion", v.rules, y.body AS policy, rule_facts(r) AS "ruleFacts",
      (SELECT count(*)::int FROM referrals f WHERE f.origin_id = r.id) AS known
    FROM referrals r JOIN policy_versions y ON y.id = r.policy_version_id LEFT JOIN plan_versions v ON v.id = r.plan_version_id
    WHERE r.id = (SELECT coalesce(origin_id, id) FROM referrals WHERE id = $1)`,
    of,
  );
  if (first === undefined) throw new AppError({ code: 'not_found' });
  return first;
}

async function recordFurtherDeal(as: Queryable, wish: FurtherDealWish): Promise<FurtherDealRecord> {
  const { kind, by, source, name, expectedAmount: expected } = wish;
  const first = await lockFirst(as, wish.of);
  const { stage, wonOn, rules, known } = first;
  if (stage !== 'won' || wonOn === null)
    throw new AppError({ code: 'not_allowed_in_stage', facts: { stage, allowed: allowedIn(stage) } });
  if (known >= FURTHER_DEALS_MAX) throw new AppError({ code: 'against_the_record', facts: { max: FURTHER_DEALS_MAX } });
  const before = earnsBefore(rules ?? [], { kind, firstWonOn: wonOn });
  if (before === null) throw new AppError({ code: 'deal_not_covered', facts: { kind } });
  const id = newId('referral');
  const productLine = wish.productLine ?? first.productLine;
  const state = storyOf({ ...wish, productLine }, first, { kind, firstWonOn: wonOn, earnsBefore: before });
  const projection = projectionOf(state);
  const at = wish.at.toISOString();
  const number = await callFunction<string>(as, 'record_further_deal', {
    ...{ id, originId: first.id, kind, name, expected: expected ?? null, productLine, at, by, source },
    firstWonOn: wonOn,
    earnsBefore: before,
    state,
    projection,
    mail: {
      text: 'further_deal',
      receiver: { kind: 'submitter' },
      facts: { ...projection.next.facts, number: first.number, ownerId: by },
    },
  });
  return { id, number, kind, earnsBefore: before, first: { id: first.id, number: first.number } };
}

type Known = Pick<FurtherDealWish, 'by' | 'at' | 'expectedAmount'> & { productLine: string | null };

function storyOf({ by, at, expectedAmount, productLine }: Known, first: First, origin: Origin): StoryState {
  const { planVersion: versionId, rules, policy, quality, ruleFacts } = first;
  const { kind, firstWonOn } = origin;
  const facts = { ...ruleFacts, productLine, furtherDeal: { kind, firstWonOn, wonOn: at.toISOString().slice(0, 10) } };
  const estimate =
    expectedAmount === undefined || versionId === null || rules === null
      ? []
      : estimateOf({ versionId, rules }, expectedAmount, facts);
  return beginFurtherDeal({ origin, ownerId: by, at: at.getTime(), policy, estimate, quality });
}
