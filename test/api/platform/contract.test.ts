import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../adapters/database/client.ts';
import { readEnv } from '../../../adapters/env.ts';
import { createSilentLogger } from '../../../adapters/logger.ts';
import { createTemporalClient } from '../../../adapters/temporal/client.ts';
import { createSessionCookie } from '../../../api/auth/session.ts';
import { composeServer } from '../../../api/main.ts';
import { openApiDocument } from '../../../api/openapi.ts';
import { OPERATIONS } from '../../../api/operations.ts';
import { routesOf } from '../../../api/routes.ts';

let database: Database;

beforeAll(() => {
  database = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', role: 'fairlead_api', connections: 1 });
});

afterAll(() => database.$disconnect());

it('every operation of the document is answered by the composed server, and nothing else is', async () => {
  const env = readEnv({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' });
  const client = createTemporalClient(env.temporal);
  const deps = composeServer({ env, logger: createSilentLogger(), database, client });
  const cookie = createSessionCookie(env.publicUrl);
  const answered = [...routesOf({ ...deps, cookie }), ...deps.furtherRoutes].map(({ operation }) => operation.id);
  expect(answered.sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
  await client.connection.close();
});

it('docs/openapi.json is what the schemas say: node --import tsx scripts/export-docs.ts', () => {
  const kept: unknown = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

it('no two operations share a name or an address', () => {
  const names = OPERATIONS.map(({ id }) => id);
  const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(addresses).size).toBe(addresses.length);
});
