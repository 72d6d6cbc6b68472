import { AppError } from '../../domain/errors.ts';

/** What a statement that cannot be read is answered with; `pointer` says where in it. */
export const unreadable = (pointer: string, message: string): AppError =>
  new AppError({ code: 'invalid_request', facts: { errors: [{ pointer, code: 'invalid', message }] } });
