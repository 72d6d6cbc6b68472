import type { DealReads } from '../../adapters/database/dealReadsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listDeals, readDeal } from '../operations/deals.ts';
import { route, type Route } from '../route.ts';

const MOVEMENTS_MAX = 200;

export const listDealsRoute = ({ dealReads }: { dealReads: DealReads }): Route =>
  route(listDeals, async ({ query: { limit, cursor, ...filter } }) => {
    const list = ['deals', filter];
    const { rows, next } = await dealReads.list(filter, pageRequest({ limit, cursor }, list));
    return { status: 200, body: pageAnswer(rows, next, list) };
  });

export const readDealRoute = ({ dealReads }: { dealReads: DealReads }): Route =>
  route(readDeal, async ({ ids }) => {
    const deal = await dealReads.deal(ids.dealId);
    if (deal === undefined) throw new AppError({ code: 'not_found' });
    const movements = await dealReads.movements(ids.dealId, MOVEMENTS_MAX);
    return { status: 200, body: { ...deal, movements, corrections: await dealReads.corrections(ids.dealId) } };
  });
