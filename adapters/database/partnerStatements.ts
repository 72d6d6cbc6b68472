import type { StatementSum } from '../../domain/ledger/partnerStatement.ts';
import type { Database } from './client.ts';
import { readAsPartner, readFor } from './partnerReads.ts';
import type { PartnerStatements, StatedLine, StatedPartner } from './partnerStatementsPort.ts';

const SUMS = `SELECT period, currency, kind, amount_minor AS "amountMinor" FROM own_statement_sums()`;

const LINES = `SELECT id AS "journalId", kind, iso_ms(at) AS at, currency, amount_minor AS "amountMinor", commission_id AS "commissionId",
    referral_id AS "referralId", referral_number AS "referralNumber", company_name AS "companyName"
  FROM own_statement_lines($1, $2::text[], $3::int, $4, $5)`;

const CLOSED_THROUGH = `SELECT max(period) AS "closedThrough" FROM ledger_periods WHERE closed_at IS NOT NULL`;

async function isThere(database: Database, { partnerId, managerId }: StatedPartner): Promise<boolean> {
  const where = { id: partnerId, ...(managerId === null ? {} : { managerId }) };
  return (await readFor(database, null, () => database.partner.count({ where }))) > 0;
}

export const createPartnerStatements = (database: Database): PartnerStatements => ({
  sums: async (of) => {
    if (!(await isThere(database, of))) return undefined;
    const [sums, [closing]] = await Promise.all([
      readAsPartner(database, of.partnerId, (as) => as.$queryRawUnsafe<StatementSum[]>(SUMS)),
      readFor(database, null, (as) => as.$queryRawUnsafe<{ closedThrough: string | null }[]>(CLOSED_THROUGH)),
    ]);
    return { sums, closedThrough: closing?.closedThrough ?? null };
  },

  lines: async (of, { period, kinds }, { limit, after }) => {
    if (!(await isThere(database, of))) return undefined;
    const [journalId = null, commissionId = null] = after ?? [];
    const rows = await readAsPartner(database, of.partnerId, (as) =>
      as.$queryRawUnsafe<StatedLine[]>(LINES, period, kinds, limit + 1, journalId, commissionId),
    );
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? [last.journalId, last.commissionId] : undefined;
    return { rows: rows.slice(0, limit), next };
  },
});
