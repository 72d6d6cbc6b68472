import { RAIL_NAMES } from '../../domain/commission/rails.ts';
import type { Database } from '../database/client.ts';
import type { Payees } from '../payees/port.ts';
import { parseBankStatement } from './bankStatement.ts';
import { csvFile } from './csvFile.ts';
import { nachaFile, nachaRefusal } from './nacha.ts';
import { nachaOccasion } from './nachaFiles.ts';
import type { Rail, Rails } from './port.ts';
import { createRecordedRail } from './recordedRail.ts';
import { sepaFile, sepaRefusal } from './sepa.ts';
import type { RailSettings } from './settings.ts';
import { createStripeRail } from './stripe.ts';

/** Who reads what the bank says, by rail; needs neither database nor accounts. */
export const STATEMENT_READERS: Readonly<Record<string, Pick<Rail, 'parseStatement'>>> = Object.fromEntries(
  RAIL_NAMES.map((name) => [name, { parseStatement: parseBankStatement }]),
);

/**
 * `manual` and `csv`, and those that are set up. To a partner without an account a person pays as it was agreed; a file would
 * name nobody.
 */
export function createBuiltInRails(database: Database, payees: Payees, settings: RailSettings = {}): Rails {
  const deps = { database, payees };
  const { sepa, nacha, stripe } = settings;
  const all: Readonly<Record<string, Rail | undefined>> = {
    manual: createRecordedRail(deps, { name: 'manual', refusalOf: () => undefined }),
    csv: createRecordedRail(deps, {
      name: 'csv',
      refusalOf: (account) => (account === undefined ? 'payee_missing' : undefined),
      fileOf: csvFile,
    }),
    sepa:
      sepa &&
      createRecordedRail(deps, {
        name: 'sepa',
        refusalOf: sepaRefusal,
        fileOf: (payments, occasion) => sepaFile(payments, occasion, sepa),
      }),
    nacha:
      nacha &&
      createRecordedRail(deps, {
        name: 'nacha',
        refusalOf: nachaRefusal,
        fileOf: async (payments, { runId }) => nachaFile(payments, nacha, await nachaOccasion(database, runId)),
      }),
    stripe: stripe && createStripeRail(deps, stripe),
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Rail] => entry[1] !== undefined));
}
