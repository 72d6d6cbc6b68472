import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { readEnv } from '../adapters/env.ts';
import { migrationsOnDisk, NO_FILTERS, schemaFiles, withSchemaEngine } from './schemaEngine.ts';

/** One migration at a time for the whole server, whoever starts it. */
const MIGRATION_LOCK_KEY = 7_210_418_003;
const CONNECT_TIMEOUT_MS = 10_000;

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes the database of the URL when its server has none of that name. */
export async function createDatabaseIfMissing(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.href, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/**
 * Applies what prisma/migrations has and the database has not, and records it in `_prisma_migrations` exactly as
 * `prisma migrate deploy` does. Safe to repeat and to run twice at once. Returns the names just applied.
 * @throws Error with the engine's sentence when a migration fails; it then stays marked as failed.
 */
export async function migrate(url: string): Promise<string[]> {
  await createDatabaseIfMissing(url);
  return withClient(url, async (guard) => {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK_KEY]);
    const { appliedMigrationNames } = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({ migrationsList: migrationsOnDisk(), filters: NO_FILTERS }),
    );
    return appliedMigrationNames;
  });
}

/** The SQL that would turn a migrated database into schema.prisma; empty when both say the same. */
export async function schemaDrift(url: string): Promise<string> {
  const files = schemaFiles();
  const { stdout, exitCode } = await withSchemaEngine(url, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    }),
  );
  return exitCode === 0 ? '' : (stdout ?? 'the schemas differ');
}

async function main(): Promise<void> {
  const { databaseUrl } = readEnv(process.env);
  const applied = await migrate(databaseUrl);
  process.stdout.write(applied.length === 0 ? 'migrate: up to date\n' : `migrate: applied ${applied.join(', ')}\n`);
  if (!process.argv.includes('--check-drift')) return;
  const drift = await schemaDrift(databaseUrl);
  process.stdout.write(drift === '' ? 'migrate: schema.prisma and the database agree\n' : `migrate: drift\n${drift}\n`);
  if (drift !== '') process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main();
  // The engine leaves the timer of its own lock behind, which would keep this process for ten seconds.
  process.exit();
}
