import type { Csv } from '../../adapters/csv/port.ts';
import type { PartnerStatements } from '../../adapters/database/partnerStatementsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { AppError } from '../../domain/errors.ts';
import { statementMonths, type StatementMonth } from '../../domain/ledger/partnerStatement.ts';
import { money, plainAmount } from '../../domain/money.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { exportPartnerStatements, listPartnerStatements } from '../operations/partnerStatements.ts';
import { route, type Route } from '../route.ts';
import { csvFile } from '../textFile.ts';

export type StatementDeps = { partnerStatements: PartnerStatements; csv: Csv };

const FIGURES = ['opening', 'earned', 'corrected', 'paid', 'closing'] as const;
const COLUMNS = ['period', 'currency', ...FIGURES];

/** Newest first, when the caller may read them; else there is no such partner. */
async function monthsFor(deps: StatementDeps, caller: Caller, partnerId: string): Promise<StatementMonth[]> {
  const scope = moneyReadScope(commandActorOf(caller), caller.kind === 'api_key');
  // A sum of the whole company says what colleagues earn.
  const isClosed = scope.kind === 'partner' && (scope.partnerId !== partnerId || scope.submitterId !== null);
  const managerId = scope.kind === 'internal' ? scope.managerId : null;
  const sums = isClosed ? undefined : await deps.partnerStatements.sums(partnerId, managerId);
  if (sums === undefined) throw new AppError({ code: 'not_found' });
  return statementMonths(sums).toReversed();
}

const withFigures = <Cell>(month: StatementMonth, show: (amountMinor: bigint) => Cell) => ({
  period: month.period,
  currency: month.currency,
  opening: show(month.opening),
  earned: show(month.earned),
  corrected: show(month.corrected),
  paid: show(month.paid),
  closing: show(month.closing),
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
