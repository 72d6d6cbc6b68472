import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { moneyFromJson, moneyToJson, sumPerCurrency } from '../../domain/money.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listPayoutRuns, readPayoutRun } from '../operations/money.ts';
import { listCarriedOver, listPayoutPeriods } from '../operations/payoutDrafts.ts';
import { presentPeriod, presentRun, runReply } from '../presenters/payoutRun.ts';
import { route, type Route } from '../route.ts';

type Deps = { moneyReads: MoneyReads };

export const listPayoutRunsRoute = ({ moneyReads }: Deps): Route =>
  route(listPayoutRuns, async ({ query }) => {
    const { rows, next } = await moneyReads.runs(query.late === 'true', pageRequest(query, 'runs'));
    return { status: 200, body: pageAnswer(rows.map(presentRun), next, 'runs') };
  });

export const readPayoutRunRoute = ({ moneyReads }: Deps): Route =>
  route(readPayoutRun, async ({ ids }) => {
    const run = await moneyReads.run(ids.id);
    if (run === undefined) throw new AppError({ code: 'not_found' });
    return runReply(run);
  });

export const listPayoutPeriodsRoute = ({ moneyReads }: Deps): Route =>
  route(listPayoutPeriods, async ({ now }) => {
    const calendars = await moneyReads.payoutCalendars();
    return { status: 200, body: { data: calendars.map((program) => presentPeriod(program, now)) } };
  });

export const listCarriedOverRoute = ({ moneyReads }: Deps): Route =>
  route(listCarriedOver, async () => {
    const data = await moneyReads.carriedOver();
    const totals = sumPerCurrency(data.map(({ soFar }) => moneyFromJson(soFar))).map(moneyToJson);
    return { status: 200, body: { data, totals } };
  });
