import express, { type Request, type RequestHandler } from 'express';
import { AppError } from '../../domain/errors.ts';

const BODY_MAX = '256kb';
const isJson = (type: string): boolean => /^application\/([\w.+-]+\+)?json\b/i.test(type);

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const requireJson: RequestHandler = (request, _response, next) => {
  const isOther = hasBody(request) && !isJson(request.headers['content-type'] ?? '');
  next(isOther ? new AppError({ code: 'unsupported_media_type' }) : undefined);
};

/** The body of a request as JSON of at most 256 kB; what cannot be read is named by api/problem.ts. */
export const readJson: readonly RequestHandler[] = [
  requireJson,
  express.json({ limit: BODY_MAX, type: (request) => isJson(request.headers['content-type'] ?? '') }),
];
