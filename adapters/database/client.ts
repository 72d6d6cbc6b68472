import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../generated/prisma/client.ts';

export type Database = PrismaClient;
/** A database or an interactive transaction of it. */
export type Queryable = Pick<Database, '$queryRawUnsafe' | '$executeRawUnsafe'>;

export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

export type DatabaseRole = 'fairlead_api' | 'fairlead_worker' | 'fairlead_owner';

/** Bounds on every wait: an interactive transaction may wait 2 s for a connection and run 8 s. */
const TRANSACTION_WAIT_MS = 2_000;
const TRANSACTION_RUN_MS = 8_000;
const CONNECT_WAIT_MS = 8_000;
const STATEMENT_MS = 9_000;

/**
 * For the one transaction that is over thousands of rows; its caller gives the same time to the transaction as a whole. The
 * guards of the rows are planned while the tables are small: without the second setting they would read all of them for each row.
 */
export async function allowTime(as: Queryable, ms: number): Promise<void> {
  await as.$executeRawUnsafe(`SET LOCAL statement_timeout = ${String(ms)}`);
  await as.$executeRawUnsafe('SET LOCAL enable_seqscan = off');
}

const NAMES_MAX = 2_000;
const names = new Map<string, string>();

/** A digest of the text, made once for each text. */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `p${createHash('sha1').update(sql).digest('base64url')}`;
  if (names.size >= NAMES_MAX) names.clear();
  names.set(sql, name);
  return name;
}

/**
 * One pool of prepared-statement connections that act as `role`. Dates are UTC; a lock is waited for 2 s (receiving sets
 * 8 s for itself), a statement runs 9 s at most, so that no request hangs past 10 s.
 */
export function createDatabase(args: { url: string; role: DatabaseRole; connections: number }): Database {
  const adapter = new PrismaPg(
    {
      connectionString: args.url,
      max: args.connections,
      connectionTimeoutMillis: CONNECT_WAIT_MS,
      options: `-c role=${args.role} -c lock_timeout=2s -c statement_timeout=${String(STATEMENT_MS)} -c timezone=UTC`,
    },
    { statementNameGenerator: ({ sql }) => statementName(sql) },
  );
  return new PrismaClient({
    adapter,
    transactionOptions: { maxWait: TRANSACTION_WAIT_MS, timeout: TRANSACTION_RUN_MS },
  });
}
