import { checkQualification } from '../../domain/qualification/checklist.ts';
import { isReasonFor } from '../../domain/referral/reasons.ts';
import { cancelClock, meetClock } from '../../domain/sla/clocks.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import { mayFollow } from '../../domain/referral/stages.ts';
import { endAs } from './ending.ts';
import { chooseOwner, giveTo, ownerAssigned, workMail } from './owners.ts';
import type { Handled } from './refuse.ts';
import { enter, isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';

type Named<Name extends AdmittedCommand['name']> = AdmittedCommand & { name: Name };

/** Any attempt by a person keeps the promise of first contact; only `reached` moves the stage. */
export async function contact(story: Story, command: Named<'contact'>): Promise<Handled> {
  const { state } = story;
  const { channel, outcome } = command.payload;
  const at = attemptTime(command.payload.at);
  state.clocks = meetClock(state.clocks, 'first_contact', at);
  state.attempts += 1;
  state.lastAttempt = { at, channel };
  const moves = outcome === 'reached' && state.stage === 'accepted';
  const events: Told['events'] = [{ type: 'contact.attempted', public: { channel, outcome, attempt: state.attempts } }];
  const mails: StoryMail[] = [];
  const facts = { at: isoOf(at) };
  if (moves) {
    events.push(enter(state, 'contacted'));
    mails.push({ text: 'contacted', receiver: { kind: 'submitter' }, facts: { ...facts, ownerId: state.ownerId } });
  } else if (outcome !== 'reached') {
    mails.push({
      text: 'attempt',
      receiver: { kind: 'submitter' },
      facts: { ...facts, channel, attempts: state.attempts },
    });
  }
  const attempt = { id: command.rowId, at: isoOf(at), channel, outcome, byUserId: command.actor.id };
  await record(story, { cause: { by: command }, events, mails, attempt });
  return { outcome: 'done' };
}

/** An attempt may be logged later than it was made, never earlier. */
function attemptTime(given: string | undefined): number {
  const at = given === undefined ? NaN : Date.parse(given);
  return Number.isNaN(at) ? now() : Math.min(at, now());
}

/** Need, budget, authority and timing; the rule is domain/qualification. */
export async function qualify(story: Story, command: Named<'qualify'>): Promise<Handled> {
  const { state } = story;
  const { outcome, reasonCode, quality } = command.payload;
  state.quality = quality ?? null;
  if (outcome === 'disqualified') {
    if (!isReasonFor('disqualified', reasonCode))
      return { refusal: { code: 'reason_required', facts: { stage: 'disqualified' } } };
    await endAs(story, { stage: 'disqualified', reasonCode, cause: { by: command }, mail: 'disqualified' });
    return { outcome: 'done' };
  }
  const result = checkQualification(command.payload);
  if (!result.passes) return { refusal: { code: 'checklist_incomplete', facts: { lacks: result.lacks } } };
  await handToCloser(story, command);
  return { outcome: 'done' };
}

async function handToCloser(story: Story, command: Named<'qualify'>): Promise<void> {
  const { state } = story;
  const choice = await chooseOwner(story, { duty: 'closer' });
  giveTo(state, choice);
  const { quality } = state;
  const told: StoryMail = {
    text: 'qualified',
    receiver: { kind: 'submitter' },
    facts: { ownerId: choice.ownerId, quality },
  };
  await record(story, {
    cause: { by: command },
    events: [{ ...enter(state, 'qualified'), public: { quality, ...answersOf(command) } }, ownerAssigned(choice)],
    mails: [told, workMail(state)],
  });
}

const answersOf = ({ payload: { need, budget, authority, timeline } }: Named<'qualify'>): Record<string, string> => ({
  need,
  budget,
  authority,
  timeline,
});

/** The deal's stage by hand; stages may be skipped and gone back. Once an opportunity exists nothing lapses. */
export async function advance(story: Story, command: Named<'advance'>): Promise<Handled> {
  const { state } = story;
  const { stage } = command.payload;
  if (!mayFollow(state.stage, stage))
    return { refusal: { code: 'not_allowed_in_stage', facts: { stage: state.stage, allowed: [] } } };
  state.clocks = meetClock(state.clocks, 'expiry', now());
  state.clocks = cancelClock(state.clocks, 'first_contact');
  state.expiresAt = null;
  state.extension = { ...state.extension, request: null };
  const entered = enter(state, stage);
  const facts = { ownerId: state.ownerId, since: isoOf(state.stageSince) };
  await record(story, {
    cause: { by: command },
    events: [entered],
    mails: [{ text: stage, receiver: { kind: 'submitter' }, facts }],
  });
  return { outcome: 'done' };
}

export async function withdraw(story: Story, command: Named<'withdraw'>): Promise<Handled> {
  const { reasonCode } = command.payload;
  if (!isReasonFor('withdrawn', reasonCode))
    return { refusal: { code: 'reason_required', facts: { stage: 'withdrawn' } } };
  await endAs(story, { stage: 'withdrawn', reasonCode, cause: { by: command }, mail: 'withdrawn' });
  return { outcome: 'done' };
}
