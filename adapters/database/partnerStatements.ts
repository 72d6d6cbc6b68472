import type { StatementSum } from '../../domain/ledger/partnerStatement.ts';
import type { Database } from './client.ts';
import { readAsPartner, readFor } from './partnerReads.ts';
import type { PartnerStatements } from './partnerStatementsPort.ts';

const SUMS = `SELECT period, currency, kind, amount_minor AS "amountMinor" FROM own_statement_sums()`;

export const createPartnerStatements = (database: Database): PartnerStatements => ({
  sums: async (partnerId, managerId) => {
    const where = { id: partnerId, ...(managerId === null ? {} : { managerId }) };
    const found = await readFor(database, null, () => database.partner.count({ where }));
    if (found === 0) return undefined;
    return readAsPartner(database, partnerId, (as) => as.$queryRawUnsafe<StatementSum[]>(SUMS));
  },
});
