import type { PlanRecord, SetupReads, WonDealRecord } from '../../adapters/database/setupPort.ts';
import { nothingSpent } from '../../domain/commission/caps.ts';
import type { RuleFacts } from '../../domain/commission/conditions.ts';
import { linesOfWin } from '../../domain/commission/lines.ts';
import type { PinnedPlan, WonDeal } from '../../domain/commission/plan.ts';
import { costOver } from '../../domain/commission/preview.ts';
import { AppError } from '../../domain/errors.ts';
import { moneyToJson, sumPerCurrency, type Money } from '../../domain/money.ts';
import type { PersonCaller } from '../auth/caller.ts';
import { previewPlan } from '../operations/plans.ts';
import { presentExplanation } from '../presenters/explanation.ts';
import { route, type Exchange } from '../route.ts';

const PAST_MS = 365 * 86_400_000;
/** Bounds of what is looked at and of what is listed. */
const DEALS_MAX = 5_000;
const CHANGES_MAX = 50;

const READS_MONEY = ['finance_preparer', 'finance_approver', 'auditor'] as const;

type Deps = { setupReads: SetupReads };
type Sample = NonNullable<Exchange<typeof previewPlan>['body']['sample']>;

const inJson = (amounts: readonly Money[]) => amounts.map(moneyToJson);
const pinned = ({ planVersion, rules }: PlanRecord): PinnedPlan => ({ versionId: planVersion, rules });

/** What the newest version would pay: for a deal that somebody makes up, and for those of the last year. */
export const previewPlanRoute = ({ setupReads }: Deps) =>
  route(previewPlan, async ({ ids, body, caller, now }) => {
    const plan = await setupReads.plan(ids.id);
    if (plan === undefined) throw new AppError({ code: 'not_found' });
    const from = new Date(now.getTime() - PAST_MS).toISOString().slice(0, 10);
    const [deals, sample] = await Promise.all([
      setupReads.wonDeals({ programId: plan.programId, from, limit: DEALS_MAX + 1 }),
      body.sample === undefined ? null : presentSample({ setupReads, plan, sample: body.sample, caller, now }),
    ]);
    return {
      status: 200,
      body: { planVersion: plan.planVersion, sample, past: presentPast({ plan, from, deals, caller }) },
    };
  });

async function factsOf(setupReads: SetupReads, sample: Sample, now: Date): Promise<RuleFacts> {
  const { partnerId = null, productLine = null, country = null, region = null, quality = null } = sample;
  const partner = partnerId === null ? null : await setupReads.partner(partnerId, null);
  if (partner === undefined) throw new AppError({ code: 'not_found', detail: 'There is no such partner.' });
  const tier = sample.tier ?? partner?.tier ?? null;
  const receivedAt = (sample.receivedAt === undefined ? now : new Date(sample.receivedAt)).toISOString();
  const { furtherDeal } = sample;
  const known = { productLine, country, region, partnerId, tier, receivedAt, quality };
  return furtherDeal === undefined ? known : { ...known, furtherDeal };
}

async function presentSample(args: Deps & { plan: PlanRecord; sample: Sample; caller: PersonCaller; now: Date }) {
  const { setupReads, plan, sample, caller, now } = args;
  const { amount, firstYearNet = amount } = sample;
  const deal: WonDeal = { dealId: 'sample', amount, firstYearNet };
  const facts = await factsOf(setupReads, sample, now);
  const lines = linesOfWin(pinned(plan), deal, facts, nothingSpent(facts.receivedAt));
  return {
    lines: lines.map(({ kind, ruleIndex, amount: due, explanation }) => ({
      kind,
      rule: ruleIndex + 1,
      amount: moneyToJson(due),
      explanation: presentExplanation(explanation, caller.language),
    })),
    total: inJson(sumPerCurrency(lines.map((line) => line.amount))),
  };
}

/** What single deals have earned is for people of finance; who makes plans reads the sums. */
function presentPast(args: { plan: PlanRecord; from: string; deals: WonDealRecord[]; caller: PersonCaller }) {
  const { plan, from, deals, caller } = args;
  const looked = deals.slice(0, DEALS_MAX).reverse();
  const { wouldEarn, earned, changed } = costOver(pinned(plan), looked);
  const latest = changed.slice(-CHANGES_MAX).reverse();
  const changes = latest.map(({ past, ...sums }) => ({
    referralId: past.referralId,
    referralNumber: past.number,
    closedOn: past.closedOn,
    amount: past.deal.amount,
    wouldEarn: inJson(sums.wouldEarn),
    earned: inJson(sums.earned),
  }));
  return {
    from,
    deals: looked.length,
    complete: deals.length <= DEALS_MAX,
    wouldEarn: inJson(wouldEarn),
    earned: inJson(earned),
    changed: changed.length,
    ...(READS_MONEY.some((role) => caller.roles.includes(role)) ? { changes } : {}),
  };
}
