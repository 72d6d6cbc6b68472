import createClient from 'openapi-fetch';
import type { paths } from '../../generated/openapi.ts';
import { texts } from '../texts/en.ts';
import { ProblemError, toProblem } from './problem.ts';

/** Typed by the OpenAPI document. The header says that a write comes from this app and not from a foreign page. */
export const api = createClient<paths, 'application/json'>({
  baseUrl: '/',
  headers: { 'X-Requested-With': 'fairlead' },
});

type Answered<Data> = { data?: Data; error?: unknown; response: Response };
type Answer<Data> = { data: Data; status: number };

/**
 * Body and status of a call.
 * @throws ProblemError for every answer that is not 2xx, and with status 0 when there was no answer at all.
 */
export async function answerOf<Data>(call: Promise<Answered<Data>>): Promise<Answer<Data>> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw new ProblemError(0, { detail: texts.ui.unreachable, cause });
  });
  if (!response.ok) throw toProblem(response.status, error);
  return { data: data as Data, status: response.status };
}

/** The body of an answer that is read and not acted on by status. */
export const dataOf = async <Data>(call: Promise<Answered<Data>>): Promise<Data> => (await answerOf(call)).data;
