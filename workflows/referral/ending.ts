import { durationMs } from '../../domain/duration.ts';
import { isContestable } from '../../domain/cases/kinds.ts';
import { standingAt } from '../../domain/referral/standing.ts';
import { REASON_OF } from '../../domain/matching/vendorKnowledge.ts';
import { claimPassesOn, coolsOff } from '../../domain/referral/reasons.ts';
import type { LaterVerdict, Verdict } from '../../domain/matching/verdict.ts';
import type { EndStage } from '../../domain/referral/reasons.ts';
import { cancelClock, meetClock } from '../../domain/sla/clocks.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import type { MailKey } from '../../domain/texts/mailKeys.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { Story, Told } from './telling.ts';

type EndMail = Extract<MailKey, EndStage>;

/** Nothing is owed on this referral any more. A no is an answer too; whether the end is news is for `record` to see. */
function stopClocks({ state }: Story, stage: EndStage, at: number): void {
  if (stage === 'declined')
    for (const kind of ['acknowledge', 'review'] as const) state.clocks = meetClock(state.clocks, kind, at);
  for (const { kind } of state.clocks)
    if (kind !== 'status_update' && kind !== 'handover') state.clocks = cancelClock(state.clocks, kind);
}

/** If they buy shortly after a registration has lapsed, the credit is checked by itself. Who only waited had none. */
const hasTail = ({ state }: Story, stage: EndStage): boolean =>
  stage === 'expired' && (state.stage !== 'waitlisted' || state.promotion !== null);

/** A question that nobody has to answer any more; the caller records what it gives. */
export function dropQuestion(state: StoryState): Told['question'] {
  if (state.question === null) return undefined;
  const { id } = state.question;
  state.question = null;
  state.clocks = cancelClock(state.clocks, 'information');
  return { state: 'dropped', id };
}

/** What a person has ended was over when they said so, also where we heard it late. */
const givenAt = ({ by }: Told['cause']): number => (typeof by === 'string' ? now() : by.givenAt);

/**
 * The terminal transition: stage and reason, the claim released with its reason in the same transaction, and everybody
 * told. Whether the claim passes on follows from the reason.
 */
export async function endAs(
  story: Story,
  args: {
    stage: EndStage;
    reasonCode: string;
    cause: Told['cause'];
    mail: EndMail;
    /** What led to it, told in the same step. */
    before?: Pick<Told, 'events' | 'attempt' | 'question'>;
    /** The date of a new try, where that is not a cool-off from now on. */
    againFrom?: string;
    verdict?: Verdict | LaterVerdict;
    /** The referral of the same partner that goes on in its place. */
    joined?: { joinedId: string; joinedNumber: string };
  },
): Promise<void> {
  const { state, policy } = story;
  const at = now();
  const stood = args.stage === 'withdrawn' ? { stood: standingAt(state, givenAt(args.cause)) } : {};
  const question = args.before?.question ?? dropQuestion(state);
  stopClocks(story, args.stage, at);
  const againFrom = coolsOff(args.stage, args.reasonCode)
    ? (args.againFrom ?? isoOf(at + durationMs(policy.coolOff)))
    : null;
  const tailUntil = hasTail(story, args.stage) ? isoOf(at + durationMs(policy.tail)) : null;
  const supersededRow = state.pendingWin?.rowId;
  const contestUntil = isContestable(args.stage) ? isoOf(at + durationMs(policy.contest)) : null;
  const lookBack = args.reasonCode === REASON_OF.look_back ? { lookBack: policy.lookBack } : {};
  const dates = { at: isoOf(at), againFrom, contestUntil, tailUntil };
  state.outcome = { reasonCode: args.reasonCode, ...dates, from: state.stage, ...lookBack, ...args.joined };
  const expiryLeftMs = state.expiresAt === null ? null : Math.max(state.expiresAt - at, 0);
  state.left = { ...(state.left ?? { stage: state.stage, expiryLeftMs }), ...stood };
  state.waitingUntil = null;
  state.promotion = null;
  state.pendingWin = null;
  state.extension = { ...state.extension, request: null };
  state.tries = null;
  state.later = null;
  await record(story, {
    cause: args.cause,
    events: [...(args.before?.events ?? []), { ...enter(state, args.stage), reasonCode: args.reasonCode }],
    ...(args.before?.attempt === undefined ? {} : { attempt: args.before.attempt }),
    mails: [{ text: args.mail, receiver: { kind: 'submitter' }, facts: { ...state.outcome } }],
    claim: { kind: 'release', reason: args.reasonCode, passesOn: claimPassesOn(args.stage, args.reasonCode) },
    ...(question === undefined ? {} : { question }),
    supersededRow,
    ...(args.verdict === undefined ? {} : { verdict: args.verdict }),
  });
}
