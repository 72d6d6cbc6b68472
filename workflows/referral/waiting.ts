import { durationMs } from '../../domain/duration.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import { database } from './activityProxies.ts';
import { accept, waitInLine } from './deciding.ts';
import { dropQuestion, endAs } from './ending.ts';
import { lookBehind } from './lookBehind.ts';
import { startPromise } from './promises.ts';
import type { Handled } from './refuse.ts';
import { comeBack, runRegistration } from './returning.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';

/** The queue decides who holds a claim; a message, which anybody with a Temporal client can send, only says to look. */
async function claimIs(story: Story, expected: 'held' | 'closing'): Promise<boolean> {
  const { state, input } = story;
  if (state.stage !== 'waitlisted') return false;
  if ((await database.claimState({ referralId: input.referralId })) === expected) return true;
  await lookBehind(story);
  return false;
}

/** The one before ended and the claim passed on. After long waiting the partner first says that it is still good. */
export async function claimPromoted(story: Story): Promise<void> {
  const { state, policy } = story;
  if (state.promotion !== null || !(await claimIs(story, 'held'))) return;
  const waitedMs = now() - (state.waitingSince ?? now());
  if (waitedMs <= durationMs(policy.confirmAfterWaiting))
    return takeTurn(story, { cause: { by: 'system' }, before: [] });
  const dueAt = now() + durationMs(policy.confirmation);
  state.promotion = { dueAt };
  state.position = null;
  state.waitingUntil = null;
  await record(story, {
    cause: { by: 'system' },
    events: [{ type: 'promotion.asked', public: { dueAt: isoOf(dueAt) } }],
    mails: [{ text: 'promoted_asked', receiver: { kind: 'submitter' }, facts: { dueAt: isoOf(dueAt) } }],
  });
}

/** The answer of the partner: the introduction is still good. Who does not want it any more withdraws it. */
export async function confirmPromotion(story: Story, command: AdmittedCommand): Promise<Handled> {
  await takeTurn(story, { cause: { by: command }, before: [{ type: 'promotion.confirmed' }] });
  return { outcome: 'done' };
}

/** Silence: the claim passes on to the next. */
export const missTurn = (story: Story): Promise<void> =>
  endAs(story, { stage: 'expired', reasonCode: 'no_answer', cause: { by: 'timer' }, mail: 'expired' });

/** Its turn: all clocks and a full expiry begin anew, in the stage that was left where it was further on before. */
export async function takeTurn(story: Story, turn: { cause: Told['cause']; before: Told['events'] }): Promise<void> {
  const { state, policy } = story;
  const lengthMs = durationMs(policy.expiry);
  const stage = state.left?.stage;
  state.promotion = null;
  state.left = null;
  if (stage !== undefined && stage !== 'accepted' && stage !== 'waitlisted')
    return comeBack(story, { ...turn, stage, lengthMs, keepsOwner: false });
  const paused = await startPromise(story, 'first_contact', { duration: policy.firstContact, from: now() });
  runRegistration(story, lengthMs);
  await accept(story, { ...turn, paused, mail: 'promoted' });
}

/** From here it may still stand behind another: nobody has agreed on anything with the company. */
const GIVES_WAY: readonly Stage[] = ['accepted', 'contacted'];

/**
 * Two companies were found to be one, and an earlier intake takes the claim: it waits in line, and comes back to the stage
 * that it leaves when its turn comes.
 */
export async function claimYielded(story: Story): Promise<void> {
  const { state, input } = story;
  if (!GIVES_WAY.includes(state.stage) && state.promotion === null) return;
  const claim = await database.takeClaim({ referralId: input.referralId, at: isoOf(now()) });
  if (claim.kind !== 'waitlisted') return lookBehind(story);
  const question = dropQuestion(state);
  if (state.stage !== 'waitlisted') {
    const expiryLeftMs = state.expiresAt === null ? null : Math.max(state.expiresAt - now(), 0);
    state.left = { stage: state.stage, expiryLeftMs };
  }
  state.promotion = null;
  state.extension = { ...state.extension, request: null };
  state.tries = null;
  state.later = null;
  await waitInLine(story, {
    cause: { by: 'system' },
    position: claim.position,
    ...(question === undefined ? {} : { question }),
  });
}

/** The company itself said no to the one before: nothing is left to wait for. */
export async function claimClosed(story: Story): Promise<void> {
  if (!(await claimIs(story, 'closing'))) return;
  await endAs(story, {
    stage: 'declined',
    reasonCode: 'company_not_available',
    cause: { by: 'system' },
    mail: 'declined',
  });
}
