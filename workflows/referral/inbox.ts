import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { nextStepOf } from '../../domain/referral/explain.ts';
import { parseCommand } from '../../domain/referral/parseCommand.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import {
  REFERRAL_COMMANDS,
  caseDecidedSignal,
  claimClosedSignal,
  claimPromotedSignal,
  claimYieldedSignal,
  crmChangedSignal,
  dealCorrectedSignal,
  dealPaymentSignal,
  dealRefundSignal,
  explainQuery,
  recheckSignal,
  rateConfirmedSignal,
  runSettledSignal,
} from '../messages.ts';
import { HINT_KINDS } from '../../domain/referral/storyState.ts';
import type { HintKind, StoryState } from '../../domain/referral/storyState.ts';
import type { Story } from './telling.ts';

/** More than people and machines of ours ever send before one is taken; a flood is kept out of the memory of the worker. */
const INBOX_MAX = 500;
const MESSAGE_LENGTH_MAX = 32_768;

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
      if (isAnswered(given)) return;
      if (!fits(state, given)) state.dropped += 1;
      else {
        const parsed = parseCommand(name, given);
        if (parsed.ok) state.inbox.push({ kind: 'command', name, given });
        else noteUnreadable(state, { name, problem: parsed.problem });
      }
    };
    const answer = async (given: { commandId: string }): Promise<CommandAnswer> => {
      const { commandId } = given;
      post(given);
      await condition(() => state.seen[commandId] !== undefined || story.turnedAway.has(given));
      if (story.turnedAway.delete(given)) throw ApplicationFailure.nonRetryable('the id is in use', 'forbidden');
      return state.seen[commandId] as CommandAnswer;
    };
    const validator = (given: unknown): void => {
      const parsed = parseCommand(name, given);
      if (!parsed.ok) throw ApplicationFailure.nonRetryable(parsed.problem, 'invalid_request');
      if (!isAnswered(given) && !fits(state, given)) throw ApplicationFailure.nonRetryable('the inbox is full', 'busy');
    };
    setHandler(update, answer, { validator });
    setHandler(signal, post);
  }
  const hint = (kind: HintKind) => (): void => {
    noteHint(state, kind);
  };
  setHandler(claimPromotedSignal, hint('claimPromoted'));
  setHandler(claimClosedSignal, hint('claimClosed'));
  setHandler(claimYieldedSignal, hint('claimYielded'));
  setHandler(runSettledSignal, hint('linesChanged'));
  setHandler(recheckSignal, hint('linesChanged'));
  setHandler(rateConfirmedSignal, hint('rateConfirmed'));
  setHandler(caseDecidedSignal, hint('caseDecided'));
  setHandler(crmChangedSignal, hint('crmChanged'));
  setHandler(dealRefundSignal, hint('dealRefund'));
  setHandler(dealPaymentSignal, hint('dealPayment'));
  setHandler(dealCorrectedSignal, hint('dealCorrected'));
  setHandler(explainQuery, () => {
    if (!story.isTaken) throw new Error('this run has not read its record yet: ask again');
    const { situation, action, who, dueAt } = nextStepOf(state);
    return { stage: state.stage, situation, action, who, dueAt, state };
  });
}

/** A signal may come without any argument, which is no JSON. */
const fits = ({ inbox }: StoryState, given: unknown = null): boolean =>
  inbox.length < INBOX_MAX && JSON.stringify(given).length <= MESSAGE_LENGTH_MAX;

/**
 * A signal of no readable shape changes nothing but is not swallowed: it is counted, and the record says what was wrong with
 * the first of those that come together. Its id is not remembered, since it may be that of a real command.
 */
function noteUnreadable(state: StoryState, first: { name: string; problem: string }): void {
  state.unreadable += 1;
  if (!state.inbox.slice(1).some(({ kind }) => kind === 'unreadable'))
    state.inbox.push({ kind: 'unreadable', ...first });
}

/** One of a kind is enough while it waits; the first in the inbox may be looked into already, so it does not count. */
function noteHint({ inbox }: StoryState, kind: HintKind): void {
  if (!inbox.slice(1).some((message) => message.kind === kind)) inbox.push({ kind });
}

/** The run before may have been told something that it did not live to look into. */
export function lookAround({ state }: Story): void {
  for (const kind of HINT_KINDS) noteHint(state, kind);
}
