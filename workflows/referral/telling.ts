import { workflowInfo } from '@temporalio/workflow';
import type { CheckResult } from '../../activities/matching.ts';
import { durationMs } from '../../domain/duration.ts';
import type { Command, CommandAnswer } from '../../domain/referral/commands.ts';
import { isTold, toldOf } from '../../domain/referral/attribution.ts';
import { projectionOf } from '../../domain/referral/projection.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { ClaimRelease, Step, StoryEvent, StoryMail } from '../../domain/referral/step.ts';
import { firstState, type StoryState } from '../../domain/referral/storyState.ts';
import { settleClocks, type SettledStep } from '../../domain/referral/settleClocks.ts';
import type { LaterVerdict, Verdict } from '../../domain/matching/verdict.ts';
import { isKnownCompany } from '../../domain/matching/probing.ts';
import type { Policy } from '../../domain/policy.ts';
import { startClock } from '../../domain/sla/clocks.ts';
import { referralWorkflowId } from '../messages.ts';
import type { ReferralInput } from '../messages.ts';
import { database } from './activityProxies.ts';
import { CreditedElsewhere } from './creditedElsewhere.ts';

/**
 * A command that was admitted: `rowId` is its row, where its texts are and its outcome goes; `givenAt` is when it was
 * given, which is earlier than now where nobody could hear it.
 */
export type AdmittedCommand = Command & { rowId: string; givenAt: number };

type Cause = { by: AdmittedCommand } | { by: 'system' | 'timer' | 'crm' };

/** What one step adds to the record, besides the state it was told about. */
export type Told = {
  cause: Cause;
  events: {
    type: string;
    from?: Stage;
    to?: Stage;
    reasonCode?: string;
    public?: StoryEvent['public'];
    private?: Readonly<Record<string, unknown>>;
  }[];
  mails?: StoryMail[];
  claim?: ClaimRelease;
  attempt?: Step['attempt'];
  missed?: NonNullable<SettledStep['missed']>;
  question?: Step['question'];
  answer?: CommandAnswer;
  /** No command's row gets an answer by this. */
  withoutRow?: true;
  verdict?: Verdict | LaterVerdict;
  redeliver?: true;
  confirmedRow?: string | undefined;
  /** The row of a reported win that nobody will confirm any more. */
  supersededRow?: string | undefined;
};

/** One story while it is told: its input, its one state, and the only way to write. */
export type Story = {
  readonly input: ReferralInput;
  readonly policy: Policy;
  readonly state: StoryState;
  /** False while a run that goes on from the record has not read it: its state says nothing yet. */
  isTaken: boolean;
  /** The armed timer: one for all clocks. */
  timer: { at: number; fired: boolean } | undefined;
  crmPending: boolean;
  /** Messages under the id of somebody else's command; the updates among them end with a failure. */
  readonly turnedAway: Set<unknown>;
  /** Commands that the story took from the record itself, before what would have brought them. */
  readonly fetched: Set<string>;
  /** What the check said, when it was made as the story began. */
  checked: CheckResult | undefined;
};

const SEEN_MAX = 1_000;

export const now = (): number => Date.now();
export const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

export function openStory(input: ReferralInput): Story {
  const submittedAt = Date.parse(input.submittedAt);
  const promise = (duration: string): { startedAt: number; dueAt: number } => ({
    startedAt: submittedAt,
    dueAt: submittedAt + durationMs(duration),
  });
  const expiry = promise(input.policy.expiry);
  let clocks = startClock([], { kind: 'acknowledge', ...promise(input.policy.acknowledge) });
  clocks = startClock(clocks, { kind: 'first_contact', ...promise(input.policy.firstContact) });
  clocks = startClock(clocks, { kind: 'expiry', ...expiry });
  // What a state of an older version does not know is as at the beginning.
  const state = { ...firstState(submittedAt, clocks, expiry.dueAt), ...input.resume };
  return {
    input,
    policy: input.policy,
    state,
    isTaken: input.resumeFromRecord !== true,
    timer: undefined,
    crmPending: false,
    turnedAway: new Set(),
    fetched: new Set(),
    checked: undefined,
  };
}

/**
 * Nobody else tells this story: compare-and-set with the run id, the run before this one may hand over. A run that goes on
 * from the record takes it from whoever told it, which is safe under its own id only: Temporal has no second open run of it.
 * A story that begins is checked by the same call.
 */
export async function takeStory(story: Story): Promise<void> {
  const { referralId, resumeFromRecord } = story.input;
  const { workflowId, runId, continuedFromExecutionRunId } = workflowInfo();
  const fromRecord = resumeFromRecord === true && workflowId === referralWorkflowId(referralId);
  const previousRunId = continuedFromExecutionRunId ?? null;
  if (!fromRecord && previousRunId === null) {
    const claimReviewed = story.policy.duplicates.activeClaim === 'review';
    const { checked, ...earns } = await database.beginStory({ referralId, runId, at: isoOf(now()), claimReviewed });
    story.checked = checked;
    Object.assign(story.state, earns);
    return;
  }
  const kept = await database.takeStory({ referralId, runId, previousRunId, fromRecord });
  if (kept) goOnFrom(story, kept);
  story.isTaken = true;
}

/** Thrown where the story finds that this step was told before, by a worker that died: it goes on from `state`. */
export class ToldBefore extends Error {
  readonly state: StoryState;
  constructor(state: StoryState) {
    super('told before');
    this.name = 'ToldBefore';
    this.state = state;
  }
}

/**
 * Believes the record: everything is as it was kept with the latest step. What was answered and what is still to be heard
 * stays; a command whose effect is in the record already is known by its id.
 */
export function goOnFrom({ state }: Story, kept: StoryState): void {
  const { inbox, dropped, unreadable, seen, crmRequested } = state;
  Object.assign(state, kept, {
    inbox,
    dropped,
    unreadable: Math.max(unreadable, kept.unreadableTold),
    seen: { ...seen, ...kept.seen },
    crmRequested: crmRequested || kept.crmRequested,
  });
}

/** Writes and commits one step: what changed is in the state already, what happened is told here. Throws `ToldBefore`, and `CreditedElsewhere`. */
export async function record(story: Story, told: Told): Promise<void> {
  const { state, input } = story;
  state.transitionNo += 1;
  const clockResults = followClocks(story, told);
  const tellsCrm = noteToldCrm(state);
  const companyIsKnown = told.events.some(isKnownCompany);
  const at = isoOf(now());
  const step: Step = {
    referralId: input.referralId,
    runId: workflowInfo().runId,
    // Who goes on from here does not know whether the CRM was told.
    state: {
      ...state,
      inbox: [],
      seen: { ...state.seen, ...answeredBy(told) },
      ...(tellsCrm ? { crmTold: null } : {}),
    },
    transitionNo: state.transitionNo,
    at,
    events: told.events.map((event, place) => toStoryEvent(event, told.cause, at, place)),
    projection: { ...projectionOf(state), ...(told.verdict === undefined ? {} : { verdict: told.verdict }) },
    mails: told.mails ?? [],
    ...(clockResults.length === 0 ? {} : { clockResults }),
    ...(told.claim === undefined ? {} : { claim: told.claim }),
    ...(told.attempt === undefined ? {} : { attempt: told.attempt }),
    ...(told.question === undefined ? {} : { question: told.question }),
    ...(tellsCrm ? { tellsCrm } : {}),
    ...(companyIsKnown ? { companyIsKnown } : {}),
    ...(told.redeliver === undefined ? {} : { redeliver: true }),
    ...(told.confirmedRow === undefined ? {} : { confirmedRow: told.confirmedRow }),
    ...(told.supersededRow === undefined ? {} : { supersededRow: told.supersededRow }),
    ...(typeof told.cause.by === 'string' || told.withoutRow === true
      ? {}
      : { command: outcomeOf(told.cause.by, told.answer ?? { outcome: 'done' }) }),
  };
  const kept = await database.recordTransition(step);
  if (kept) throw 'creditedTo' in kept ? new CreditedElsewhere(kept.creditedTo) : new ToldBefore(kept);
}

/** True when the record in the CRM has to say something else after this step. */
function noteToldCrm(state: StoryState): boolean {
  const now = toldOf(state);
  if (!state.crmRequested || isTold(state.crmTold, now)) return false;
  state.crmTold = now;
  return true;
}

function followClocks({ state, policy }: Story, step: Told): NonNullable<Step['clockResults']> {
  const { clocks, results } = settleClocks(state, {
    step,
    at: now(),
    statusUpdateMs: durationMs(policy.statusUpdate),
  });
  state.clocks = clocks;
  return results;
}

/** The answer that this step gives belongs to it: who goes on from it does not give it again. */
const answeredBy = ({ cause: { by }, answer, withoutRow }: Told): StoryState['seen'] =>
  typeof by === 'string' || withoutRow === true ? {} : { [by.commandId]: answer ?? { outcome: 'done' } };

const outcomeOf = (command: AdmittedCommand, answer: CommandAnswer): NonNullable<Step['command']> => ({
  id: command.rowId,
  state: answer.outcome,
  code: answer.outcome === 'refused' ? answer.code : null,
  facts: answer.outcome === 'refused' ? answer.facts : {},
});

const STORY_ACTORS = { system: 'story', timer: 'clock', crm: 'crm' } as const;

function toStoryEvent(event: Told['events'][number], { by }: Cause, at: string, place: number): StoryEvent {
  const byPerson = typeof by !== 'string';
  return {
    at,
    type: event.type,
    actor: byPerson ? by.actor : { kind: by, id: STORY_ACTORS[by] },
    source: byPerson ? by.source : by === 'crm' ? 'crm' : 'story',
    from: event.from ?? null,
    to: event.to ?? null,
    reasonCode: event.reasonCode ?? null,
    public: event.public ?? {},
    ...(event.private === undefined ? {} : { private: event.private }),
    // What the person wrote belongs to the first entry only.
    withTexts: byPerson && place === 0,
  };
}

/** Moves to another stage in the state; the step that tells of it is recorded by the caller. */
export function enter(state: StoryState, stage: Stage): { type: string; from: Stage; to: Stage } {
  const from = state.stage;
  state.stage = stage;
  state.stageSince = now();
  return { type: `referral.${stage}`, from, to: stage };
}

/** The first answer of a command; the oldest are forgotten so that the state stays bounded. */
export function rememberAnswer(state: StoryState, commandId: string, answer: CommandAnswer): void {
  state.seen[commandId] ??= answer;
  const ids = Object.keys(state.seen);
  if (ids.length > SEEN_MAX) state.seen = Object.fromEntries(Object.entries(state.seen).slice(ids.length - SEEN_MAX));
}
