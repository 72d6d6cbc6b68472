import { moneyFacts } from '../commission/progress.ts';
import type { ClockKind } from '../sla/clocks.ts';
import type { Later } from '../qualification/later.ts';
import { findClock, isOwed } from '../sla/clocks.ts';
import { originFacts } from './originFacts.ts';
import type { OpenQuestion } from './questions.ts';
import type { NextStep } from './nextStep.ts';
import type { PendingWin, StoryState } from './storyState.ts';
import { escalationOf, missedPromise } from './promises.ts';
import { hasEnded, isOpen } from './stages.ts';
import { isDecisionLate } from './extension.ts';
import { ended } from './endedStep.ts';
import { estimateFacts, lacksOf, likenessFacts } from './stepFacts.ts';
import { vendorFacts } from './vendorFacts.ts';

const isoOf = (timeMs: number | null | undefined): string | null =>
  timeMs === null || timeMs === undefined ? null : new Date(timeMs).toISOString();

/** The due time of a promise that is still owed. */
const dueOf = (state: StoryState, kind: ClockKind): string | null => {
  const clock = findClock(state.clocks, kind);
  return clock !== undefined && isOwed(clock) ? isoOf(clock.dueAt) : null;
};

/** Why, what next, who and by when: computed from the story's state and from nothing else. */
export function nextStepOf(state: StoryState): NextStep {
  if (state.question !== null && isOpen(state.stage)) return withAsides(openQuestion(state, state.question), state);
  const next = BY_STAGE[state.stage](state);
  const missed = missedPromise(state);
  if (missed === undefined) return withAsides(next, state);
  return withAsides({ ...next, situation: 'late', dueAt: missed.dueAt, facts: { ...next.facts, ...missed } }, state);
}

/** It is the partner's turn; what stands still meanwhile, and what is left of it, is for us to know. */
function openQuestion(state: StoryState, { kind, answerBy }: OpenQuestion): NextStep {
  const paused = state.clocks.find((clock) => clock.paused !== undefined);
  return {
    situation: 'open_question',
    action: 'answer',
    who: 'partner',
    dueAt: isoOf(answerBy),
    facts: {
      kind,
      answerBy: isoOf(answerBy),
      paused: paused === undefined ? 0 : 1,
      pausedKind: paused?.kind ?? null,
      leftMs: paused?.paused?.remainingMs ?? null,
      at: isoOf(state.lastAttempt?.at),
      channel: state.lastAttempt?.channel ?? null,
    },
  };
}

/** What stands beside every step: what the partner asked for and nobody decided, and a record that the CRM does not have yet. */
function withAsides(next: NextStep, { extension: { request }, crmPendingSince, stage }: StoryState): NextStep {
  const asked =
    request === null
      ? {}
      : {
          extensionDays: request.days,
          extensionReason: request.reasonCode,
          extensionDueAt: isoOf(request.dueAt),
          extensionLate: isDecisionLate(request) ? 1 : 0,
        };
  if (crmPendingSince === null || hasEnded(stage)) return { ...next, facts: { ...next.facts, ...asked } };
  const situation = next.situation === 'accepted' ? 'paused_by_outage' : next.situation;
  return { ...next, situation, facts: { ...next.facts, ...asked, crmPendingSince: isoOf(crmPendingSince) } };
}

/** Who confirms has to see what was reported, and names the command that is confirmed. */
const awaitingSecondPerson = (state: StoryState, win: PendingWin): NextStep => ({
  situation: 'awaiting_second_person',
  action: 'close',
  who: state.ownerId,
  dueAt: null,
  facts: {
    commandId: win.commandId,
    amountMinor: win.amount.amount,
    firstYearMinor: win.firstYearNet.amount,
    currency: win.amount.currency,
    closedOn: win.closedOn,
    closedBy: win.closedBy,
  },
});

const inTalks = (state: StoryState): NextStep => {
  if (state.pendingWin !== null) return awaitingSecondPerson(state, state.pendingWin);
  return {
    situation: 'in_talks',
    action: 'close',
    who: state.ownerId,
    dueAt: dueOf(state, 'status_update'),
    facts: {
      stage: state.stage,
      since: isoOf(state.stageSince),
      dueAt: dueOf(state, 'status_update'),
      ...estimateFacts(state.estimate),
      ...originFacts(state),
    },
  };
};

const attempted = (state: StoryState, { at, channel }: NonNullable<StoryState['lastAttempt']>): NextStep => {
  const nextTryAt = isoOf(state.tries?.nextAt);
  return {
    situation: 'attempted',
    action: 'contact',
    who: state.ownerId,
    dueAt: nextTryAt ?? isoOf(state.expiresAt),
    facts: {
      at: isoOf(at),
      channel,
      attempts: state.tries?.count ?? state.attempts,
      nextTryAt,
      ...escalationOf(state, 'next_try'),
    },
  };
};

/** Good, but not now: from the day that was agreed on it is for the owner to call. */
const putOff = (state: StoryState, { recontactAt, reminded }: Later): NextStep => ({
  situation: 'later',
  action: 'contact',
  who: state.ownerId,
  dueAt: isoOf(reminded ? state.expiresAt : recontactAt),
  facts: {
    recontactAt: isoOf(recontactAt),
    expiresAt: isoOf(state.expiresAt),
    isTime: reminded ? 1 : 0,
    quality: state.quality,
  },
});

const BY_STAGE: Readonly<Record<StoryState['stage'], (state: StoryState) => NextStep>> = {
  submitted: (state) => ({
    // The check waits for what the CRM knows.
    situation: state.recheck === null ? 'submitted' : 'paused_by_outage',
    action: 'duplicate_check',
    who: 'system',
    dueAt: dueOf(state, 'acknowledge'),
    facts: {
      submittedAt: isoOf(state.stageSince),
      acknowledgeDueAt: dueOf(state, 'acknowledge'),
      alike: state.candidates.length,
      ...escalationOf(state, 'acknowledge'),
    },
  }),
  in_review: (state) => ({
    situation: 'in_review',
    action: 'review',
    who: state.ownerId,
    dueAt: dueOf(state, 'review'),
    facts: {
      dueAt: dueOf(state, 'review'),
      ...likenessFacts(state.candidates),
      ...vendorFacts(state),
      ...escalationOf(state, 'review'),
    },
  }),
  waitlisted: (state) =>
    state.promotion === null
      ? {
          situation: 'waitlisted',
          action: 'wait',
          who: state.ownerId,
          dueAt: isoOf(state.waitingUntil),
          facts: { position: state.position },
        }
      : {
          situation: 'promoted_asked',
          action: 'answer',
          who: 'partner',
          dueAt: isoOf(state.promotion.dueAt),
          facts: { dueAt: isoOf(state.promotion.dueAt) },
        },
  accepted: (state) => {
    const facts = {
      firstContactDueAt: dueOf(state, 'first_contact'),
      expiresAt: isoOf(state.expiresAt),
      ...escalationOf(state, 'first_contact'),
    };
    if (state.lastAttempt !== null) return attempted(state, state.lastAttempt);
    return {
      situation: state.unassigned ? 'unassigned' : 'accepted',
      action: state.unassigned ? 'assign' : 'contact',
      who: state.ownerId,
      dueAt: facts.firstContactDueAt,
      facts: state.unassigned ? { ...facts, poolReason: state.poolReason } : facts,
    };
  },
  contacted: (state) =>
    state.later === null
      ? {
          situation: 'contacted',
          action: 'qualify',
          who: state.ownerId,
          dueAt: isoOf(state.expiresAt),
          facts: {
            at: isoOf(state.spokenAt ?? state.stageSince),
            lacks: lacksOf(state),
            postponed: state.postponed ? 1 : 0,
          },
        }
      : putOff(state, state.later),
  qualified: (state) =>
    state.pendingWin !== null
      ? inTalks(state)
      : {
          situation: 'qualified',
          action: 'advance',
          who: state.ownerId,
          dueAt: dueOf(state, 'handover') ?? isoOf(state.expiresAt),
          facts: {
            quality: state.quality,
            firstStepDueAt: dueOf(state, 'handover'),
            expiresAt: isoOf(state.expiresAt),
            ...escalationOf(state, 'handover'),
          },
        },
  opportunity: inTalks,
  proposal: inTalks,
  negotiation: inTalks,
  won: (state) => {
    const money = moneyFacts(state.lines);
    return {
      situation: 'won',
      action: 'payout',
      who: 'system',
      dueAt: money.payableFrom,
      facts: { closedOn: state.deal?.closedOn ?? null, ...money, ...originFacts(state) },
    };
  },
  lost: ended('lost'),
  declined: ended('declined'),
  disqualified: ended('disqualified'),
  expired: ended('expired'),
  withdrawn: ended('withdrawn'),
};
