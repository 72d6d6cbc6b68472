import type { DecidableLine } from '../../domain/commission/lineStep.ts';
import { money } from '../../domain/money.ts';
import { UNTOUCHED } from './moneyStates.ts';

/** A line of 4,800.00 EUR that is due and waits for its one approval. */
export const decidableLine = (change: Partial<DecidableLine> = {}): DecidableLine => ({
  ...UNTOUCHED,
  commissionId: 'com_1',
  partnerId: 'prt_1',
  kind: 'deal_percent',
  state: 'awaiting_approval',
  amount: money(480_000n, 'EUR'),
  earned: money(480_000n, 'EUR'),
  clawed: { before: 0n, after: 0n },
  netted: { settled: 0n, repaid: 0n },
  accruedAt: '2026-12-15T12:00:00.000Z',
  payableFrom: '2027-01-14T12:00:00.000Z',
  holdOver: true,
  contentHash: 'h1',
  approvalsRequired: 1,
  ...change,
});
