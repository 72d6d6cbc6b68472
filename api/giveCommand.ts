import type { Idempotency, Ticket } from '../adapters/database/idempotencyPort.ts';
import type { Commands, CommandStatus, NewCommand } from '../adapters/database/port.ts';
import type { DeliverableCommand, Stories } from '../adapters/temporal/port.ts';
import { AppError } from '../domain/errors.ts';
import { toProblem } from './problem.ts';
import { replay, toStored, type Reply } from './route.ts';

/** How long a request waits for the story before it answers 202; the relay carries the command on. */
const STORY_WAIT_MS = 3_000;

export type CommandDeps = { commands: Commands; idempotency: Idempotency; stories: Stories };

type Given = {
  command: Omit<NewCommand, 'idempotency' | 'caller'>;
  callerId: string;
  ticket: Ticket | undefined;
  requestId: string;
  /** The answer once the story has done it: the resource as it is then. */
  answerDone: () => Promise<Reply>;
  /** Less than usual, where many are given at once. */
  waitMs?: number | undefined;
};

export const presentCommand = ({ id, state, code, referralId, runId }: CommandStatus) => ({
  id,
  state,
  ...(code === null ? {} : { code }),
  referralId,
  runId,
});

/** The first answer of a request that was sent before; undefined when this is the first. */
export async function answerBefore(deps: CommandDeps, given: Omit<Given, 'command'>): Promise<Reply | undefined> {
  if (given.ticket === undefined) return undefined;
  const first = await deps.idempotency.look(given.ticket);
  if (first === undefined) return undefined;
  if (first.answer !== undefined) return replay(first.answer);
  const status = first.resourceId === null ? undefined : await deps.commands.find(first.resourceId);
  // Not answered yet: the first request still waits for the story, or its process ended; the relay settles the latter.
  if (status === undefined || status.state === 'pending') throw new AppError({ code: 'request_in_progress' });
  const reply = await answerOf(given, status);
  await deps.idempotency.remember(given.ticket, toStored(reply));
  return replay(toStored(reply));
}

/**
 * Stores a human decision, then tries to deliver it: 200 when the story has done it, 202 when it waits, the refusal when
 * the story refused. The row is committed before Temporal hears of it, so nothing is lost when Temporal is away.
 */
export async function giveCommand(deps: CommandDeps, given: Given): Promise<Reply> {
  const { command, callerId, ticket } = given;
  const idempotency = ticket === undefined ? undefined : { key: ticket.key, requestHash: ticket.requestHash };
  const recorded = await deps.commands.record({ ...command, caller: callerId, idempotency });
  if (recorded.outcome === 'refused') throw new AppError({ code: recorded.code });
  if (recorded.outcome === 'replayed') {
    const before = await answerBefore(deps, given);
    if (before === undefined) throw new AppError({ code: 'request_in_progress' });
    return before;
  }
  const reply = await deliver(deps, given, recorded.commandId);
  if (ticket !== undefined) await deps.idempotency.remember(ticket, toStored(reply));
  return reply;
}

async function deliver({ stories }: CommandDeps, given: Given, commandId: string): Promise<Reply> {
  const { workflowId, name, actor, payload, referralId, runId } = given.command;
  const message: DeliverableCommand = { workflowId, name, commandId, actor, payload };
  const delivered = await stories.deliver(message, given.waitMs ?? STORY_WAIT_MS);
  const about = { id: commandId, referralId: referralId ?? null, runId: runId ?? null, actor };
  switch (delivered.outcome) {
    case 'done':
    case 'awaiting_second_person':
      return answerOf(given, { ...about, state: delivered.outcome, code: null, facts: {} });
    case 'refused':
      return answerOf(given, { ...about, state: 'refused', code: delivered.code, facts: delivered.facts });
    case 'later':
      return answerOf(given, { ...about, state: 'pending', code: null, facts: {} });
    default:
      return delivered satisfies never;
  }
}

async function answerOf(
  { requestId, answerDone }: Pick<Given, 'requestId' | 'answerDone'>,
  status: CommandStatus,
): Promise<Reply> {
  if (status.state === 'done') return answerDone();
  if (status.state === 'refused') {
    const refusal = new AppError({ code: status.code ?? 'internal_error', facts: status.facts });
    return toProblem(refusal, requestId);
  }
  return { status: 202, headers: { Location: `/v1/commands/${status.id}` }, body: presentCommand(status) };
}
