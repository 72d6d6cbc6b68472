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
import type { Story } from './telling.ts';

/**
 * Handlers record facts, the story decides: each message is put into the inbox, and the story takes one at a time. An
 * update waits until its command has its answer, which is after the projection was written, so a caller reads its own
 * write.
 */
export function listen(story: Story): void {
  const { state } = story;
  for (const { name, update, signal } of REFERRAL_COMMANDS) {
    const post = (given: unknown): void => {
      state.inbox.push({ kind: 'command', name, given });
    };
    const answer = async (given: { commandId: string }): Promise<CommandAnswer> => {
      const { commandId } = given;
      if (state.seen[commandId] === undefined) post(given);
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
  setHandler(claimPromotedSignal, ({ eventId }) => void state.inbox.push({ kind: 'claimPromoted', eventId }));
  setHandler(claimClosedSignal, ({ eventId }) => void state.inbox.push({ kind: 'claimClosed', eventId }));
  setHandler(
    runSettledSignal,
    ({ eventId, outcome, commissionIds }) =>
      void state.inbox.push({ kind: 'runSettled', eventId, outcome, commissionIds }),
  );
  setHandler(explainQuery, () => {
    const { situation, action, who, dueAt } = nextStepOf(state);
    return { stage: state.stage, situation, action, who, dueAt, state };
  });
}
