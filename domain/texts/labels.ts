import type { PayoutPeriod } from '../commission/payoutCalendar.ts';
import type { RailRefusal } from '../commission/railRefusal.ts';
import type { Trigger } from '../commission/plan.ts';
import type { CommissionState } from '../commission/states.ts';
import { causeOfTakenBack, remainingOf, type TakenBack } from '../commission/takenBack.ts';
import type { Stage } from '../referral/stages.ts';
import type { ClockKind } from '../sla/clocks.ts';
import type { MoneyJson } from '../money.ts';
import { CATALOGUES } from './catalogue.ts';
import { unowedBecause } from '../commission/unowed.ts';
import { approvalFacts } from './facts.ts';
import { amountText, createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';
import type { ReadingArgs } from './sentence.ts';
import type { CommissionFacts, DeductionState } from './commissionFacts.ts';
import type { EventType } from './shape.ts';

export const stageLabel = (stage: Stage, language: Language = DEFAULT_LANGUAGE): string =>
  CATALOGUES[language].stages[stage];

/** Completes "… by 18:02": `you get an answer`. */
export const clockLabel = (kind: ClockKind, language: Language = DEFAULT_LANGUAGE): string =>
  CATALOGUES[language].clocks[kind];

/** What the timeline says; a type from a later version is shown by its own words rather than not at all. */
export function eventLabel(type: string, language: Language = DEFAULT_LANGUAGE): string {
  const labels = CATALOGUES[language].events;
  return isEventType(type, labels) ? labels[type] : type.replaceAll(/[._]/g, ' ');
}

const isEventType = (type: string, labels: Readonly<Record<EventType, string>>): type is EventType =>
  Object.hasOwn(labels, type);

type CommissionArgs = ReadingArgs & {
  state: CommissionState;
  amount: MoneyJson;
  payableFrom: string | null;
  /** When it is paid as things stand; null where something holds it back. */
  expected?: Pick<PayoutPeriod, 'payDay' | 'cutOffDay'> | null | undefined;
  /** Of the run of a period that has it. */
  planned?: { payDay: string; late: boolean } | null | undefined;
  approveBy?: string | null | undefined;
  awaits?: Exclude<Trigger, 'signed'> | null | undefined;
  rejectReason?: string | null | undefined;
  paidAt?: string | null | undefined;
  frozenSince?: string | null | undefined;
  /** Why it was never carried out, as its rail said. */
  paymentRefused?: RailRefusal | null | undefined;
  clawedBack?: TakenBack | null | undefined;
  netted?: MoneyJson | null | undefined;
  /** Below zero the amount is what it takes from another line. */
  adjustment?: { reason: string } | null | undefined;
};

/** What a partner reads beside a commission line; beside an adjustment also why. */
export function commissionSentence(args: CommissionArgs): string {
  const { adjustment, language = DEFAULT_LANGUAGE } = args;
  const sentence = args.amount.amount < 0 ? deductionSentence(args) : lineSentence(args);
  return adjustment ? `${sentence} ${CATALOGUES[language].adjustmentReason(adjustment.reason)}` : sentence;
}

function deductionSentence({ state, amount, language = DEFAULT_LANGUAGE }: CommissionArgs): string {
  const { deductions } = CATALOGUES[language];
  const stands = isDeductionState(state, deductions) ? state : 'awaiting_approval';
  return deductions[stands](amountText(BigInt(-amount.amount), amount.currency, language));
}

const isDeductionState = (
  state: CommissionState,
  known: Readonly<Record<DeductionState, unknown>>,
): state is DeductionState => Object.hasOwn(known, state);

function lineSentence(args: CommissionArgs): string {
  const { state, language = DEFAULT_LANGUAGE, clawedBack, netted } = args;
  const format = createFormat({ language, zone: args.zone, now: args.now });
  const { currency } = args.amount;
  const inWords = ({ amount }: Pick<MoneyJson, 'amount'>): string => amountText(BigInt(amount), currency, language);
  const unlessNone = (amount: number): string | undefined => (amount > 0 ? inWords({ amount }) : undefined);
  const settled = netted?.amount ?? 0;
  const facts: CommissionFacts = {
    amount: inWords(args.amount),
    awaits: args.awaits ?? undefined,
    isLate: args.planned?.late === true,
    unowed: unowedBecause(args.rejectReason),
    payableFrom: format.day(args.payableFrom ?? undefined),
    payDay: format.day(state === 'in_run' ? args.planned?.payDay : args.expected?.payDay),
    cutOffDay: format.day(args.expected?.cutOffDay),
    paidOn: format.onDay(args.paidAt ?? undefined),
    ...approvalFacts(args.approveBy ?? undefined, format),
    frozenSince: format.day(args.frozenSince ?? undefined),
    takenBack: clawedBack ? inWords(clawedBack.amount) : undefined,
    takenBackOn: format.onDay(clawedBack?.at),
    because: clawedBack ? causeOfTakenBack(clawedBack) : 'refunds',
    toReturn: unlessNone(clawedBack?.toReturn.amount ?? 0),
    repaid: unlessNone(clawedBack?.repaid.amount ?? 0),
    remaining: unlessNone(clawedBack ? remainingOf(clawedBack).amount : 0),
    netted: unlessNone(settled),
    transferred: unlessNone(args.amount.amount - settled),
  };
  const { commissions, refusals, notPaid, ...catalogue } = CATALOGUES[language];
  const { paymentRefused } = args;
  const refusal = paymentRefused ? refusals[paymentRefused] : undefined;
  return [
    refusal === undefined
      ? commissions[state](facts)
      : `${notPaid({ amount: facts.transferred ?? facts.amount, why: refusal.why })} ${refusal.next}`,
    ...(settled > 0 && facts.transferred !== undefined ? [catalogue.netted(facts)] : []),
    ...(state !== 'clawed_back' && facts.takenBack !== undefined ? [catalogue.takenBack(facts)] : []),
  ].join(' ');
}
