import type { Csv, CsvCell } from '../../adapters/csv/port.ts';
import type { AccountNumberRecord, ExportedEntry, JournalExports } from '../../adapters/database/journalExportPort.ts';
import { AppError } from '../../domain/errors.ts';
import { numberOf, withoutNumber } from '../../domain/ledger/accountNumbers.ts';
import { money, plainAmount } from '../../domain/money.ts';
import { answerOnce } from '../answerOnce.ts';
import { csvFile } from '../textFile.ts';
import { exportJournals, listAccountNumbers, setAccountNumber } from '../operations/journalExport.ts';
import { route, type Route } from '../route.ts';

export type ExportDeps = { journalExports: JournalExports; csv: Csv };

const COLUMNS = [
  'period',
  'at',
  'journal',
  'kind',
  'reverses',
  'accountNumber',
  'account',
  'partnerId',
  'partner',
  'currency',
  'debit',
  'credit',
  'source',
  'run',
  'referrals',
];

type Row = Readonly<Record<string, CsvCell>>;

function rowOf(entry: ExportedEntry, period: string, numbers: readonly AccountNumberRecord[]): Row {
  const { side, amount, currency, referrals, runId, partnerName, ...rest } = entry;
  const decimal = plainAmount(money(BigInt(amount), currency));
  return {
    ...rest,
    period,
    currency,
    accountNumber: numberOf(numbers, entry) ?? null,
    partner: partnerName,
    debit: side === 'debit' ? decimal : null,
    credit: side === 'credit' ? decimal : null,
    run: runId,
    referrals: referrals.join(' '),
  };
}

export const exportJournalsRoute = ({ journalExports, csv }: ExportDeps): Route =>
  route(exportJournals, async ({ query: { period } }) => {
    const numbers = await journalExports.numbers();
    const { isClosed, entries } = await journalExports.entries(period);
    const missing = withoutNumber(numbers, entries);
    if (missing.length > 0) throw new AppError({ code: 'account_unmapped', facts: { missing } });
    const rows = entries.map((entry) => rowOf(entry, period, numbers));
    return csvFile(`journals-${period}${isClosed ? '' : '-open'}.csv`, csv.table(rows, COLUMNS));
  });

export const listAccountNumbersRoute = ({ journalExports }: ExportDeps): Route =>
  route(listAccountNumbers, async () => ({ status: 200, body: { data: await journalExports.numbers() } }));

export const setAccountNumberRoute = ({ journalExports }: ExportDeps): Route =>
  route(setAccountNumber, ({ body, caller, ticket, now }) =>
    answerOnce(journalExports, ticket, async (writes) => ({
      status: 200,
      body: { data: await writes.setNumber({ ...body, by: caller.id, at: now }) },
    })),
  );
