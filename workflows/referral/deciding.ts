import { durationMs } from '../../domain/duration.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { cancelClock, findClock, meetClock, startClock } from '../../domain/sla/clocks.ts';
import type { Verdict } from '../../domain/matching/verdict.ts';
import type { Choice } from '../../domain/routing/chooseOwner.ts';
import { endAs } from './ending.ts';
import { enterReview } from './enterReview.ts';
import { chooseOwner, giveTo, ownerAssigned, workMail } from './owners.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { Story, Told } from './telling.ts';

type Cause = Told['cause'];

/** The claim is held: a qualifier takes over and the partner has an answer. */
export async function accept(
  story: Story,
  args: {
    cause: Cause;
    mail: 'accepted' | 'promoted';
    before?: Told['events'];
    /** What stands still from the start, since the partner owes an answer. */
    paused?: Told['events'];
    verdict?: Verdict;
    owner?: Choice;
  },
): Promise<void> {
  const { state } = story;
  const choice = args.owner ?? (await chooseOwner(story, { duty: 'qualifier' }));
  const at = now();
  state.clocks = meetClock(meetClock(state.clocks, 'acknowledge', at), 'review', at);
  giveTo(state, choice);
  state.position = null;
  state.waitingUntil = null;
  const entered = enter(state, 'accepted');
  const promise = findClock(state.clocks, 'first_contact');
  const facts = {
    ownerId: choice.ownerId,
    firstContactDueAt: promise?.paused === undefined ? isoOf(promise?.dueAt ?? at) : null,
    expiresAt: state.expiresAt === null ? null : isoOf(state.expiresAt),
  };
  await record(story, {
    cause: args.cause,
    events: [...(args.before ?? []), entered, ownerAssigned(choice), ...(args.paused ?? [])],
    mails: [
      { text: args.mail, receiver: { kind: 'submitter' }, facts },
      workMail(state, facts.firstContactDueAt === null ? {} : { firstContactDueAt: facts.firstContactDueAt }),
    ],
    ...(args.verdict === undefined ? {} : { verdict: args.verdict }),
  });
}

/** Another referral came first: the place in line is kept, its clock is how long waiting may last. */
export async function waitInLine(
  story: Story,
  args: {
    cause: Cause;
    position: number | null;
    before?: Told['events'];
    question?: NonNullable<Told['question']>;
    verdict?: Verdict;
    owner?: Choice;
    /** Since when it waits and how long it may, where that is not from now on. */
    waits?: { since: number; until: number };
    mails?: readonly StoryMail[];
  },
): Promise<void> {
  const { state, policy } = story;
  const choice = args.owner ?? (await chooseOwner(story, { duty: 'reviewer' }));
  const at = now();
  let clocks = meetClock(meetClock(state.clocks, 'acknowledge', at), 'review', at);
  clocks = cancelClock(cancelClock(clocks, 'first_contact'), 'expiry');
  state.clocks = clocks;
  state.expiresAt = null;
  giveTo(state, choice);
  state.position = args.position;
  state.waitingSince = args.waits?.since ?? at;
  state.waitingUntil = args.waits?.until ?? at + durationMs(policy.waitList);
  await record(story, {
    cause: args.cause,
    events: [...(args.before ?? []), enter(state, 'waitlisted'), ownerAssigned(choice)],
    mails: [
      { text: 'waitlisted', receiver: { kind: 'submitter' }, facts: { position: args.position } },
      ...(args.mails ?? []),
    ],
    ...(args.question === undefined ? {} : { question: args.question }),
    ...(args.verdict === undefined ? {} : { verdict: args.verdict }),
  });
}

/**
 * The company is not to be had: it is too early after an end, where `againFrom` stays the date that was told then, for asking
 * early costs nothing; or another referral stands before it and the program keeps no line. The place goes back in the same
 * step, and who stands there stays unnamed.
 */
export const declineAsTaken = (
  story: Story,
  args: { cause: Cause; againFrom?: string; verdict?: Verdict },
): Promise<void> => endAs(story, { stage: 'declined', reasonCode: 'company_not_available', mail: 'declined', ...args });

/** A person compares, inside the promise of an answer. */
export async function askReviewer(story: Story, verdict: Verdict, choice: Choice): Promise<void> {
  const { state } = story;
  state.candidates = verdict.candidates;
  const promise = findClock(state.clocks, 'acknowledge');
  const dueAt = promise?.dueAt ?? now();
  state.clocks = startClock(state.clocks, { kind: 'review', startedAt: now(), dueAt });
  await enterReview(story, { choice, dueAt, verdict });
}
