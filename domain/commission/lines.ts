import { moneyFromJson, type Money } from '../money.ts';
import { countersOf, type Counted, type Counter, type Spending } from './caps.ts';
import { factsFor, namedConditions, type RuleFacts } from './conditions.ts';
import { explain } from './explain.ts';
import type { BaseStep, LineExplanation } from './explanation.ts';
import { wonInTime, type WonInTime } from './furtherDeal.ts';
import {
  rulesFor,
  valueOf,
  type Earning,
  type NumberedRule,
  type PinnedPlan,
  type PlanRule,
  type RuleKind,
  type WonDeal,
} from './plan.ts';
import type { Share } from './split.ts';

/** One amount owed for one reason, with its proof. */
export type DueLine = {
  kind: RuleKind;
  ruleIndex: number;
  amount: Money;
  explanation: LineExplanation;
  /** Where it is not that of its kind. */
  accrualKey?: string;
};

/** Which of the rules that apply are looked at; all of them where it is not said. */
export type Selected = (rule: PlanRule) => boolean;

const all: Selected = () => true;

/**
 * What a won deal or a qualified introduction earns under the pinned plan: the first matching rule of each kind. A rule that
 * comes to nothing gives no line, for nothing is owed. A bonus by volume looks at what else the deal earns, so it comes last.
 */
export function linesFor(
  plan: PinnedPlan,
  earning: Earning,
  facts: RuleFacts,
  spending: Spending,
  isSelected: Selected = all,
): DueLine[] {
  const rules = rulesFor(plan.rules, earning, facts).filter(({ rule }) => isSelected(rule));
  const make = (numbered: NumberedRule, percentBase: BaseStep | undefined): DueLine[] => {
    const { rule, ruleIndex } = numbered;
    const made = explain(rule, { earning, spending, percentBase });
    if (made === undefined || made.amount.amountMinor === 0n) return [];
    const explanation = explanationBy(plan, numbered, { earning, facts, made });
    return [{ kind: rule.kind, ruleIndex, amount: made.amount, explanation }];
  };
  const lines = rules.filter(({ rule }) => rule.kind !== 'tier_bonus').flatMap((one) => make(one, undefined));
  const percentBase = baseOf(lines.find(({ kind }) => kind === 'deal_percent'));
  return [...lines, ...rules.filter(({ rule }) => rule.kind === 'tier_bonus').flatMap((one) => make(one, percentBase))];
}

/** The proof of what a rule earns. */
export function explanationBy(
  { versionId: planVersionId }: PinnedPlan,
  { rule, ruleIndex }: NumberedRule,
  { earning, facts, made }: { earning: Earning; facts: RuleFacts; made: Pick<LineExplanation, 'sentence' | 'steps'> },
): LineExplanation {
  const { sentence, steps } = made;
  const place = { planVersionId, ruleIndex, kind: rule.kind };
  const inTime = wonInTime(rule, facts.furtherDeal);
  const proof = { ...triggerOf(rule), ...becauseOf(rule, earning, facts), steps };
  if (inTime === undefined) return { sentence, ...place, ...proof };
  return { sentence: `${sentence}, ${wonInWords(inTime)}`, ...place, wonInTime: inTime, ...proof };
}

const WON_AS: Readonly<Record<WonInTime['kind'], string>> = { renewal: 'a renewal', further_deal: 'a further deal' };

const wonInWords = ({ kind, wonOn, firstWonOn }: WonInTime): string =>
  `for ${WON_AS[kind]} won on ${wonOn} of a customer first won on ${firstWonOn}`;

/** What a won referral earns in all: for the introduction and for the deal. */
export const linesOfWin = (plan: PinnedPlan, deal: WonDeal, facts: RuleFacts, spending: Spending): DueLine[] => [
  ...linesFor(plan, { dealId: deal.dealId }, facts, spending),
  ...linesFor(plan, deal, facts, spending),
];

const baseOf = (line: DueLine | undefined): BaseStep | undefined =>
  line?.explanation.steps.find((step) => step.step === 'base');

/** What has to be known of other lines, and to stay so, while these are made. */
export const countersFor = (
  plan: PinnedPlan,
  earning: Earning,
  facts: RuleFacts,
  when: Omit<Spending, 'spentOf'>,
  isSelected: Selected = all,
): Counter[] =>
  rulesFor(plan.rules, earning, facts).flatMap(({ rule }) => (isSelected(rule) ? countersOf(rule, when) : []));

/** What a line adds to the counters that later ones look at. */
export function countedIn(line: DueLine, { partnerId, at }: { partnerId: string | null; at: string }): Counted[] {
  const { kind, amount } = line;
  const base = kind === 'deal_percent' ? baseOf(line) : undefined;
  return [
    ...line.explanation.steps.flatMap(({ step }) =>
      step === 'cap_per_partner' || step === 'budget' ? [{ sort: step, kind, partnerId, at, amount }] : [],
    ),
    ...(base === undefined
      ? []
      : [{ sort: 'volume' as const, kind, partnerId, at, amount: moneyFromJson(base.amount) }]),
  ];
}

/** What is owed as soon as it is made waits for nothing. */
const triggerOf = ({ trigger }: PlanRule): Pick<LineExplanation, 'trigger'> =>
  trigger === 'signed' || trigger === 'qualified' ? {} : { trigger };

const becauseOf = ({ when }: PlanRule, earning: Earning, facts: RuleFacts): Pick<LineExplanation, 'because'> =>
  namedConditions(when).length === 0 ? {} : { because: { when, found: factsFor(when, facts, valueOf(earning)) } };

/**
 * One line per deal and kind, however often the accrual is tried; once more for each time that its win was reopened. Of an
 * introduction one for good, and of what each payment earns one for the payment; what completes the deal is the line that waited
 * for it. The other partner of a split has lines of its own.
 */
export const accrualKey = (args: {
  referralId: string;
  dealId: string;
  kind: RuleKind;
  winsReopened?: number;
  share?: Share | null;
  paymentId?: string;
}): string =>
  [
    args.referralId,
    args.dealId,
    args.kind,
    ...(args.winsReopened ? [`again${String(args.winsReopened)}`] : []),
    ...(args.share?.side === 'partner' ? ['share'] : []),
    ...(args.paymentId === undefined ? [] : ['part', args.paymentId]),
  ].join(':');
