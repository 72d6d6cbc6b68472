import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../../adapters/logger.ts';
import { AppError } from '../../domain/errors.ts';
import { toProblem } from '../problem.ts';
import { requestIdOf } from './requestContext.ts';

/** Every error of every route ends here. What is our fault is logged with its cause and answered without it. */
export const answerProblem =
  (logger: Logger): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) {
      // The time was up and the answer is out; what came later has nobody to go to.
      if (!response.writableEnded) next(error);
      return;
    }
    const { status, headers, body } = toProblem(error, requestIdOf(response));
    if (status >= 500) {
      const cause: unknown = error instanceof AppError ? (error.cause ?? error) : error;
      logger.error({ err: cause, request_id: requestIdOf(response), code: body['code'] }, 'a request failed');
    }
    response
      .status(status)
      .set(headers)
      .send(Buffer.from(JSON.stringify(body)));
  };

export const answerNotFound: RequestHandler = (_request, _response, next) => next(new AppError({ code: 'not_found' }));
