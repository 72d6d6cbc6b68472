import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { StoredAnswer, Ticket } from '../../adapters/database/idempotencyPort.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { approveCommissions } from '../operations/approvals.ts';
import { toProblem } from '../problem.ts';
import { replay, route, toStored, type Exchange, type Reply, type Route } from '../route.ts';
import type { Approvals } from '../schemas/approvals.ts';
import type { Commission } from '../schemas/commissions.ts';
import { commandLine, type MoneyCommandDeps } from './decideCommission.ts';

type Result = z.output<typeof Approvals>['data'][number];
type Asked = Exchange<typeof approveCommissions>;
type Item = Asked['body']['items'][number];

/** As many lines at once as the stories of one process answer without waiting for each other. */
const AT_ONCE = 20;
/** What is not answered by then is stored and goes on by itself: no request hangs. */
const ANSWER_WITHIN_MS = 6_000;
const WAIT_MIN_MS = 50;
const WAIT_MAX_MS = 3_000;
/** For so long a repeat waits for the first request; the rest is left to go on with what that one, broken off, left. */
const FIRST_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 200;

/** The key of one line in the request: its repeat is known, also where the request before it was broken off in the middle. */
const ticketOf = (ticket: Ticket | undefined, { id }: Item): Ticket | undefined =>
  ticket && { ...ticket, key: createHash('sha256').update(`${ticket.key}\n${id}`).digest('hex') };

function resultOf(id: string, { status, body }: Pick<Reply, 'status' | 'body'>): Result {
  if (status === 200) {
    const { state, approvals, approvalsRequired } = body as z.output<typeof Commission>;
    return { id, outcome: 'done', state, approvals: approvals.length, approvalsRequired };
  }
  const said = body as { id?: string; code?: string; title?: string; detail?: string };
  if (status === 202) return { id, outcome: 'pending', commandId: said.id ?? '' };
  return { id, outcome: 'refused', code: said.code ?? 'internal_error', why: said.detail ?? said.title ?? '' };
}

/** The answer of the first request, which may still run: a double click has one answer. */
async function firstAnswer({ idempotency }: MoneyCommandDeps, ticket: Ticket): Promise<StoredAnswer | undefined> {
  const until = Date.now() + FIRST_WITHIN_MS;
  for (;;) {
    const first = await idempotency.look(ticket);
    if (first?.answer !== undefined || Date.now() >= until) return first?.answer;
    await pause(LOOK_EVERY_MS);
  }
}

/** A repeat of one line comes as the text that was kept. */
const bodyOf = ({ body, text }: Reply): unknown => (text === undefined ? body : JSON.parse(text));

async function approveOne(deps: MoneyCommandDeps, exchange: Asked, item: Item, until: number): Promise<Result> {
  const { caller, requestId, source, now } = exchange;
  const { id, contentHash } = item;
  const waitMs = Math.min(Math.max(until - Date.now(), WAIT_MIN_MS), WAIT_MAX_MS);
  const asked = { caller, requestId, source, now, ids: { id }, ticket: ticketOf(exchange.ticket, item), waitMs };
  try {
    const decision = { name: 'approveCommission', payload: { contentHash }, texts: {}, stepUp: true } as const;
    const reply = await commandLine(deps, asked, decision);
    return resultOf(id, { status: reply.status, body: bodyOf(reply) });
  } catch (error) {
    // Whose command is stored is not refused, whatever went wrong here: the first request or the relay carries it out.
    const stored = asked.ticket && (await deps.idempotency.look(asked.ticket));
    if (stored?.resourceId) return { id, outcome: 'pending', commandId: stored.resourceId };
    return resultOf(id, toProblem(error, requestId));
  }
}

/** Each line by the same way as one alone; what is refused of one stops none of the others. */
export const approveCommissionsRoute = (deps: MoneyCommandDeps): Route =>
  route(approveCommissions, async (exchange) => {
    const { caller, now, ticket, body } = exchange;
    const until = Date.now() + ANSWER_WITHIN_MS;
    const kept = ticket && (await deps.idempotency.look(ticket));
    if (kept?.answer !== undefined) return replay(kept.answer);
    // Before the key is taken: who proves who they are and sends it again waits for no first request.
    checkStepUp(caller, { now, stepUpMs: deps.stepUpMs });
    const first = ticket && (await deps.idempotency.take(ticket));
    const answer = first && (await firstAnswer(deps, ticket));
    if (answer !== undefined) return replay(answer);
    const data: Result[] = [];
    for (let done = 0; done < body.items.length; done += AT_ONCE) {
      const some = body.items.slice(done, done + AT_ONCE);
      data.push(...(await Promise.all(some.map((item) => approveOne(deps, exchange, item, until)))));
    }
    const reply = { status: 200, body: { data } };
    if (ticket !== undefined) await deps.idempotency.remember(ticket, toStored(reply));
    return reply;
  });
