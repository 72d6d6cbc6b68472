import type { Csv } from '../../adapters/csv/port.ts';
import type { PartnerStatements, StatedLine, StatedPartner } from '../../adapters/database/partnerStatementsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { AppError } from '../../domain/errors.ts';
import {
  STATED_KINDS,
  STATEMENT_FIGURES,
  statementFigure,
  statementMonths,
  type StatementMonth,
} from '../../domain/ledger/partnerStatement.ts';
import type { Period } from '../../domain/ledger/periods.ts';
import { money, moneyToJson, plainAmount } from '../../domain/money.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import {
  exportPartnerStatements,
  listPartnerStatementLines,
  listPartnerStatements,
} from '../operations/partnerStatements.ts';
import { route, type Route } from '../route.ts';
import { csvFile } from '../textFile.ts';

export type StatementDeps = { partnerStatements: PartnerStatements; csv: Csv };

const COLUMNS = ['period', 'currency', 'opening', ...STATEMENT_FIGURES, 'closing', 'final'];
const LINE_COLUMNS = ['period', 'at', 'figure', 'kind', 'referral', 'company', 'currency', 'amount'];

/** Rows of a table that are read at once. */
const ROWS_AT_ONCE = 1_000;

/** As whom the statements are read; to who may not read them there is no such partner. */
function statedFor(caller: Caller, partnerId: string): StatedPartner {
  const scope = moneyReadScope(commandActorOf(caller), caller.kind === 'api_key');
  // A sum of the whole company says what colleagues earn.
  const isClosed = scope.kind === 'partner' && (scope.partnerId !== partnerId || scope.submitterId !== null);
  if (isClosed) throw new AppError({ code: 'not_found' });
  return { partnerId, managerId: scope.kind === 'internal' ? scope.managerId : null };
}

function found<Answer>(answer: Answer | undefined): Answer {
  if (answer === undefined) throw new AppError({ code: 'not_found' });
  return answer;
}

/** Newest first. */
async function monthsFor(deps: StatementDeps, caller: Caller, partnerId: string) {
  const { sums, closedThrough } = found(await deps.partnerStatements.sums(statedFor(caller, partnerId)));
  const isFinal = ({ period }: StatementMonth): boolean => closedThrough !== null && period <= closedThrough;
  return statementMonths(sums)
    .map((month) => ({ ...month, final: isFinal(month) }))
    .toReversed();
}

const withFigures = <Cell>(month: StatementMonth & { final: boolean }, show: (amountMinor: bigint) => Cell) => ({
  period: month.period,
  currency: month.currency,
  opening: show(month.opening),
  earned: show(month.earned),
  corrected: show(month.corrected),
  paid: show(month.paid),
  closing: show(month.closing),
  final: month.final,
});

export const listPartnerStatementsRoute = (deps: StatementDeps): Route =>
  route(listPartnerStatements, async ({ caller, ids }) => {
    const months = await monthsFor(deps, caller, ids.id);
    return { status: 200, body: { data: months.map((month) => withFigures(month, Number)) } };
  });

export const exportPartnerStatementsRoute = (deps: StatementDeps): Route =>
  route(exportPartnerStatements, async ({ caller, ids }) => {
    const months = await monthsFor(deps, caller, ids.id);
    const rows = months.map((month) => withFigures(month, (minor) => plainAmount(money(minor, month.currency))));
    return csvFile(`statements-${ids.id}.csv`, deps.csv.table(rows, COLUMNS));
  });

const presentLine = ({ currency, amountMinor, kind, ...line }: StatedLine) => ({
  figure: statementFigure(kind),
  kind,
  ...line,
  amount: moneyToJson(money(amountMinor, currency)),
});

const lineAsRow = ({ at, kind, currency, amountMinor, referralNumber, companyName }: StatedLine, period: Period) => ({
  period,
  at,
  figure: statementFigure(kind) ?? null,
  kind,
  referral: referralNumber,
  company: companyName,
  currency,
  amount: plainAmount(money(amountMinor, currency)),
});

async function allLines(deps: StatementDeps, of: StatedPartner, period: Period): Promise<StatedLine[]> {
  const lines: StatedLine[] = [];
  let after: readonly string[] | undefined;
  do {
    const page = { limit: ROWS_AT_ONCE, after };
    const { rows, next } = found(await deps.partnerStatements.lines(of, { period, kinds: STATED_KINDS }, page));
    lines.push(...rows);
    after = next;
  } while (after !== undefined);
  return lines;
}

export const listPartnerStatementLinesRoute = (deps: StatementDeps): Route =>
  route(listPartnerStatementLines, async ({ caller, ids, query, wantsCsv }) => {
    const { limit, cursor, period } = query;
    const of = statedFor(caller, ids.id);
    if (wantsCsv) {
      const rows = (await allLines(deps, of, period)).map((line) => lineAsRow(line, period));
      return csvFile(`statement-${period}-${ids.id}.csv`, deps.csv.table(rows, LINE_COLUMNS));
    }
    const list = ['statement lines', ids.id, period];
    const page = pageRequest({ limit, cursor }, list);
    const { rows, next } = found(await deps.partnerStatements.lines(of, { period, kinds: STATED_KINDS }, page));
    return { status: 200, body: pageAnswer(rows.map(presentLine), next, list) };
  });
