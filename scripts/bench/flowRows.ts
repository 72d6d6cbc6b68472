import type { Flow } from './bareFlow.ts';
import { cpuText, type CpuMs } from './cpu.ts';
import type { runJourneys } from './flowJourneys.ts';
import { COUNTING_RULE, type HistoryCost } from './historyCost.ts';
import type { Row } from './report.ts';
import type { commandRoundTrip } from './roundTrip.ts';
import { msText } from './stats.ts';

export type FlowResult = {
  journeys: number;
  cost: HistoryCost;
  runCost: HistoryCost | undefined;
  runs: number;
  linesPaid: number;
  later: number;
  ours: Awaited<ReturnType<typeof runJourneys>>;
  bare: Flow[];
  roundTrip: Awaited<ReturnType<typeof commandRoundTrip>>;
  cpu: CpuMs;
};

const SHARE_OF_BARE = 0.65;
const EVENTS_MAX = 90;
const ACTIONS_MAX = 28;
const ROUND_TRIP_P99_MS = 120;

export function flowRows({ cost, runCost, runs, linesPaid, later, ours, bare, roundTrip, cpu }: FlowResult): Row[] {
  const bareRate = bare.reduce((sum, { perSecond }) => sum + perSecond, 0) / bare.length;
  const share = ours.perSecond / bareRate;
  const failures =
    ours.errors.length + roundTrip.errors.length + bare.reduce((sum, { errors }) => sum + errors.length, 0);
  const { spread } = roundTrip;
  return [
    {
      what: 'full journeys, submit → paid, 20 in flight',
      measured: `${ours.perSecond.toFixed(1)}/s (n ${String(ours.ids.length)})`,
    },
    {
      what: 'bare workflow of the same shape (before, after)',
      measured: bare.map(({ perSecond }) => `${perSecond.toFixed(1)}/s`).join(', '),
    },
    {
      what: 'share of the bare flow',
      measured: share.toFixed(2),
      target: `≥ ${String(SHARE_OF_BARE)}`,
      met: share >= SHARE_OF_BARE,
    },
    {
      what: 'failures',
      measured: failures === 0 ? '0' : failureText(ours, roundTrip, failures),
      target: '0',
      met: failures === 0,
    },
    { what: 'commands answered 202 instead of 200', measured: String(later) },
    {
      what: 'history events of a referral',
      measured: String(cost.events),
      target: `≤ ${String(EVENTS_MAX)}`,
      met: cost.events <= EVENTS_MAX,
    },
    {
      what: 'billable actions of a referral',
      measured: String(cost.actions),
      target: `≤ ${String(ACTIONS_MAX)}`,
      met: cost.actions <= ACTIONS_MAX,
    },
    { what: '  counted by', measured: COUNTING_RULE },
    { what: '  made of', measured: partsText(cost.counts) },
    {
      what: 'payout runs shared by the journeys',
      measured: `${String(runs)} for ${String(linesPaid)} lines; a run costs ${String(runCost?.actions ?? 0)} actions, ${String(runCost?.events ?? 0)} events`,
    },
    {
      what: 'a rep’s command at 5/s: p50 / p95 / p99',
      measured: `${msText(spread.p50)} / ${msText(spread.p95)} / ${msText(spread.p99)} ms (n ${String(spread.count)}, answered 202: ${String(roundTrip.later)})`,
      target: `p99 ≤ ${String(ROUND_TRIP_P99_MS)} ms`,
      met: spread.p99 <= ROUND_TRIP_P99_MS,
    },
    { what: 'processor time per journey', measured: cpuText(cpu, ours.ids.length) },
  ];
}

const partsText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');

const failureText = (ours: FlowResult['ours'], roundTrip: FlowResult['roundTrip'], failures: number): string =>
  `${String(failures)}: ${[...new Set([...ours.errors, ...roundTrip.errors])].slice(0, 3).join('; ')}`;
