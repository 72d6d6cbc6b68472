import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { schemaDrift } from '../../scripts/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('a migrated database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('says the same as schema.prisma', async () => {
    expect(await schemaDrift(database.url)).toBe('');
  });

  it('records its migrations as Prisma does, all finished', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ open: number; applied: number }>(
      'SELECT count(*) FILTER (WHERE finished_at IS NULL)::int AS open, count(*)::int AS applied FROM _prisma_migrations',
    );
    await client.end();
    expect(rows[0]?.open).toBe(0);
    expect(rows[0]?.applied).toBeGreaterThan(0);
  });
});
