import type { Express, RequestHandler, Response } from 'express';
import { AppError } from '../domain/errors.ts';
import type { Caller } from './auth/caller.ts';
import { admit, toExchange, type ExchangeDeps } from './exchange.ts';
import { readJson } from './middleware/readJson.ts';
import { readUpload } from './middleware/readUpload.ts';
import type { Reply, Route } from './route.ts';

const expressPath = (path: string): string => `/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

function send(response: Response, { status, body, text, bytes, headers }: Reply): void {
  // The bound on time may have answered already.
  if (response.headersSent) return;
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (body === undefined && text === undefined && bytes === undefined) {
    response.end();
    return;
  }
  if (headers?.['Content-Type'] === undefined) response.set('Content-Type', 'application/json; charset=utf-8');
  response.send(bytes === undefined ? Buffer.from(text ?? JSON.stringify(body)) : Buffer.from(bytes));
}

/** parse → authorise → act → answer, for one operation; the body is read only once the caller may come in. */
function handlersOf({ operation, act }: Route, deps: ExchangeDeps): RequestHandler[] {
  const enter: RequestHandler = async (request, response, next) => {
    response.locals['caller'] = await admit(operation, request, deps);
    next();
  };
  const answer: RequestHandler = async (request, response) => {
    const caller = response.locals['caller'] as Caller | undefined;
    send(response, await act(toExchange(operation, request, caller, deps)));
  };
  if (operation.upload === true) return [enter, readUpload, answer];
  return operation.body === undefined ? [enter, answer] : [enter, ...readJson, answer];
}

/** Mounts the routes below /v1; a known path with another method is 405 with what it knows. */
export function bindRoutes(app: Express, routes: readonly Route[], deps: ExchangeDeps): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const path = expressPath(route.operation.path);
    app[route.operation.method](path, ...handlersOf(route, deps));
    methods.set(path, [...(methods.get(path) ?? []), route.operation.method.toUpperCase()]);
  }
  for (const [path, known] of methods) {
    const allow = [...known, ...(known.includes('GET') ? ['HEAD'] : [])].join(', ');
    app.all(path, (_request, _response, next) => next(new AppError({ code: 'method_not_allowed', facts: { allow } })));
  }
}
