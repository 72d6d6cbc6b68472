import type { Rates } from '../../adapters/database/ratesPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { confirmRate, createRate, listRates, listWaitingForRates, refuseRate } from '../operations/rates.ts';
import { route, type Route } from '../route.ts';

export type RateDeps = { rates: Rates; stepUpMs: number };

export const listRatesRoute = ({ rates }: RateDeps): Route =>
  route(listRates, async ({ query: { limit, cursor, ...filter } }) => {
    const list = ['rates', filter];
    const { rows, next } = await rates.rates(filter, pageRequest({ limit, cursor }, list));
    return { status: 200, body: pageAnswer(rows, next, list) };
  });

export const listWaitingForRatesRoute = ({ rates }: RateDeps): Route =>
  route(listWaitingForRates, async () => ({ status: 200, body: { data: await rates.waiting() } }));

export const createRateRoute = ({ rates }: RateDeps): Route =>
  route(createRate, ({ body, caller, ticket, now }) => {
    if (body.day > now.toISOString().slice(0, 'YYYY-MM-DD'.length)) {
      throw new AppError({
        code: 'date_out_of_range',
        detail: 'A rate is of a day that has come.',
        facts: { field: 'day' },
      });
    }
    return answerOnce(rates, ticket, async (writes) => ({
      status: 201,
      body: await writes.propose({ ...body, by: caller.id, at: now }),
    }));
  });

export const confirmRateRoute = ({ rates, stepUpMs }: RateDeps): Route =>
  route(confirmRate, ({ ids, caller, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    return answerOnce(rates, ticket, async (writes) => ({
      status: 200,
      body: await writes.decide({ id: ids.id, decision: 'confirm', by: caller.id, at: now }),
    }));
  });

export const refuseRateRoute = ({ rates }: RateDeps): Route =>
  route(refuseRate, ({ ids, caller, ticket, now }) =>
    answerOnce(rates, ticket, async (writes) => ({
      status: 200,
      body: await writes.decide({ id: ids.id, decision: 'refuse', by: caller.id, at: now }),
    })),
  );
