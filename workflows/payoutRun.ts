import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  isCancellation,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { PayoutRunActivities } from '../activities/payoutRuns.ts';
import { hasRunEnded, type RunState } from '../domain/commission/payoutRun.ts';
import type { CommandAnswer } from '../domain/referral/commands.ts';
import { isCode } from '../domain/plainValues.ts';
import { handOver } from './handOver.ts';
import { localFirst } from './localFirst.ts';
import { RUN_COMMANDS, type PayoutRunInput, type RunCommandName, type RunMessage } from './messages.ts';

/** Short idempotent database work. */
const database = localFirst<PayoutRunActivities>('20 seconds');

/** Money is on its way: one attempt, and what is unknown afterwards is looked up. */
const rail = proxyActivities<PayoutRunActivities>({ startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 1 } });

const lookup = proxyActivities<PayoutRunActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

const SUBMITTED_AT_ONCE = 10;

type Received = { name: RunCommandName; message: RunMessage };

type Inbox = { waiting: Received[]; answers: Map<string, CommandAnswer> };

/**
 * A batch of payments: prepared by one person (before this begins), released by another, submitted item by item, settled
 * when the bank has paid. Handlers put messages into the inbox; the story below takes one at a time.
 */
export async function payoutRun({ runId, rail: railName }: PayoutRunInput): Promise<RunState> {
  const inbox: Inbox = { waiting: [], answers: new Map() };
  listen(inbox);
  let state = await database.runState({ runId });
  while (!hasRunEnded(state)) {
    if (state === 'released') {
      await submitAll(runId);
      state = await database.finishSubmission({ runId, rail: railName });
      continue;
    }
    await condition(() => inbox.waiting.length > 0);
    state = await answerNext(runId, inbox);
  }
  // Nobody is left without an answer: who comes after the end is told so.
  while (inbox.waiting.length > 0 || !allHandlersFinished()) {
    if (inbox.waiting.length > 0) state = await answerNext(runId, inbox);
    else await condition(() => allHandlersFinished() || inbox.waiting.length > 0);
  }
  return state;
}

function listen(inbox: Inbox): void {
  for (const { name, update, signal } of RUN_COMMANDS) {
    const post = (message: RunMessage): void => {
      if (!isReadable(message)) return;
      const { commandId } = message;
      const isNew = !inbox.answers.has(commandId) && !inbox.waiting.some((one) => one.message.commandId === commandId);
      if (isNew) inbox.waiting.push({ name, message });
    };
    const answer = async (message: RunMessage): Promise<CommandAnswer> => {
      post(message);
      await condition(() => inbox.answers.has(message.commandId));
      return inbox.answers.get(message.commandId) ?? { outcome: 'refused', code: 'internal_error', facts: {} };
    };
    const validator = (message: RunMessage): void => {
      if (!isReadable(message))
        throw ApplicationFailure.nonRetryable('commandId and actor are needed', 'invalid_request');
    };
    setHandler(update, answer, { validator });
    setHandler(signal, post);
  }
}

/** Anybody with a Temporal client can send anything: what has no id and no actor can be neither answered nor checked. */
function isReadable(message: unknown): message is RunMessage {
  if (typeof message !== 'object' || message === null) return false;
  const { commandId, actor, reference, settledOn, statementId } = message as Record<string, unknown>;
  if (!isCode(commandId) || typeof actor !== 'object' || actor === null) return false;
  const { kind, id } = actor as Record<string, unknown>;
  const isOptional = (value: unknown): boolean => value === undefined || isCode(value);
  return isCode(kind) && isCode(id) && [reference, settledOn, statementId].every(isOptional);
}

async function answerNext(runId: string, inbox: Inbox): Promise<RunState> {
  const received = inbox.waiting[0];
  if (received === undefined) throw ApplicationFailure.nonRetryable('the inbox is empty', 'internal_error');
  const { commandId, actor, reference, settledOn, statementId } = received.message;
  // Nothing else is taken along: what is not known here may be something that no database keeps.
  const payload = {
    ...(reference === undefined ? {} : { reference }),
    ...(settledOn === undefined ? {} : { settledOn }),
    ...(statementId === undefined ? {} : { statementId }),
  };
  const command = { commandId, name: received.name, actor: { kind: actor.kind, id: actor.id }, payload };
  const { answer, state } = await database.decideRun({ runId, at: new Date().toISOString(), command });
  inbox.answers.set(commandId, answer);
  inbox.waiting.shift();
  return state;
}

async function submitAll(runId: string): Promise<void> {
  const items = await database.itemsToSubmit({ runId });
  for (let first = 0; first < items.length; first += SUBMITTED_AT_ONCE) {
    await Promise.all(items.slice(first, first + SUBMITTED_AT_ONCE).map(submit));
  }
}

const submit = (itemId: string): Promise<void> =>
  handOver({
    attempt: async (attempt) => {
      try {
        await rail.submitItem({ itemId, attempt, at: new Date().toISOString() });
        return true;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        return false;
      }
    },
    isWithRail: async () => (await lookup.lookUpItem({ itemId })) === 'submitted',
    pause: (seconds) => sleep(`${String(seconds)} seconds`),
  });
