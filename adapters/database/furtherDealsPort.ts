import type { FurtherDealKind } from '../../domain/commission/furtherDeal.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

/** `of`: any referral of the customer that was won; `name`: what it is about. Who records it works on it. */
export type FurtherDealWish = {
  of: string;
  kind: FurtherDealKind;
  name: string;
  expectedAmount: MoneyJson | undefined;
  /** As of the first deal unless told. */
  productLine: string | undefined;
  by: string;
  source: string;
  at: Date;
};

/** `earnsBefore`: the day before which it has to be won to earn a share, `YYYY-MM-DD`. */
export type FurtherDealRecord = {
  id: string;
  number: string;
  kind: FurtherDealKind;
  earnsBefore: string;
  first: { id: string; number: string };
};

export interface FurtherDealDesk {
  once(
    ticket: Ticket | undefined,
    act: (record: (wish: FurtherDealWish) => Promise<FurtherDealRecord>) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
