import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { nextStepOf } from '../../domain/referral/explain.ts';
import { parseCommand } from '../../domain/referral/parseCommand.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import {
  REFERRAL_COMMANDS,
  claimClosedSignal,
  claimPromotedSignal,
  explainQuery,
  runSettledSignal,
} from '../messages.ts';
import type { InboxMessage } from '../../domain/referral/storyState.ts';
import type { Story } from './telling.ts';

/**
 * Handlers record facts, the story decides: each message is put into the inbox, and the story takes one at a time. An
 * update waits until its command has its answer, which is after the projection was written, so a caller reads its own
 * write.
 */
export function listen(story: Story): void {
  const { state } = story;
  const isAnswered = (given: unknown): boolean =>
    typeof given === 'object' &&
    given !== null &&
    'commandId' in given &&
    typeof given.commandId === 'string' &&
    Object.hasOwn(state.seen, given.commandId);
  for (const { name, update, signal } of REFERRAL_COMMANDS) {
    // A repeat of what is answered is passed over at once: thousands of them must not cost a promise each.
    const post = (given: unknown): void => {
      if (!isAnswered(given)) state.inbox.push({ kind: 'command', name, given });
    };
    const answer = async (given: { commandId: string }): Promise<CommandAnswer> => {
      const { commandId } = given;
      post(given);
      await condition(() => state.seen[commandId] !== undefined);
      return state.seen[commandId] as CommandAnswer;
    };
    const validator = (given: unknown): void => {
      const parsed = parseCommand(name, given);
      if (!parsed.ok) throw ApplicationFailure.nonRetryable(parsed.problem, 'invalid_request');
    };
    setHandler(update, answer, { validator });
    setHandler(signal, post);
  }
  // Anybody with a Temporal client can send anything: what names no event is not heard, and never stops the story.
  const note = (kind: Exclude<InboxMessage['kind'], 'command'>) => (given: unknown) => {
    const eventId = eventIdOf(given);
    if (eventId !== null) state.inbox.push({ kind, eventId });
  };
  setHandler(claimPromotedSignal, note('claimPromoted'));
  setHandler(claimClosedSignal, note('claimClosed'));
  setHandler(runSettledSignal, note('runSettled'));
  setHandler(explainQuery, () => {
    const { situation, action, who, dueAt } = nextStepOf(state);
    return { stage: state.stage, situation, action, who, dueAt, state };
  });
}

const EVENT_ID_LENGTH_MAX = 200;

function eventIdOf(given: unknown): string | null {
  if (typeof given !== 'object' || given === null || !('eventId' in given)) return null;
  const { eventId } = given;
  return typeof eventId === 'string' && eventId !== '' && eventId.length <= EVENT_ID_LENGTH_MAX ? eventId : null;
}
