import { isReasonFor } from '../../domain/referral/reasons.ts';
import { cancelClock, meetClock } from '../../domain/sla/clocks.ts';
import { mayFollow } from '../../domain/referral/stages.ts';
import { originFacts } from '../../domain/referral/originFacts.ts';
import { estimateFacts } from '../../domain/referral/stepFacts.ts';
import { endAs } from './ending.ts';
import type { Handled } from './refuse.ts';
import { enter, isoOf, record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

type Named<Name extends AdmittedCommand['name']> = AdmittedCommand & { name: Name };

/** The deal's stage by hand; stages may be skipped and gone back. Once an opportunity exists nothing lapses. */
export async function advance(story: Story, command: Named<'advance'>): Promise<Handled> {
  const { state } = story;
  const { stage } = command.payload;
  if (!mayFollow(state.stage, stage))
    return { refusal: { code: 'not_allowed_in_stage', facts: { stage: state.stage, allowed: [] } } };
  state.clocks = meetClock(state.clocks, 'expiry', command.givenAt);
  state.clocks = cancelClock(state.clocks, 'first_contact');
  state.expiresAt = null;
  state.extension = { ...state.extension, request: null };
  const entered = enter(state, stage);
  const facts = {
    ownerId: state.ownerId,
    since: isoOf(state.stageSince),
    ...estimateFacts(state.estimate),
    ...originFacts(state),
  };
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
