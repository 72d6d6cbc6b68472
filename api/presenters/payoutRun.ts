import type { z } from 'zod';
import type { ProgramCalendar, RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import type { StatementRecord } from '../../adapters/database/statementsPort.ts';
import { payoutPeriodOf } from '../../domain/commission/payoutCalendar.ts';
import { moneyFromJson, moneyToJson, sum } from '../../domain/money.ts';
import { etagOf } from '../etag.ts';
import type { Reply } from '../route.ts';
import type { PayoutRun, PayoutStatement } from '../schemas/payoutRuns.ts';

type PayoutRunView = z.output<typeof PayoutRun>;

/** `total`: what is paid, or would be; without what was left out or refused. */
export function presentRun({ exclusions: _exclusions, ...run }: RunRecord): PayoutRunView {
  const counted = run.items.filter(({ state }) => state !== 'excluded' && state !== 'refused');
  const amounts = counted.map(({ amount }) => moneyFromJson(amount));
  return { ...run, total: moneyToJson(sum(amounts, run.currency)) };
}

export function presentPeriod({ calendar, ...program }: ProgramCalendar, now: Date) {
  const { cutOff, cutOffDay, payDay } = payoutPeriodOf(calendar, now);
  return { ...program, cutOff: cutOff.toISOString(), cutOffDay, payDay };
}

export const runReply = (run: RunRecord, status = 200): Reply => ({
  status,
  headers: { ETag: etagOf(run.version), ...(status === 201 ? { Location: `/v1/payout-runs/${run.id}` } : {}) },
  body: presentRun(run),
});

/** Every line of the file, with what it was taken for. */
export function presentStatement({ lines, findings, ...statement }: StatementRecord): z.output<typeof PayoutStatement> {
  const byPosition = new Map(findings?.map((finding) => [finding.position, finding]));
  return {
    ...statement,
    lines: lines.map(({ booked: _booked, ...line }) => {
      const finding = byPosition.get(line.position);
      return { ...line, finding: finding?.kind ?? null, itemId: finding?.itemId ?? null };
    }),
  };
}
