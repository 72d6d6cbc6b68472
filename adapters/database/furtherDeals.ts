import type { PlanRule } from '../../domain/commission/plan.ts';
import { AppError } from '../../domain/errors.ts';
import { decideFurtherDeal, type FirstDeal } from '../../domain/referral/decideFurtherDeal.ts';
import { projectionOf } from '../../domain/referral/projection.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { FurtherDealDesk, FurtherDealRecord, FurtherDealWish } from './furtherDealsPort.ts';
import { onceInTransaction } from './setup.ts';

type Row = Omit<FirstDeal, 'plan'> & {
  id: string;
  number: string;
  named: Stage;
  planVersion: string | null;
  rules: PlanRule[] | null;
};

type First = FirstDeal & Pick<Row, 'id' | 'number' | 'named'>;

export const createFurtherDeals = (database: Database): FurtherDealDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act((wish) => recordFurtherDeal(as, wish))),
});

/** The first referral of the customer, locked: what follows is recorded of it, whichever of its deals was named. */
async function lockFirst(as: Queryable, of: string): Promise<First> {
  await as.$executeRawUnsafe(
    'SELECT 1 FROM referrals WHERE id = (SELECT coalesce(origin_id, id) FROM referrals WHERE id = $1) FOR UPDATE',
    of,
  );
  const [row] = await as.$queryRawUnsafe<Row[]>(
    `SELECT r.id, r.number, r.stage, n.stage AS named, r.deal->>'closedOn' AS "wonOn", r.product_line AS "productLine", r.quality,
      v.id AS "planVersion", v.rules, y.body AS policy, rule_facts(r) AS "ruleFacts",
      (SELECT count(*)::int FROM referrals f WHERE f.origin_id = r.id) AS known
    FROM referrals n JOIN referrals r ON r.id = coalesce(n.origin_id, n.id) JOIN policy_versions y ON y.id = r.policy_version_id
      LEFT JOIN plan_versions v ON v.id = r.plan_version_id
    WHERE n.id = $1`,
    of,
  );
  if (row === undefined) throw new AppError({ code: 'not_found' });
  const { planVersion: versionId, rules, ...first } = row;
  return { ...first, plan: versionId === null || rules === null ? null : { versionId, rules } };
}

async function recordFurtherDeal(as: Queryable, wish: FurtherDealWish): Promise<FurtherDealRecord> {
  const { kind, by, source, name, expectedAmount: expected } = wish;
  const first = await lockFirst(as, wish.of);
  const decision = decideFurtherDeal(wish, first.named, first);
  if (decision.outcome === 'refused') throw new AppError({ code: decision.code, facts: decision.facts });
  const { origin, productLine, state } = decision;
  const { firstWonOn, earnsBefore } = origin;
  const id = newId('referral');
  const projection = projectionOf(state);
  const at = wish.at.toISOString();
  const number = await callFunction<string>(as, 'record_further_deal', {
    ...{ id, originId: first.id, kind, name, expected: expected ?? null, productLine, at, by, source },
    firstWonOn,
    earnsBefore,
    state,
    projection,
    mail: {
      text: 'further_deal',
      receiver: { kind: 'submitter' },
      facts: { ...projection.next.facts, number: first.number, ownerId: by },
    },
  });
  return { id, number, kind, earnsBefore, first: { id: first.id, number: first.number } };
}
