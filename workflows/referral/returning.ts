import { hasOpportunity } from '../../domain/referral/stages.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { dutyIn } from '../../domain/routing/chooseOwner.ts';
import { meetClock, startClock } from '../../domain/sla/clocks.ts';
import { canOwn, chooseOwner, giveTo, ownerAssigned, workMail } from './owners.ts';
import { goOn } from './goingOn.ts';
import type { GoneOn, Undo } from './goingOn.ts';
import { startPromise } from './promises.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { Story, Told } from './telling.ts';

export type Return = {
  stage: Stage;
  /** How long the registration runs from now on, where it runs at all. */
  lengthMs: number;
  /** With what it goes on, where it is as if it had not ended. */
  undo?: Undo | undefined;
  cause: Told['cause'];
  before: Told['events'];
  /** Who had it has it again, if they are still here; else it is given out anew. */
  keepsOwner: boolean;
};

/** Holds its claim again, in the stage that it had left: what we promise there is promised anew, unless its end is undone. */
export async function comeBack(
  story: Story,
  { stage, lengthMs, undo, cause, before, keepsOwner }: Return,
): Promise<void> {
  const { state } = story;
  const owned = await ownAgain(story, stage, keepsOwner);
  const { events, mails, ...gone } =
    undo === undefined ? await promiseAnew(story, { stage, lengthMs }) : await goOn(story, undo.stood, undo.at);
  state.position = null;
  state.waitingUntil = null;
  const entered = enter(state, stage);
  const expiresAt = state.expiresAt === null ? null : isoOf(state.expiresAt);
  await record(story, {
    cause,
    events: [...before, entered, ...owned, ...events],
    mails: [
      { text: 'reopened', receiver: { kind: 'submitter' }, facts: { ownerId: state.ownerId, stage, expiresAt } },
      ...mails,
      workMail(state),
    ],
    ...gone,
  });
}

async function promiseAnew(story: Story, { stage, lengthMs }: Pick<Return, 'stage' | 'lengthMs'>): Promise<GoneOn> {
  const { state, policy } = story;
  const from = now();
  // Whoever is back here has an answer, even where the end had left one overdue.
  state.clocks = meetClock(meetClock(state.clocks, 'acknowledge', from), 'review', from);
  const events: Told['events'] = [];
  if (stage === 'accepted' && state.attempts === 0)
    events.push(...(await startPromise(story, 'first_contact', { duration: policy.firstContact, from })));
  if (stage === 'qualified')
    events.push(...(await startPromise(story, 'handover', { duration: policy.handover, from })));
  if (hasOpportunity(stage)) state.expiresAt = null;
  else runRegistration(story, lengthMs);
  return { events, mails: [] };
}

async function ownAgain(story: Story, stage: Stage, keepsOwner: boolean): Promise<Told['events']> {
  const { state } = story;
  if (keepsOwner && state.ownerId !== null && (await canOwn(story, state.ownerId, stage))) return [];
  const choice = await chooseOwner(story, { duty: dutyIn(stage) });
  giveTo(state, choice);
  return [ownerAssigned(choice)];
}

/** The registration runs from now on, for so long, with all its reminders. */
export function runRegistration({ state }: Story, lengthMs: number): void {
  const startedAt = now();
  state.expiresAt = startedAt + lengthMs;
  state.expiryStartedAt = startedAt;
  state.remindersSent = 0;
  state.clocks = startClock(state.clocks, { kind: 'expiry', startedAt, dueAt: state.expiresAt });
}
