import type { Run, RunItem, RunLine } from '../../domain/commission/payoutRun.ts';
import { money } from '../../domain/money.ts';

/** A line of 4,800.00 EUR that a run has and that can be paid. */
export const runLine = (commissionId: string, change: Partial<RunLine> = {}): RunLine => ({
  commissionId,
  referralId: `ref_${commissionId}`,
  amount: money(480_000n, 'EUR'),
  state: 'in_run',
  open: true,
  nettedMinor: 0n,
  payableFrom: new Date('2026-12-01T00:00:00.000Z'),
  holdOver: true,
  approvalsRequired: 1,
  validApprovals: 1,
  contentIntact: true,
  partnerActive: true,
  payeeChanged: false,
  ...{ payee: null, tax: null, document: null, openGates: [] },
  gates: [],
  exclusions: [{ userId: 'usr_closer', reason: 'closed_deal' }],
  ...change,
});

export const runItem = (lines: readonly RunLine[], change: Partial<RunItem> = {}): RunItem => ({
  id: 'itm_1',
  partnerId: 'prt_1',
  debts: [],
  amount: money(500_000n, 'EUR'),
  state: 'prepared',
  lines,
  ...change,
});

/** Prepared by Paul, for two partners. */
export const runOf = (change: Partial<Run> = {}): Run => ({
  id: 'run_1',
  rail: 'csv',
  currency: 'EUR',
  state: 'prepared',
  preparedBy: 'usr_paul',
  cutOff: new Date('2026-12-31T00:00:00.000Z'),
  releasedAt: null,
  items: [
    runItem([runLine('a'), runLine('b', { amount: money(20_000n, 'EUR') })]),
    runItem([runLine('c')], { id: 'itm_2', partnerId: 'prt_2', amount: money(480_000n, 'EUR') }),
  ],
  ...change,
});
