import { isContestable } from '../../domain/cases/kinds.ts';
import { REOPEN_REASONS } from '../../domain/referral/reasons.ts';
import { restOfExpiry, whyNotReopened, whyNotUndone } from '../../domain/referral/reopening.ts';
import type { WayBack } from '../../domain/referral/reopening.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { durationMs } from '../../domain/duration.ts';
import { cancelClock } from '../../domain/sla/clocks.ts';
import { database } from './activityProxies.ts';
import { waitInLine } from './deciding.ts';
import { goOn } from './goingOn.ts';
import type { GoneOn, Undo } from './goingOn.ts';
import { startPromise } from './promises.ts';
import type { Handled, Refusal } from './refuse.ts';
import { comeBack, runRegistration } from './returning.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';
import { takeTurn } from './waiting.ts';

type Named<Name extends AdmittedCommand['name']> = AdmittedCommand & { name: Name };

/** Within a day, by who could have withdrawn it: as if it had not been, but for who came in between. */
export async function undoWithdraw(story: Story, command: Named<'undoWithdraw'>): Promise<Handled> {
  const { outcome } = story.state;
  const endedAt = outcome === null ? story.state.stageSince : Date.parse(outcome.at);
  const refusal = whyNotUndone({ endedAt, policy: story.policy, now: command.givenAt });
  if (refusal !== undefined) return { refusal };
  const stood = story.state.left?.stood;
  const refused = await leadBack(story, {
    how: 'undone',
    place: 'end',
    cause: { by: command },
    ...(stood === undefined ? {} : { undo: { stood, at: command.givenAt } }),
  });
  return refused === undefined ? { outcome: 'done' } : { refusal: refused };
}

/** A manager takes up again what had ended. A win only while no money of it has moved; nothing is owed for it then. */
export async function reopen(story: Story, command: Named<'reopen'>): Promise<Handled> {
  const { state, policy } = story;
  if (!(REOPEN_REASONS as readonly string[]).includes(command.payload.reasonCode))
    return { refusal: { code: 'reason_required', facts: { allowed: REOPEN_REASONS } } };
  const endedAt = state.outcome === null ? state.stageSince : Date.parse(state.outcome.at);
  const refusal = whyNotReopened({ stage: state.stage, endedAt, policy, now: command.givenAt });
  if (refusal !== undefined) return { refusal };
  const { actor, source, payload } = command;
  const back: LeadBack = { how: 'reopened', place: 'end', cause: { by: command }, reasonCode: payload.reasonCode };
  if (state.stage === 'won' && state.deal !== null) {
    const { dealId } = state.deal;
    const commissionIds = state.lines.map(({ commissionId }) => commissionId);
    const taken = await database.takeBackLines({ dealId, commissionIds, actor, source, claim: claimOf(story, back) });
    if (taken !== true) return { refusal: { code: taken, facts: {} } };
  }
  const refused = await leadBack(story, back);
  return refused === undefined ? { outcome: 'done' } : { refusal: refused };
}

type LeadBack = {
  how: WayBack;
  /** Its place in the queue: behind everybody, or its old one where a decision was wrong. */
  place: 'end' | 'intake';
  cause: Told['cause'];
  reasonCode?: string;
  /** Where to, when that is not the stage that was left: a decline that was wrong leads to `accepted`. */
  to?: Stage;
  /** With what it goes on; without it everything is promised anew. */
  undo?: Undo;
  /** What the first entry says besides how. */
  facts?: Record<string, string>;
};

/** What the partner takes up again counts like a new referral; what we take up again is ours to decide. */
const ASKED_BY_PARTNER: readonly WayBack[] = ['undone', 'revived'];

/**
 * The one way from an end back into the open: to the stage that was left when the claim is free, else into the line. A case
 * about this end has nothing left to decide then. Gives a refusal when the partner has referred the company again since.
 */
export async function leadBack(story: Story, back: LeadBack): Promise<Refusal | undefined> {
  const { referralId } = story.input;
  const settles = isContestable(story.state.stage) && back.how !== 'reinstated';
  const refused = await regain(story, back);
  if (refused === undefined && settles) await database.settleCases({ referralId, at: isoOf(now()) });
  return refused;
}

const leadsTo = ({ state }: Story, { to }: LeadBack): Stage => to ?? state.left?.stage ?? 'accepted';

function claimOf(story: Story, back: LeadBack): Parameters<typeof database.regainClaim>[0] {
  const to = leadsTo(story, back);
  return {
    referralId: story.input.referralId,
    place: back.place,
    undecided: to === 'submitted' || to === 'in_review',
    cap: ASKED_BY_PARTNER.includes(back.how) ? story.policy.openReferralCap : null,
    at: isoOf(now()),
  };
}

async function regain(story: Story, back: LeadBack): Promise<Refusal | undefined> {
  const { state } = story;
  const to = leadsTo(story, back);
  const asked = claimOf(story, back);
  const claim = await database.regainClaim(asked);
  if (claim.state === 'own') return { code: 'referred_again', facts: {} };
  if (claim.state === 'full') return { code: 'open_cap_reached', facts: { cap: story.policy.openReferralCap } };
  const left = { stage: to, expiryLeftMs: state.left?.expiryLeftMs ?? null };
  const waited = back.undo !== undefined && state.outcome?.from === 'waitlisted';
  forgetEnd(story);
  const events: Told['events'] = [
    {
      type: 'referral.reopened',
      public: { how: back.how, ...back.facts },
      ...(back.reasonCode === undefined ? {} : { reasonCode: back.reasonCode }),
    },
  ];
  const told = { cause: back.cause, before: events };
  if (claim.state === 'waiting') {
    state.left = left;
    const waits = waited && back.undo !== undefined ? await waitOn(story, back.undo) : {};
    await waitInLine(story, { ...told, ...waits, position: claim.position });
    return undefined;
  }
  if (asked.undecided) await checkAgain(story, { ...told, undo: back.undo });
  else if (waited || to === 'waitlisted') {
    state.left = left;
    await takeTurn(story, told);
  } else {
    const lengthMs = restOfExpiry({ leftMs: left.expiryLeftMs, policy: story.policy });
    await comeBack(story, {
      ...told,
      stage: to,
      lengthMs,
      undo: back.undo,
      keepsOwner: back.to === undefined,
    });
  }
  return undefined;
}

/** What the end has written into the state is gone; the timeline keeps it. */
function forgetEnd({ state }: Story): void {
  if (state.stage === 'won') state.winsReopened += 1;
  Object.assign(state, {
    outcome: null,
    left: null,
    revivable: null,
    deal: null,
    lines: [],
    accrued: false,
    clawbackUntil: null,
  });
}

/** Its place is the last one now, but it has waited since when it has waited. */
async function waitOn(
  story: Story,
  { stood, at }: Undo,
): Promise<GoneOn & { waits: { since: number; until: number } }> {
  const since = stood.waitingSince ?? at;
  const until = stood.waitingUntil ?? since + durationMs(story.policy.waitList);
  return { ...(await goOn(story, stood, at)), waits: { since, until } };
}

/** It ended before anybody had decided about it: the check runs again, and the answer is still owed. */
async function checkAgain(
  story: Story,
  { cause, before, undo }: { cause: Told['cause']; before: Told['events']; undo: Undo | undefined },
): Promise<void> {
  const { state } = story;
  const { events, ...gone } = undo === undefined ? await promiseAnswer(story) : await goOn(story, undo.stood, undo.at);
  // Nobody compares before the check says so.
  state.clocks = cancelClock(state.clocks, 'review');
  await record(story, { cause, events: [...before, enter(state, 'submitted'), ...events], ...gone });
}

async function promiseAnswer(story: Story): Promise<GoneOn> {
  const { policy } = story;
  const from = now();
  await startPromise(story, 'acknowledge', { duration: policy.acknowledge, from });
  await startPromise(story, 'first_contact', { duration: policy.firstContact, from });
  runRegistration(story, durationMs(policy.expiry));
  return { events: [], mails: [] };
}
