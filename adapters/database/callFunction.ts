import { AppError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Queryable } from './client.ts';

type Argument = string | number | boolean | Date | null | readonly string[] | Readonly<Record<string, unknown>>;

const CASTS = { string: 'text', number: 'int', boolean: 'boolean', date: 'timestamptz', json: 'jsonb' } as const;

/**
 * Calls one of the functions in prisma/migrations and gives back its value. Objects and lists travel as jsonb, dates as
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

/** What PostgreSQL (SQLSTATE), Prisma, its driver adapter and the network call it → our code. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  '55P03': 'busy', // lock not available
  '40P01': 'busy', // deadlock
  '40001': 'busy', // serialization
  P2034: 'busy',
  FL001: 'transition_conflict',
  FL002: 'separation_of_duties',
  FL018: 'deal_credited',
  FL010: 'against_the_record', // append-only
  FL011: 'against_the_record', // the books
  FL012: 'against_the_record', // lines
  FL013: 'against_the_record', // what was taken back
  FL014: 'against_the_record', // runs
  FL015: 'against_the_record', // months
  FL016: 'against_the_record', // rates
  FL017: 'against_the_record', // findings
  FL019: 'against_the_record', // invoices of partners
  FL020: 'against_the_record', // renewals and further deals
  '57014': 'unavailable', // cancelled, for instance by the bound on its time
  '57P01': 'unavailable', // shutting down
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '53300': 'unavailable', // too many connections
  ...Object.fromEntries(
    ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']
      .concat(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'])
      .concat(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'])
      .map((name) => [name, 'unavailable' as const]),
  ),
};

/** The driver says these without any code. They count as a whole, for a message may quote what somebody has typed. */
const SAID_WITHOUT_CODE: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
]);

type Cause = { originalCode?: unknown; code?: unknown; kind?: unknown };

/** The driver's own word first: Prisma's code for a raw statement only says that it failed. */
function codesOf(error: Error): string[] {
  const meta = 'meta' in error ? (error.meta as { driverAdapterError?: { cause?: Cause } } | undefined) : undefined;
  const { originalCode, code, kind } = meta?.driverAdapterError?.cause ?? {};
  const own = ['code' in error ? error.code : undefined, 'errorCode' in error ? error.errorCode : undefined];
  return [originalCode, code, kind, ...own].filter((one) => typeof one === 'string');
}

function meaningOf(error: Error): ErrorCode | undefined {
  const codes = codesOf(error);
  if (codes.some((code) => /^08\w{3}$/.test(code))) return 'unavailable'; // the class of broken connections
  const known = codes.find((code) => Object.hasOwn(CODES, code));
  if (known !== undefined) return CODES[known];
  return codes.length === 0 && SAID_WITHOUT_CODE.has(error.message) ? 'unavailable' : undefined;
}

/** What the work throws as an AppError, where it is a failure of the database that we know. */
export async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(error);
  }
}

/** Turns a failure of the database driver into an AppError; anything unknown is returned as it is. */
export function databaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const code = meaningOf(error);
  return code === undefined ? error : new AppError({ code, cause: error });
}
