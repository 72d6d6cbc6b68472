export type FieldProblem = { pointer: string; code: string; message: string };

/** What the API said no with (RFC 9457), or that it could not be reached at all (status 0). */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const text = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
    super(text('detail') ?? text('title') ?? `HTTP ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = text('code') ?? 'unknown';
    this.requestId = text('request_id');
    this.fields = Array.isArray(body['errors']) ? body['errors'].filter(isFieldProblem) : [];
    this.facts = body;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isFieldProblem = (value: unknown): value is FieldProblem =>
  isRecord(value) && typeof value['pointer'] === 'string' && typeof value['message'] === 'string';

/** Any body that an error answer may have, made one thing. */
export const toProblem = (status: number, body: unknown): ProblemError =>
  new ProblemError(status, isRecord(body) ? body : {});

export const isProblem = (error: unknown, code?: string): error is ProblemError =>
  error instanceof ProblemError && (code === undefined || error.code === code);

/** `/account/iban` → the field it stands in. */
export const fieldErrorsOf = ({ fields }: ProblemError): Record<string, string> =>
  Object.fromEntries(fields.map(({ pointer, message }) => [pointer.split('/').at(-1) ?? '', message]));
