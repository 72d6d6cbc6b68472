import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Logger } from '../../adapters/logger.ts';
import { AppError } from '../../domain/errors.ts';

const REQUEST_ID = /^[\w.:-]{1,100}$/;
const ANSWER_MAX_MS = 9_500;

export const requestIdOf = (response: ServerResponse): string => String(response.getHeader('x-request-id') ?? '');

function takeRequestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

const isProbe = (request: IncomingMessage): boolean => request.url === '/livez' || request.url === '/readyz';

/** One line per request, with the id that came in or was made; probes are silent. */
export const logRequests = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    genReqId: takeRequestId,
    autoLogging: { ignore: isProbe },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        url: request.url,
      }),
      res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
    },
  });

/** Our own pages and nothing else; Mantine writes its styles into the page. */
export const secureHeaders = (publicUrl: string): RequestHandler => {
  const secure = new URL(publicUrl).protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure,
  });
};

/** No request hangs: after this time it is answered with `unavailable`, whatever it waits for. */
export const boundAnswerTime: RequestHandler = (_request, response, next) => {
  const timer = setTimeout(() => {
    if (!response.headersSent) next(new AppError({ code: 'unavailable' }));
  }, ANSWER_MAX_MS);
  response.once('close', () => clearTimeout(timer));
  next();
};
