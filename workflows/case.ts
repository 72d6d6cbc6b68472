import { allHandlersFinished, ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import type { CaseActivities } from '../activities/cases.ts';
import { isCaseOver } from '../domain/cases/caseState.ts';
import type { CaseCommandName, CaseStage, CaseState } from '../domain/cases/caseState.ts';
import { parseCaseMessage } from '../domain/cases/parseMessage.ts';
import type { CaseMessage } from '../domain/cases/parseMessage.ts';
import { nextCaseDeadline } from '../domain/cases/promises.ts';
import type { CommandAnswer } from '../domain/referral/commands.ts';
import { localFirst } from './localFirst.ts';
import { CASE_COMMANDS, caseStateQuery, type CaseInput } from './messages.ts';

/** Short idempotent database work. */
const database = localFirst<CaseActivities>('20 seconds');

/** A flood from outside is kept out of the memory of the worker. */
const INBOX_MAX = 100;

type Received = { name: CaseCommandName; message: CaseMessage };

type Inbox = { waiting: Received[]; answers: Map<string, CommandAnswer> };

/**
 * A partner contests a decision: a first answer and a decision are promised, somebody who took no part decides, and once
 * it may be looked at again. Handlers put messages into the inbox; the story takes one at a time, and lets the clock
 * strike in between. The row of the case is its memory, so a run that is lost is simply begun anew.
 */
export async function contestedCase({ caseId }: CaseInput): Promise<CaseStage> {
  const inbox: Inbox = { waiting: [], answers: new Map() };
  listen(inbox);
  let state = await database.caseState({ caseId });
  setHandler(caseStateQuery, () => state);
  while (!isCaseOver(state.state)) {
    if (inbox.waiting.length > 0) state = await answerNext(caseId, inbox);
    else state = await waitOrPassTime(caseId, state, inbox);
  }
  // Nobody is left without an answer: who comes after the end is told so.
  while (inbox.waiting.length > 0 || !allHandlersFinished()) {
    if (inbox.waiting.length > 0) await answerNext(caseId, inbox);
    else await condition(() => allHandlersFinished() || inbox.waiting.length > 0);
  }
  return state.state;
}

/** Sleeps until a message comes or the next deadline; what is due happens once and in order, also after an outage. */
async function waitOrPassTime(caseId: string, state: CaseState, inbox: Inbox): Promise<CaseState> {
  const deadline = nextCaseDeadline(state);
  const leftMs = deadline === undefined ? undefined : deadline.at - Date.now();
  if (deadline !== undefined && leftMs !== undefined && leftMs <= 0)
    return database.passCaseTime({ caseId, at: new Date().toISOString(), dueAt: deadline.at });
  const heard = (): boolean => inbox.waiting.length > 0;
  if (leftMs === undefined) await condition(heard);
  else await condition(heard, leftMs);
  return state;
}

function listen(inbox: Inbox): void {
  for (const { name, update, signal } of CASE_COMMANDS) {
    const isKnown = ({ commandId }: { commandId: string }): boolean =>
      inbox.answers.has(commandId) || inbox.waiting.some((one) => one.message.commandId === commandId);
    const post = (given: unknown): void => {
      const message = parseCaseMessage(given);
      if (message !== null && !isKnown(message) && inbox.waiting.length < INBOX_MAX)
        inbox.waiting.push({ name, message });
    };
    const answer = async (given: { commandId: string }): Promise<CommandAnswer> => {
      post(given);
      await condition(() => inbox.answers.has(given.commandId));
      return inbox.answers.get(given.commandId) ?? { outcome: 'refused', code: 'internal_error', facts: {} };
    };
    const validator = (given: unknown): void => {
      const message = parseCaseMessage(given);
      if (message === null) throw ApplicationFailure.nonRetryable('the message is not readable', 'invalid_request');
      if (!isKnown(message) && inbox.waiting.length >= INBOX_MAX)
        throw ApplicationFailure.nonRetryable('the inbox is full', 'busy');
    };
    setHandler(update, answer, { validator });
    setHandler(signal, post);
  }
}

async function answerNext(caseId: string, inbox: Inbox): Promise<CaseState> {
  const received = inbox.waiting[0];
  if (received === undefined) throw ApplicationFailure.nonRetryable('the inbox is empty', 'internal_error');
  const { commandId, actor, payload, texts } = received.message;
  const command = { commandId, name: received.name, actor, payload, texts };
  const { answer, state } = await database.commandCase({ caseId, at: new Date().toISOString(), command });
  inbox.answers.set(commandId, answer);
  inbox.waiting.shift();
  return state;
}
