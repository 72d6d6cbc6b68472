import { durationMs } from '../duration.ts';
import type { ErrorCode, ErrorFacts } from '../errors.ts';
import type { MoneyJson } from '../money.ts';
import type { Actor } from '../referral/commands.ts';
import { isPartOf } from '../referral/firstYear.ts';
import { caseActionsIn, caseCommandsIn } from './caseState.ts';
import type { CaseCommandName, CaseOutcome, CaseState, DealAnswer } from './caseState.ts';
import type { DeciderChoice } from './decider.ts';
import { effectsOf, isAboutMoney } from './kinds.ts';
import type { CaseEffect } from './kinds.ts';
import { cancelPromises, keepPromise, startPromise } from './promises.ts';
import { caseFacts, given, isoOf, toPartner, toPerson } from './step.ts';
import type { CaseAdjustment, CaseAnswer, CaseRules, CaseStep, CreditedDeal } from './step.ts';

export type CasePayload = {
  outcome?: CaseOutcome | undefined;
  effect?: CaseEffect | undefined;
  dealId?: string | undefined;
  /** Of the deal that is credited; of an adjustment what is added to its line, or below zero taken from it. */
  amount?: MoneyJson | undefined;
  commissionId?: string | undefined;
  firstYearNet?: MoneyJson | undefined;
  closedOn?: string | undefined;
  /** The first answer about a deal beside a registration. */
  says?: DealAnswer | undefined;
};

export type CaseCommand = { name: CaseCommandName; actor: Actor; payload: CasePayload };

export type CaseContext = { caseId: string; state: CaseState; at: number; rules: CaseRules };

/** The state comes before any other rule; whether this person may is asked between the two by the caller. */
export function refusedByState(state: CaseState, name: CaseCommandName): CaseAnswer | null {
  if (caseCommandsIn(state.state).includes(name)) return null;
  const facts = { state: state.state, allowed: caseActionsIn(state.state) };
  return { refused: { code: 'not_allowed_in_state', facts } };
}

/**
 * `chooseAnother`: who takes a second look; asked only then. `finance`: who has to know when a money case is upheld.
 * `whyNot`: what stands in the way of an effect just now.
 */
type Around = {
  chooseAnother: () => DeciderChoice;
  finance: readonly string[];
  whyNot: (effect: CaseEffect) => Refusal | undefined;
};

type Refusal = { code: ErrorCode; facts: ErrorFacts };

export function commandCase(context: CaseContext, command: CaseCommand, around: Around): CaseAnswer {
  const refused = refusedByState(context.state, command.name);
  if (refused !== null) return refused;
  switch (command.name) {
    case 'answerCase':
      return context.state.kind === 'parallel_deal'
        ? answerForDeal(context, command, around)
        : answer(context, command);
    case 'decideCase':
      return decide(context, command, around);
    case 'withdrawCase':
      return withdraw(context, command);
    case 'secondLook':
      return secondLook(context, command, around.chooseAnother());
    default:
      return command.name satisfies never;
  }
}

function answer({ caseId, state, at }: CaseContext, { actor }: CaseCommand): CaseStep {
  const next: CaseState = { ...state, state: 'answered', promises: keepPromise(state.promises, 'first_answer', at) };
  return {
    state: next,
    events: [{ type: 'case.answered', actor, public: { caseId } }],
    mails: [toPartner('case_answered', caseFacts(caseId, next))],
  };
}

/** It is the deal of the referral: then nobody has to decide any more. Other business: somebody uninvolved does. */
function answerForDeal(context: CaseContext, command: CaseCommand, around: Around): CaseAnswer {
  const { caseId, state, at } = context;
  const { says } = command.payload;
  if (says === undefined) return { refused: { code: 'invalid_request', facts: { lacks: ['says'] } } };
  const dealAnswer = { says, by: command.actor.id };
  if (says === 'linked') {
    const decided = decide(context, { ...command, payload: { outcome: 'upheld', effect: 'link' } }, around);
    return 'refused' in decided ? decided : { ...decided, dealAnswer };
  }
  const next: CaseState = { ...state, state: 'answered', promises: keepPromise(state.promises, 'first_answer', at) };
  return {
    state: next,
    events: [{ type: 'case.answered', actor: command.actor, public: { caseId } }],
    mails: toPerson('case_deal_answered', state.deciderId, caseFacts(caseId, next)),
    dealAnswer,
  };
}

function decide(context: CaseContext, command: CaseCommand, { finance, whyNot }: Around): CaseAnswer {
  const { caseId, state, at, rules } = context;
  const { outcome, effect } = command.payload;
  if (outcome === undefined || effect === undefined)
    return { refused: { code: 'invalid_request', facts: { lacks: ['outcome', 'effect'] } } };
  const offered = effectsOf(state.kind, outcome);
  if (!offered.includes(effect))
    return { refused: { code: 'effect_not_offered', facts: { kind: state.kind, outcome, offered } } };
  const deal = effect === 'credit' ? dealIn(command.payload) : null;
  if (deal === undefined)
    return { refused: { code: 'invalid_request', facts: { lacks: ['dealId', 'amount', 'closedOn'] } } };
  const adjustment = effect === 'adjust' ? adjustmentIn(command.payload) : null;
  if (adjustment === undefined)
    return { refused: { code: 'invalid_request', facts: { lacks: ['commissionId', 'amount'] } } };
  const refused = whyNot(effect);
  if (refused !== undefined) return { refused };
  const again = outcome === 'rejected' && state.round === 1 ? at + durationMs(rules.contest) : null;
  const kept = keepPromise(keepPromise(state.promises, 'first_answer', at), 'decision', at);
  const next: CaseState = {
    ...state,
    state: again === null ? 'closed' : 'decided',
    promises: kept,
    secondLookUntil: again,
    outcome,
    effect,
  };
  const until = again === null ? null : isoOf(again);
  const lowers = adjustment !== null && adjustment.amount.amount < 0 ? 1 : 0;
  const facts = { caseId, kind: state.kind, outcome, effect, lowers, secondLookUntil: until };
  return {
    state: next,
    events: [{ type: 'case.decided', actor: command.actor, public: { caseId, outcome, effect, round: state.round } }],
    mails: [
      toPartner('case_decided', facts),
      ...(outcome === 'upheld' && isAboutMoney(state.kind)
        ? finance.flatMap((userId) => toPerson('case_for_finance', userId, facts))
        : []),
    ],
    decided: { at, by: command.actor.id },
    ...(deal === null ? {} : { deal }),
    ...(adjustment === null ? {} : { adjustment }),
  };
}

const adjustmentIn = ({ commissionId, amount }: CasePayload): CaseAdjustment | undefined =>
  commissionId === undefined || amount === undefined ? undefined : { commissionId, amount };

function dealIn({ dealId, amount, firstYearNet, closedOn }: CasePayload): CreditedDeal | undefined {
  if (dealId === undefined || amount === undefined || closedOn === undefined) return undefined;
  if (amount.amount <= 0 || !isPartOf(amount, firstYearNet)) return undefined;
  return { dealId, amount, firstYearNet: firstYearNet ?? amount, closedOn };
}

function withdraw({ caseId, state }: CaseContext, { actor }: CaseCommand): CaseStep {
  const next: CaseState = { ...state, state: 'withdrawn', promises: cancelPromises(state.promises) };
  const facts = { caseId, kind: state.kind };
  return {
    state: next,
    events: [{ type: 'case.withdrawn', actor, public: { caseId } }],
    mails: [toPartner('case_withdrawn', facts), ...toPerson('case_withdrawn', state.deciderId, facts)],
  };
}

/** Once: somebody who was not involved before decides again, inside a new promise. */
function secondLook(
  { caseId, state, at, rules }: CaseContext,
  { actor }: CaseCommand,
  choice: DeciderChoice,
): CaseStep {
  const next: CaseState = {
    ...state,
    state: 'second_look',
    round: 2,
    deciderId: choice.deciderId,
    unassigned: choice.unassigned,
    promises: startPromise(state.promises, { kind: 'decision', at, duration: rules.caseDecision }),
    secondLookUntil: null,
  };
  const { events, mails } = given(caseId, next, choice);
  return {
    state: next,
    events: [{ type: 'case.second_look', actor, public: { caseId } }, ...events],
    mails: [toPartner('case_second_look', caseFacts(caseId, next)), ...mails],
  };
}
