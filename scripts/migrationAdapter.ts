import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** PostgreSQL's one-byte "char", which only its catalogue uses. */
const CHAR_TYPE = 18;
const TEXT_TYPE = 25;

/** Which columns of a result are "char", by the result's rows. */
type CharColumns = WeakMap<object, readonly number[]>;

/** The adapter refuses "char"; it reads it as text, and we say afterwards what it was. */
function readCharAsText(pool: pg.Pool, charColumns: CharColumns): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  Object.assign(pool, {
    query: async (...args: unknown[]) => {
      const result = await query(...args);
      const found = [...result.fields.keys()].filter((index) => result.fields[index]?.dataTypeID === CHAR_TYPE);
      for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: TEXT_TYPE });
      charColumns.set(result.rows, found);
      return result;
    },
  });
}

/**
 * Sends a migration as it is written, in one message: PostgreSQL then runs it as one transaction. The adapter's own
 * `executeScript` cuts the text at every semicolon, also inside function bodies and comments.
 */
async function executeWhole(pool: pg.Pool, script: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(script);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new DriverAdapterError({
      kind: 'postgres',
      code: error.code ?? 'XX000',
      severity: error.severity ?? 'ERROR',
      message: `${error.message}${error.where === undefined ? '' : ` (${error.where})`}`,
      detail: error.detail,
      column: error.column,
      hint: error.hint,
    });
  } finally {
    client.release();
  }
}

const withRepairs = (adapter: SqlDriverAdapter, pool: pg.Pool, charColumns: CharColumns): SqlDriverAdapter => ({
  provider: adapter.provider,
  adapterName: adapter.adapterName,
  executeRaw: (query) => adapter.executeRaw(query),
  startTransaction: (level) => adapter.startTransaction(level),
  getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
  dispose: () => adapter.dispose(),
  executeScript: (script) => executeWhole(pool, script),
  queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => {
    const result = await adapter.queryRaw(query);
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  },
});

/** Prisma's PostgreSQL adapter as its migration engine needs it. The pool stays the caller's to end. */
export function migrationAdapter(pool: pg.Pool): ReturnType<typeof bindMigrationAwareSqlAdapterFactory> {
  const charColumns: CharColumns = new WeakMap();
  readCharAsText(pool, charColumns);
  const prismaPg = new PrismaPg(pool);
  return bindMigrationAwareSqlAdapterFactory({
    provider: prismaPg.provider,
    adapterName: prismaPg.adapterName,
    connect: async () => withRepairs(await prismaPg.connect(), pool, charColumns),
    connectToShadowDb: () => prismaPg.connectToShadowDb(),
  });
}
