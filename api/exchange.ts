import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Ticket } from '../adapters/database/idempotencyPort.ts';
import { AppError } from '../domain/errors.ts';
import { isId } from '../domain/ids.ts';
import { isCode } from '../domain/plainValues.ts';
import { checkAccess, checkSameSite, type Authenticator } from './auth/authenticate.ts';
import type { Caller } from './auth/caller.ts';
import type { Operation } from './operation.ts';
import { uploadOf, type Upload } from './middleware/readUpload.ts';
import { invalidRequest } from './problem.ts';
import type { Exchange } from './route.ts';

export type ExchangeDeps = { authenticate: Authenticator; publicUrl: string; now: () => Date };

const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** What is easy to guess from a hash of it: a password, and numbers of accounts with those who hold them. */
const KEPT_OUT: ReadonlySet<string> = new Set(['password', 'account']);

/** Keys sorted at every depth: the same request, however it was written down. A secret never enters a hash. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, KEPT_OUT.has(name) ? '' : canonical(part)]));
}

/** What makes an upload the same request again: its name, every byte, and what is said of it beside. */
const identityOf = ({ name, bytes }: Upload, query: unknown): Record<string, unknown> => ({
  name,
  query,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

function ticketOf(request: Request, caller: string, body: unknown): Ticket | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!KEY_SHAPE.test(key)) {
    throw new AppError({
      code: 'invalid_request',
      detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
    });
  }
  const text = `${request.method} ${request.path}\n${JSON.stringify(canonical(body ?? null))}`;
  return { caller, key, requestHash: createHash('sha256').update(text).digest('hex') };
}

function idsOf(operation: Operation, request: Request): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [name, kind] of Object.entries(operation.ids)) {
    const given = request.params[name];
    if (typeof given !== 'string' || !(kind === 'external' ? isCode(given) : isId(kind, given)))
      throw new AppError({ code: 'not_found' });
    ids[name] = given;
  }
  return ids;
}

/** What came in, by the schema of the operation; every field that does not fit is named. */
function parse(schema: z.ZodType | undefined, given: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(given, { reportInput: true });
  if (!result.success) throw invalidRequest(result.error.issues);
  return result.data;
}

/** Who calls and whether they may, before a byte of the body is read. */
export async function admit(operation: Operation, request: Request, deps: ExchangeDeps): Promise<Caller | undefined> {
  const caller = await deps.authenticate({ headers: request.headers, now: deps.now() });
  if (operation.access.kind === 'anybody') {
    if (operation.method !== 'get') checkSameSite({ headers: request.headers, publicUrl: deps.publicUrl });
    return caller;
  }
  if (caller?.kind === 'user' && operation.method !== 'get') {
    checkSameSite({ headers: request.headers, publicUrl: deps.publicUrl });
  }
  checkAccess(operation.access, caller);
  return caller;
}

/** The parsed request. Order: ids, key, precondition, query, body: the cheapest refusal first. */
export function toExchange(
  operation: Operation,
  request: Request,
  caller: Caller | undefined,
  deps: ExchangeDeps,
): Exchange {
  const ids = idsOf(operation, request);
  const hasBody = operation.body !== undefined || operation.upload === true;
  const ifMatch = request.get('if-match') ?? '';
  if (hasBody && caller?.kind === 'api_key' && request.get('idempotency-key') === undefined) {
    throw new AppError({ code: 'idempotency_key_required' });
  }
  if (operation.ifMatch === true && ifMatch === '') throw new AppError({ code: 'precondition_required' });
  const query = parse(operation.query, request.query);
  const upload = operation.upload === true ? uploadOf(request) : undefined;
  const given: unknown =
    upload === undefined ? (hasBody ? (request.body ?? {}) : undefined) : identityOf(upload, query);
  const body = parse(operation.body, given);
  return {
    caller,
    ids,
    query: query as Exchange['query'],
    body,
    upload: upload as Exchange['upload'],
    ticket: hasBody && caller !== undefined ? ticketOf(request, caller.id, given) : undefined,
    ifMatch,
    ticketFor: (name, identifying) => ticketOf(request, name, identifying),
    wantsCsv: request.accepts(['application/json', 'text/csv']) === 'text/csv',
    requestId: String(request.res?.getHeader('x-request-id') ?? ''),
    source: caller?.kind === 'api_key' ? 'api' : 'web',
    now: deps.now(),
  };
}
