import type pg from 'pg';
import { addressBook } from '../../../adapters/addressBook.ts';
import { companyDomain, companyKeys } from '../../../domain/matching/normalise.ts';
import type { KnownCompany, Submitted } from './cases.ts';

const BATCH = 2_000;

/** Companies as the receipt of a referral leaves them: the record and its keys. */
export async function storeCompanies(
  pool: pg.Pool,
  known: readonly Pick<KnownCompany, 'id' | 'submitted'>[],
): Promise<void> {
  for (let from = 0; from < known.length; from += BATCH) {
    const batch = known.slice(from, from + BATCH).map(({ id, submitted }) => ({
      id,
      name: submitted.name,
      domain: companyDomain(submitted, addressBook) ?? null,
      country: submitted.country ?? null,
      keys: companyKeys(submitted, addressBook),
    }));
    await pool.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS c(id text, name text, domain text, country text, keys jsonb)),
         stored AS (INSERT INTO companies(id, name, domain, country) SELECT id, name, domain, country FROM given RETURNING id)
       INSERT INTO company_keys(kind, value, company_id)
       SELECT key->>'kind', key->>'value', given.id FROM given JOIN stored USING (id), jsonb_array_elements(given.keys) AS key
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(batch)],
    );
  }
  await pool.query('VACUUM ANALYZE companies');
  await pool.query('VACUUM ANALYZE company_keys');
}

const NEW = 'cpy_new';

/**
 * The record that the receiving transaction would give the referral to, by proof; undefined for a company of its own.
 * Nothing stays: the next submission finds the same records.
 */
export async function resolveAtReceipt(pool: pg.Pool, submitted: Submitted): Promise<string | undefined> {
  const parameters = {
    ids: { company: NEW },
    company: { name: submitted.name, country: submitted.country },
    keys: companyKeys(submitted, addressBook),
  };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string }>('SELECT resolve_company($1::jsonb) AS id', [
      JSON.stringify(parameters),
    ]);
    await client.query('ROLLBACK');
    const id = rows[0]?.id;
    return id === NEW ? undefined : id;
  } finally {
    client.release();
  }
}
