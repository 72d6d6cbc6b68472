import { add, AMOUNT_MINOR_MAX, atMost, beyond, formatMoney, money, moneyFromJson, moneyToJson } from '../money.ts';
import { ordinal } from '../texts/english/words.ts';
import { aboveVolumeOf, sharedCapsOf, volumeOf, type SharedCap, type Spending } from './caps.ts';
import type { BaseStep } from './explanation.ts';
import {
  isByPayment,
  isForLead,
  type ByPaymentRule,
  type DealFlatRule,
  type DealPercentRule,
  type Earning,
  type Instalment,
  type PlanBase,
  type PlanRule,
  type QualifiedLeadBonusRule,
  type ReceivedPart,
  type SpiffRule,
  type TierBonusRule,
  type WonDeal,
} from './plan.ts';
import { amountInWords, percent, rated, type Explained } from './percentage.ts';
import { wholeOf } from './received.ts';

export const BASE_IN_WORDS: Readonly<Record<PlanBase, string>> = {
  first_year_net: "the first year's net amount",
  total_contract_net: "the contract's net amount",
  payments_received_net: 'each net payment of the customer',
};

type ExplainArgs = {
  earning: Earning;
  spending: Spending;
  /** What the percentage of the same deal is taken of; undefined: it earns none. */
  percentBase: BaseStep | undefined;
};

/** Applies one rule to one deal or introduction and writes down how; undefined: there is nothing that it applies to. */
export function explain(rule: PlanRule, args: ExplainArgs): Explained | undefined {
  const { spending } = args;
  const earned = explainAlone(rule, args);
  return (
    earned &&
    sharedCapsOf(rule, spending.at).reduce((amount, cap) => capped(amount, cap, spentBeside(spending, cap)), earned)
  );
}

/** What others have taken of a cap, as far as it is not what the line keeps. */
function spentBeside({ spentOf, roomIn }: Spending, cap: SharedCap): bigint {
  const limit = moneyFromJson(cap.limit);
  const left = beyond(limit, money(spentOf(cap), limit.currency));
  return beyond(limit, roomIn?.(left) ?? left).amountMinor;
}

function explainAlone(rule: PlanRule, { earning, spending, percentBase }: ExplainArgs): Explained | undefined {
  switch (rule.kind) {
    case 'deal_percent':
      if (!('amount' in earning)) return undefined;
      return isByPayment(rule) ? explainPart(rule, earning) : explainPercent(rule, earning);
    case 'recurring':
      return 'amount' in earning ? explainPart(rule, earning) : undefined;
    case 'deal_flat':
    case 'spiff':
    case 'qualified_lead_bonus':
      return explainFlat(rule);
    case 'tier_bonus':
      return percentBase && explainBonus(rule, percentBase, spending);
    default:
      return rule satisfies never;
  }
}

const CUT_BY: Readonly<Record<SharedCap['sort'], (limit: string, period: string) => string>> = {
  cap_per_partner: (limit, period) => `cut to what was left of ${limit} per partner and ${period}`,
  budget: (limit) => `cut to what was left of the budget of ${limit}`,
};

function capped({ amount: earned, sentence, steps }: Explained, cap: SharedCap, spent: bigint): Explained {
  const limit = moneyFromJson(cap.limit);
  const used = money(spent, limit.currency);
  const amount = atMost(earned, beyond(limit, used));
  const { sort: step, period, from } = cap;
  const isCut = amount.amountMinor < earned.amountMinor;
  return {
    amount,
    sentence: isCut ? `${sentence}, ${CUT_BY[step](formatMoney(limit), period)}` : sentence,
    steps: [...steps, { step, limit: cap.limit, period, from, used: moneyToJson(used), amount: moneyToJson(amount) }],
  };
}

type FixedRule = DealFlatRule | SpiffRule | QualifiedLeadBonusRule;

const FIXED_FOR: Readonly<Record<FixedRule['kind'], string>> = {
  deal_flat: ' for a won deal',
  spiff: ' extra for a won deal',
  qualified_lead_bonus: ' for a qualified introduction',
};

/** What a fixed amount is for, as terms and sentences say it. */
export const fixedInWords = ({ kind, amount }: FixedRule): string => `${amountInWords(amount)}${FIXED_FOR[kind]}`;

const explainFlat = (rule: FixedRule): Explained => ({
  amount: moneyFromJson(rule.amount),
  sentence: fixedInWords(rule),
  steps: [{ step: 'flat', ...(isForLead(rule) ? { of: 'lead' } : {}), amount: rule.amount }],
});

function explainPercent(rule: DealPercentRule, deal: WonDeal): Explained {
  const whole = rule.base === 'first_year_net' ? deal.firstYearNet : deal.amount;
  const start: Explained = {
    amount: moneyFromJson(whole),
    sentence: amountInWords(whole),
    steps: [{ step: 'base', base: rule.base, dealId: deal.dealId, amount: whole }],
  };
  return rated(start, rule);
}

/** What all that was received until then earns, without what was earned before; of a deal as a whole, all of it. */
function explainPart(rule: ByPaymentRule, deal: WonDeal & { part?: ReceivedPart }): Explained {
  const { received, paidBefore, instalment, ...earlier } = deal.part ?? wholeOf(rule, deal);
  const base: BaseStep = {
    step: 'base',
    base: 'payments_received_net',
    dealId: deal.dealId,
    ...(instalment === undefined ? {} : { instalment }),
    amount: received,
  };
  const start: Explained = { amount: moneyFromJson(received), sentence: amountInWords(received), steps: [base] };
  const earned = paidBefore.amount === 0 ? rated(start, rule) : lessBefore(rule, start, { ...earlier, paidBefore });
  return { ...earned, sentence: `${earned.sentence}${instalmentInWords(instalment)}` };
}

type Earlier = Pick<ReceivedPart, 'before' | 'paidBefore' | 'earnedBefore'>;

function lessBefore(rule: ByPaymentRule, start: Explained, { before, paidBefore, earnedBefore }: Earlier): Explained {
  const all = add(moneyFromJson(before), start.amount);
  const queued = paidBefore.amount === before.amount ? {} : { paidBefore };
  const whole = rated(
    {
      amount: all,
      sentence: `${formatMoney(all)} received`,
      steps: [...start.steps, { step: 'received', before, ...queued, amount: moneyToJson(all) }],
    },
    rule,
  );
  if (before.amount === 0 && earnedBefore.amount === 0) return whole;
  const rest = beyond(whole.amount, moneyFromJson(earnedBefore));
  return {
    amount: rest,
    sentence: `${whole.sentence}, less ${amountInWords(earnedBefore)} for what was received before`,
    steps: [...whole.steps, { step: 'less', earned: earnedBefore, amount: moneyToJson(rest) }],
  };
}

const instalmentInWords = (instalment: Instalment | undefined): string => {
  if (instalment === undefined) return '';
  const { place, of } = instalment;
  if (place === null) return ', estimated with what is still to come';
  return of === null ? `, ${ordinal(place)} payment` : `, ${ordinal(place)} of ${String(of)} payments`;
};

function explainBonus({ above, basisPoints }: TierBonusRule, base: BaseStep, spending: Spending): Explained {
  const { at, spentOf, isCorrected = false } = spending;
  const counter = volumeOf({ above }, at);
  const limit = moneyFromJson(above);
  const others = money(spentOf(counter), limit.currency);
  const before = isCorrected ? others : atMost(others, limit);
  const paidFor = money(isCorrected ? spentOf(aboveVolumeOf({ above }, at)) : 0n, limit.currency);
  const amount = beyond(beyond(add(before, moneyFromJson(base.amount)), limit), paidFor);
  const { from } = counter;
  const most = money(AMOUNT_MINOR_MAX, limit.currency);
  const reached = moneyToJson(atMost(add(others, moneyFromJson(base.amount)), most));
  const said = { before: moneyToJson(before), ...(isCorrected ? { paidFor: moneyToJson(paidFor) } : {}), reached };
  const start: Explained = {
    amount,
    sentence: `${formatMoney(amount)}, what ${amountInWords(base.amount)} bring above ${formatMoney(limit)} in ${from.slice(0, 4)}`,
    steps: [base, { step: 'volume', limit: above, from, ...said, amount: moneyToJson(amount) }],
  };
  return percent(start, basisPoints);
}
