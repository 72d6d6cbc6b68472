import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  type defineUpdate,
  setHandler,
  type SignalDefinition,
} from '@temporalio/workflow';
import type { CommandAnswer } from '../domain/referral/commands.ts';
import type { Received } from './messages.ts';

/** A flood from outside is kept out of the memory of the worker. */
const WAITING_MAX = 100;
/** A command that is asked again later than so many others gets its first answer from the record. */
const ANSWERS_MAX = 500;

export type Inbox<Name, Message> = { waiting: Received<Name, Message>[]; answers: Map<string, CommandAnswer> };

/** Every human message exists as update and as signal under one name. */
type Command<Name, Wire> = {
  name: Name;
  update: ReturnType<typeof defineUpdate<CommandAnswer, [Wire]>>;
  signal: SignalDefinition<[Wire]>;
};

type Listening<Name, Message, Wire> = {
  commands: readonly Command<Name, Wire>[];
  /** Anybody with a Temporal client can send anything: null for what can be neither answered nor checked. */
  parse: (given: unknown) => Message | null;
  /** What the page of history before this one has not taken yet. */
  waiting?: readonly Received<Name, Message>[];
};

/**
 * Handlers put messages into the inbox, and the story takes one at a time. An update waits until its command has its answer.
 * A command that comes twice is taken once.
 */
export function listen<Name, Message extends { commandId: string }, Wire extends { commandId: string }>({
  commands,
  parse,
  waiting = [],
}: Listening<Name, Message, Wire>): Inbox<Name, Message> {
  const inbox: Inbox<Name, Message> = { waiting: [...waiting], answers: new Map() };
  const isKnown = (commandId: string): boolean =>
    inbox.answers.has(commandId) || inbox.waiting.some(({ message }) => message.commandId === commandId);
  for (const { name, update, signal } of commands) {
    const post = (given: unknown): void => {
      const message = parse(given);
      if (message === null || isKnown(message.commandId) || inbox.waiting.length >= WAITING_MAX) return;
      inbox.waiting.push({ name, message });
    };
    const answer = async (given: Wire): Promise<CommandAnswer> => {
      post(given);
      await condition(() => inbox.answers.has(given.commandId));
      return inbox.answers.get(given.commandId) ?? { outcome: 'refused', code: 'internal_error', facts: {} };
    };
    const validator = (given: unknown): void => {
      const message = parse(given);
      if (message === null) throw ApplicationFailure.nonRetryable('the message is not readable', 'invalid_request');
      if (!isKnown(message.commandId) && inbox.waiting.length >= WAITING_MAX)
        throw ApplicationFailure.nonRetryable('the inbox is full', 'busy');
    };
    setHandler(update, answer, { validator });
    setHandler(signal, post);
  }
  return inbox;
}

/** The oldest message; it leaves the inbox when it has its answer. */
export async function answerNext<Name, Message extends { commandId: string }, State>(
  inbox: Inbox<Name, Message>,
  carryOut: (received: Received<Name, Message>) => Promise<{ answer: CommandAnswer; state: State }>,
): Promise<State> {
  const [received] = inbox.waiting;
  if (received === undefined) throw ApplicationFailure.nonRetryable('the inbox is empty', 'internal_error');
  const { answer, state } = await carryOut(received);
  inbox.answers.set(received.message.commandId, answer);
  inbox.waiting.shift();
  const [oldest] = inbox.answers.keys();
  if (inbox.answers.size > ANSWERS_MAX && oldest !== undefined) inbox.answers.delete(oldest);
  return state;
}

/** Nobody is left without an answer: who comes after the end is told so. */
export async function answerTheRest<Name, Message>(
  inbox: Inbox<Name, Message>,
  answerOne: () => Promise<void>,
): Promise<void> {
  while (inbox.waiting.length > 0 || !allHandlersFinished()) {
    if (inbox.waiting.length > 0) await answerOne();
    else await condition(() => allHandlersFinished() || inbox.waiting.length > 0);
  }
}
