import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { migrationAdapter } from './migrationAdapter.ts';

/** Node has it; the library of the compiler settings (no browser) does not say so. */
declare const WebAssembly: {
  instantiate: (binary: Uint8Array, imports: object) => Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** Prisma's own migration engine, compiled to WebAssembly: the native one must be downloaded, this one is installed. */
export type SchemaEngine = Awaited<ReturnType<(typeof engineModule.SchemaEngine)['new']>>;

type MigrationList = Parameters<SchemaEngine['applyMigrations']>[0]['migrationsList'];

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

const prismaFolder = fileURLToPath(new URL('../prisma', import.meta.url));

const readSchema = (): string => readFileSync(path.join(prismaFolder, 'schema.prisma'), 'utf8');

export const schemaFiles = (): { path: string; content: string }[] => [
  { path: path.join(prismaFolder, 'schema.prisma'), content: readSchema() },
];

/** The migrations as they stand in prisma/migrations, oldest first. */
export function migrationsOnDisk(): MigrationList {
  const baseDir = path.join(prismaFolder, 'migrations');
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(baseDir, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(path.join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

let loaded: Promise<void> | undefined;
let panicMessage: string | undefined;

async function load(): Promise<void> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const binary = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const registry = { set_message: (message: string) => (panicMessage = message) };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...engineModule } });
  engineModule.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as (() => void) | undefined)?.();
}

/** The engine reports errors as JSON inside the message; people want its sentence. */
function readable(error: unknown): Error {
  const text = panicMessage ?? (error instanceof Error ? error.message : String(error));
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string') {
      return new Error(parsed.message);
    }
  } catch {
    // not JSON: as it is
  }
  return new Error(text);
}

/** Runs `use` with an engine on the database of `url`; the engine and its connections end with it. */
export async function withSchemaEngine<Result>(
  url: string,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loaded ??= load();
  await loaded;
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  const datamodels: [string, string][] = [['schema.prisma', readSchema()]];
  let engine: SchemaEngine | undefined;
  try {
    engine = await engineModule.SchemaEngine.new({ datamodels }, () => undefined, migrationAdapter(pool));
    return await use(engine);
  } catch (error) {
    throw readable(error);
  } finally {
    engine?.free();
    await pool.end();
  }
}
