import { RAIL_NAMES } from '../../domain/commission/rails.ts';
import type { Database } from '../database/client.ts';
import type { Payees } from '../payees/port.ts';
import { parseBankStatement } from './bankStatement.ts';
import { csvFile } from './csvFile.ts';
import type { Rail, Rails } from './port.ts';
import { createRecordedRail } from './recordedRail.ts';

/** Who reads what the bank says, by rail; needs neither database nor accounts. */
export const STATEMENT_READERS: Readonly<Record<string, Pick<Rail, 'parseStatement'>>> = Object.fromEntries(
  RAIL_NAMES.map((name) => [name, { parseStatement: parseBankStatement }]),
);

/** To a partner without an account a person pays as it was agreed; a file would name nobody. */
export const createBuiltInRails = (database: Database, payees: Payees): Rails => ({
  manual: createRecordedRail({ database, payees }, { name: 'manual', refusalOf: () => undefined }),
  csv: createRecordedRail(
    { database, payees },
    {
      name: 'csv',
      refusalOf: (account) => (account === undefined ? 'payee_missing' : undefined),
      fileOf: csvFile,
    },
  ),
});
