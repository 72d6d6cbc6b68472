import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Queryable } from './client.ts';

type Argument = string | number | boolean | Date | null | Readonly<Record<string, unknown>>;

const CASTS = { string: 'text', number: 'int', boolean: 'boolean', date: 'timestamptz', json: 'jsonb' } as const;

/**
 * Calls one of the functions in prisma/migrations and gives back its value. Objects travel as jsonb, dates as
 * timestamptz, null as text. Database failures become AppErrors: `busy`, `unavailable`, `transition_conflict`.
 */
export async function callFunction<Result>(database: Queryable, name: string, ...given: Argument[]): Promise<Result> {
  const { call, values } = toCall(name, given);
  try {
    const rows = await database.$queryRawUnsafe<{ result: Result }[]>(`SELECT ${call} AS result`, ...values);
    return rows[0]?.result as Result;
  } catch (error) {
    throw databaseError(error);
  }
}

/** The same for a function that returns void. */
export async function callProcedure(database: Queryable, name: string, ...given: Argument[]): Promise<void> {
  const { call, values } = toCall(name, given);
  try {
    await database.$executeRawUnsafe(`SELECT ${call}`, ...values);
  } catch (error) {
    throw databaseError(error);
  }
}

function toCall(name: string, given: readonly Argument[]): { call: string; values: unknown[] } {
  const marks = given.map((argument, index) => `$${String(index + 1)}::${castOf(argument)}`);
  const values = given.map((argument) =>
    argument !== null && typeof argument === 'object' && !(argument instanceof Date)
      ? JSON.stringify(argument)
      : argument,
  );
  return { call: `${name}(${marks.join(', ')})`, values };
}

function castOf(argument: Argument): string {
  if (argument === null) return CASTS.string;
  if (argument instanceof Date) return CASTS.date;
  return typeof argument === 'object' ? CASTS.json : CASTS[typeof argument as 'string' | 'number' | 'boolean'];
}

/** SQLSTATE → our code. 55P03 lock not available, 40P01 deadlock, 57014 cancelled, 08/57P connection. */
const SQLSTATE_CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/\b(55P03|40P01|40001)\b/, 'busy'],
  [/\bFL001\b/, 'transition_conflict'],
  [/\bFL002\b/, 'separation_of_duties'],
  [/\b(57014|57P0[123]|08\d{3}|53300)\b/, 'unavailable'],
  [
    /P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|ETIMEDOUT|terminat|NotReachable|SocketTimeout|timeout exceeded|Connection/i,
    'unavailable',
  ],
];

/** Turns a failure of the database driver into an AppError; anything unknown is returned as it is. */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const text = `${'code' in error ? String(error.code) : ''} ${JSON.stringify('meta' in error ? error.meta : '')} ${error.message}`;
  const match = SQLSTATE_CODES.find(([pattern]) => pattern.test(text));
  return match === undefined ? error : new AppError({ code: match[1], cause: error });
}
