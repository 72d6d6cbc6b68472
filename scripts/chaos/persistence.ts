import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, Http } from '../bench/http.ts';
import type { Caller } from '../bench/people.ts';

const AGAIN_MS = 250;
const GIVE_UP_MS = 120_000;

const Problem = z.object({ code: z.string() });
const Command = z.object({ id: z.string(), state: z.string() });

export const codeOf = ({ body }: Answer): string | undefined => Problem.safeParse(body).data?.code;

const isPassing = (answer: Answer): boolean =>
  answer.status >= 500 || (answer.status === 409 && ['busy', 'request_in_progress'].includes(codeOf(answer) ?? ''));

/**
 * Repeats a call with the same idempotency key until it has an answer that stays, as a careful client does while servers
 * die. @throws Error after two minutes.
 */
export async function persist(call: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await call().catch(() => undefined);
    if (answer !== undefined && !isPassing(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`no lasting answer: ${JSON.stringify(answer)}`);
    await pause(AGAIN_MS);
  }
}

/** The same for a command: a 202 is followed until the story has answered. Gives `done` or the code of the refusal. */
export async function persistCommand(http: Http, by: Caller, call: () => Promise<Answer>): Promise<string> {
  const answer = await persist(call);
  const pending = answer.status === 202 ? Command.parse(answer.body) : undefined;
  if (pending === undefined) return answer.status < 300 ? 'done' : (codeOf(answer) ?? String(answer.status));
  const deadline = Date.now() + GIVE_UP_MS;
  while (Date.now() < deadline) {
    const status = await persist(() =>
      http.call({ method: 'GET', path: `/v1/commands/${pending.id}`, headers: by.headers }),
    );
    const { state } = Command.parse(status.body);
    if (state !== 'pending') return state === 'refused' ? (codeOf(status) ?? state) : state;
    await pause(AGAIN_MS);
  }
  throw new Error(`command ${pending.id} is still pending`);
}
