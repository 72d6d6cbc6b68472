import { whyNotBetween } from '../../domain/approval/interest.ts';
import type { Colleague, TwoSides } from '../../domain/approval/interest.ts';
import { AppError } from '../../domain/errors.ts';
import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import { aliasKeys } from '../../domain/matching/alias.ts';
import type { AddressBook } from '../../domain/matching/normalise.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Database, Transaction } from './client.ts';
import type { Companies, CompanyRecord, CompanyWrites } from './companiesPort.ts';
import { onceInTransaction } from './setup.ts';

type Decided = { outcome: 'done' } | { outcome: 'refused'; code: ErrorCode; facts: ErrorFacts };
type Between = { companyId: string; otherId: string; by: string };
type Conflict = { earlier: string; later: string };

export const createCompanies = (database: Database, addresses: AddressBook): Companies => ({
  once: (ticket, act) =>
    onceInTransaction(database, ticket, (transaction) => act(createCompanyWrites(transaction, addresses))),
});

const named = (alias: string): string => `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

const COMPANY = `
  SELECT c.id, c.name, c.domain, c.country,
    (SELECT ${named('m')} FROM companies m WHERE m.id = c.merged_into_id) AS "mergedInto",
    coalesce((SELECT jsonb_agg(${named('m')} ORDER BY m.id) FROM companies m WHERE m.merged_into_id = c.id), '[]') AS merged,
    (SELECT ${named('m')} FROM company_relations r JOIN companies m ON m.id = r.parent_id WHERE r.child_id = c.id) AS parent,
    coalesce((SELECT jsonb_agg(a.text ORDER BY a.created_at, a.text) FROM company_aliases a WHERE a.company_id = c.id), '[]') AS aliases
  FROM companies c WHERE c.id = $1`;

async function readCompany(transaction: Transaction, id: string): Promise<CompanyRecord> {
  const [company] = await transaction.$queryRawUnsafe<CompanyRecord[]>(COMPANY, id);
  if (company === undefined) throw new AppError({ code: 'not_found' });
  return company;
}

/** Who is in the way of whom, as a manager has to see it. */
async function inDetail(transaction: Transaction, facts: ErrorFacts): Promise<ErrorFacts> {
  const conflicts = facts['conflicts'] as Conflict[] | undefined;
  if (conflicts === undefined) return facts;
  const ids = conflicts.flatMap(({ earlier, later }) => [earlier, later]);
  const rows = await transaction.referral.findMany({
    where: { id: { in: ids } },
    select: { id: true, number: true, stage: true },
  });
  const detail = (wanted: string) => {
    const row = rows.find(({ id }) => id === wanted);
    return { referralId: wanted, number: row?.number ?? null, stage: row?.stage ?? null };
  };
  return { conflicts: conflicts.map(({ earlier, later }) => ({ earlier: detail(earlier), later: detail(later) })) };
}

/** Whoever would gain or lose a place in line leaves it to somebody else. */
async function mustStandBetween(transaction: Transaction, { companyId, otherId, by }: Between): Promise<void> {
  await mustBeUninvolved(
    transaction,
    by,
    await callFunction<TwoSides>(transaction, 'places_that_meet', companyId, otherId),
  );
}

async function mustBeUninvolved(transaction: Transaction, by: string, sides: TwoSides): Promise<void> {
  const colleagues = await transaction.$queryRaw<Colleague[]>`
    SELECT id AS "userId", roles FROM users WHERE active AND partner_id IS NULL`;
  const refusal = whyNotBetween({ userId: by, colleagues, sides });
  if (refusal !== null) throw new AppError({ code: refusal.code, detail: refusal.why, facts: refusal.facts });
}

/** Who has a part in the line of a company leaves it to somebody else to say what else means it. */
async function mustStandApart(transaction: Transaction, { companyId, by }: Omit<Between, 'otherId'>): Promise<void> {
  const one = await callFunction<TwoSides['one']>(transaction, 'places_in_line', companyId);
  await mustBeUninvolved(transaction, by, { one, other: [] });
}

async function decide(transaction: Transaction, name: string, parameters: Record<string, unknown>): Promise<void> {
  const decided = await callFunction<Decided>(transaction, name, parameters);
  if (decided.outcome === 'refused')
    throw new AppError({ code: decided.code, facts: await inDetail(transaction, decided.facts) });
}

type OneCompany = { referralId: string; companyId: string; by: string; at: Date };

/**
 * A reviewer's word that the company of a referral is that of another record. Where others stand in its line as well, it takes
 * somebody who has no part in any of them. Said already: nothing happens.
 */
export async function makeOne(database: Database, { referralId, companyId, by, at }: OneCompany): Promise<void> {
  await database.$transaction(async (transaction) => {
    const [records] = await transaction.$queryRaw<{ into: string; mine: string }[]>`
      SELECT company_of(${companyId}) AS into, company_of(company_id) AS mine FROM referrals WHERE id = ${referralId}`;
    if (records === undefined || records.into === records.mine) return;
    const between = { companyId: records.into, otherId: records.mine, by };
    const { other } = await callFunction<TwoSides>(transaction, 'places_that_meet', records.into, records.mine);
    if (other.some((place) => place.referralId !== referralId)) await mustStandBetween(transaction, between);
    const reason = `review:${referralId}`;
    await decide(transaction, 'merge_companies', { ...between, id: newId('merge'), keeps: [], reason, at });
  });
}

function createCompanyWrites(transaction: Transaction, addresses: AddressBook): CompanyWrites {
  const thereIs = async (...ids: string[]): Promise<void> => {
    if ((await transaction.company.count({ where: { id: { in: ids } } })) < new Set(ids).size)
      throw new AppError({ code: 'not_found' });
  };
  return {
    merge: async ({ companyId, otherId, keeps, reason, by, at }) => {
      await thereIs(companyId, otherId);
      await mustStandBetween(transaction, { companyId, otherId, by });
      await decide(transaction, 'merge_companies', { id: newId('merge'), companyId, otherId, keeps, reason, by, at });
      return readCompany(transaction, companyId);
    },

    unmerge: async ({ companyId, otherId, by, at }) => {
      await thereIs(companyId, otherId);
      await mustStandBetween(transaction, { companyId, otherId, by });
      await decide(transaction, 'unmerge_companies', { companyId, otherId, by, at });
      return readCompany(transaction, companyId);
    },

    addAlias: async ({ companyId, alias, by, at }) => {
      await thereIs(companyId);
      await mustStandApart(transaction, { companyId, by });
      const keys = aliasKeys(alias, addresses);
      if (keys.length === 0)
        throw new AppError({ code: 'invalid_request', detail: 'No company is recognised by this.' });
      const text = 'name' in alias ? alias.name : alias.domain;
      await decide(transaction, 'add_company_alias', { companyId, text, keys, by, at });
      return readCompany(transaction, companyId);
    },

    setParent: async ({ companyId, parentId, by, at }) => {
      await thereIs(companyId, parentId);
      if (!(await callFunction<boolean>(transaction, 'set_parent_company', companyId, parentId, by, at)))
        throw new AppError({ code: 'not_allowed_in_state', detail: 'A company cannot belong to itself.' });
      return readCompany(transaction, companyId);
    },
  };
}
