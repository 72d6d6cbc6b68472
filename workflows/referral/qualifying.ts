import type { Checklist } from '../../domain/qualification/checklist.ts';
import { checkQualification } from '../../domain/qualification/checklist.ts';
import { checkLater } from '../../domain/qualification/later.ts';
import { isReasonFor } from '../../domain/referral/reasons.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { findClock } from '../../domain/sla/clocks.ts';
import { toOwner } from './attempts.ts';
import { endAs } from './ending.ts';
import { moveExpiry } from './extension.ts';
import { chooseOwner, giveTo, ownerAssigned, workMail } from './owners.ts';
import { startPromise } from './promises.ts';
import type { Handled } from './refuse.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

type Qualify = AdmittedCommand & { name: 'qualify' };

/** Need, budget, authority and timing; the rules are domain/qualification. */
export async function qualify(story: Story, command: Qualify): Promise<Handled> {
  const { state } = story;
  const { outcome, reasonCode, quality } = command.payload;
  state.checklist = checklistOf(command.payload);
  if (outcome === 'later') return putOff(story, command);
  if (outcome === 'disqualified') {
    if (!isReasonFor('disqualified', reasonCode))
      return { refusal: { code: 'reason_required', facts: { stage: 'disqualified' } } };
    state.quality = quality ?? null;
    await endAs(story, { stage: 'disqualified', reasonCode, cause: { by: command }, mail: 'disqualified' });
    return { outcome: 'done' };
  }
  const result = checkQualification(command.payload);
  if (!result.passes) return { refusal: { code: 'checklist_incomplete', facts: { lacks: result.lacks } } };
  state.quality = quality ?? null;
  state.qualifiedBy = command.actor.id;
  await handToCloser(story, command);
  return { outcome: 'done' };
}

async function handToCloser(story: Story, command: Qualify): Promise<void> {
  const { state } = story;
  const choice = await chooseOwner(story, { duty: 'closer' });
  giveTo(state, choice);
  const paused = await startPromise(story, 'handover', { duration: story.policy.handover, from: now() });
  state.later = null;
  const { quality } = state;
  const told: StoryMail = {
    text: 'qualified',
    receiver: { kind: 'submitter' },
    facts: { ownerId: choice.ownerId, quality, firstStepDueAt: firstStepDueAt(state) },
  };
  await record(story, {
    cause: { by: command },
    events: [
      { ...enter(state, 'qualified'), public: { quality, ...answersOf(command) } },
      ownerAssigned(choice),
      ...paused,
    ],
    mails: [told, workMail(state)],
  });
}

function firstStepDueAt({ clocks }: Story['state']): string | null {
  const promise = findClock(clocks, 'handover');
  return promise === undefined || promise.paused !== undefined ? null : isoOf(promise.dueAt);
}

const checklistOf = ({ need, budget, authority, timeline, authorityPath }: Qualify['payload']): Checklist => ({
  need,
  budget,
  authority,
  timeline,
  ...(authorityPath === undefined ? {} : { authorityPath }),
});

const answersOf = ({ payload: { need, budget, authority, timeline } }: Qualify): Record<string, string> => ({
  need,
  budget,
  authority,
  timeline,
});

/** Good, but not now: claim and stage stay, and the registration lives until after the next conversation. Once. */
async function putOff(story: Story, command: Qualify): Promise<Handled> {
  const { state } = story;
  const { recontactOn, quality } = command.payload;
  if (recontactOn === undefined) return { refusal: { code: 'invalid_request', facts: { lacks: ['recontactOn'] } } };
  const result = checkLater({ recontactOn, now: now(), postponed: state.postponed });
  if (!result.ok) return { refusal: { code: result.code, facts: result.facts } };
  const { recontactAt, expiresAt } = result;
  state.later = { recontactAt, reminded: false };
  state.postponed = true;
  state.quality = quality ?? null;
  moveExpiry(story, expiresAt);
  const facts = { recontactAt: isoOf(recontactAt), expiresAt: isoOf(expiresAt) };
  await record(story, {
    cause: { by: command },
    events: [{ type: 'qualification.postponed', public: { ...facts, quality: state.quality, ...answersOf(command) } }],
    mails: [{ text: 'later', receiver: { kind: 'submitter' }, facts: { ...facts, quality: state.quality } }],
  });
  return { outcome: 'done' };
}

/** It is time to talk again: the owner is reminded, once. */
export async function remindToRecontact(story: Story): Promise<void> {
  const { state } = story;
  if (state.later === null) return;
  state.later = { ...state.later, reminded: true };
  const recontactAt = isoOf(state.later.recontactAt);
  await record(story, {
    cause: { by: 'timer' },
    events: [{ type: 'clock.reminded', public: { kind: 'recontact', dueAt: recontactAt } }],
    mails: toOwner(story, { text: 'recontact_due', facts: { recontactAt, ownerId: state.ownerId } }),
  });
}
