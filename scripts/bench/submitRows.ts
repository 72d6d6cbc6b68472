import type { ClosedLoop } from './closedLoop.ts';
import { cpuText } from './cpu.ts';
import type { Row } from './report.ts';
import { msText, secondsText } from './stats.ts';
import type { oneCompany, Phase } from './submitPhases.ts';

export type SubmitResult = {
  seconds: number;
  at20: Phase;
  at50: Phase;
  burst: Phase;
  contest: Awaited<ReturnType<typeof oneCompany>>;
  plain: ClosedLoop;
  ours: ClosedLoop;
  /** How late our own client was: a figure near the latencies would say that it measured itself. */
  clientDelayP99Ms: number;
};

const STEADY_20_P99_MS = 60;
const STEADY_50_P99_MS = 100;
const STEADY_DRAIN_MS = 15_000;
const BURST_MS = 3_000;
const BURST_DRAIN_MS = 30_000;
const CONTEST_MS = 1_000;
const PLAIN_SHARE = 0.2;

const errorCount = ({ errors }: Phase): number => Object.values(errors).reduce((sum, one) => sum + one, 0);
const spreadText = ({ latency }: Phase): string =>
  `${msText(latency.p50)} / ${msText(latency.p95)} / ${msText(latency.p99)} ms (n ${latency.count})`;
const lagText = ({ lag }: Phase): string => `${msText(lag.p50)} / ${msText(lag.p99)} ms`;
const afterText = (ms: number | undefined): string => (ms === undefined ? 'not within 120 s' : secondsText(ms));

function phaseRows(
  name: string,
  phase: Phase,
  limits: { latencyMs: number; of: 'p99' | 'max'; drainMs: number },
): Row[] {
  const reached = phase.latency[limits.of];
  return [
    {
      what: `${name}: answer p50 / p95 / p99`,
      measured: spreadText(phase),
      target: `${limits.of} ≤ ${String(limits.latencyMs)} ms`,
      met: reached <= limits.latencyMs,
    },
    { what: `${name}: slowest answer`, measured: `${msText(phase.latency.max)} ms` },
    { what: `${name}: errors`, measured: errorsText(phase), target: '0', met: errorCount(phase) === 0 },
    { what: `${name}: received → decided p50 / p99`, measured: lagText(phase) },
    {
      what: `${name}: decided after the last answer`,
      measured: afterText(phase.drainMs),
      target: `≤ ${String(limits.drainMs / 1_000)} s`,
      met: phase.drainMs !== undefined && phase.drainMs <= limits.drainMs,
    },
    { what: `${name}: processor time per referral`, measured: cpuText(phase.cpu, phase.latency.count) },
    { what: `${name}: mails sent after the last answer`, measured: afterText(phase.quietMs) },
  ];
}

const errorsText = (phase: Phase): string =>
  errorCount(phase) === 0
    ? '0'
    : Object.entries(phase.errors)
        .map(([name, times]) => `${name} × ${String(times)}`)
        .join(', ');

export function submitRows(result: SubmitResult): Row[] {
  const { contest, plain, ours } = result;
  const share = ours.perSecond / plain.perSecond;
  return [
    ...phaseRows('20/s', result.at20, { latencyMs: STEADY_20_P99_MS, of: 'p99', drainMs: STEADY_DRAIN_MS }),
    ...phaseRows('50/s', result.at50, { latencyMs: STEADY_50_P99_MS, of: 'p99', drainMs: STEADY_DRAIN_MS }),
    ...phaseRows('1,000 at once', result.burst, { latencyMs: BURST_MS, of: 'max', drainMs: BURST_DRAIN_MS }),
    ...phaseRows('200 for one company', contest.rivals, { latencyMs: CONTEST_MS, of: 'max', drainMs: BURST_DRAIN_MS }),
    {
      what: '200 for one company: claims / places in line',
      measured: `${String(contest.held)} / ${String(contest.waiting)}`,
      target: '1 / 199',
      met: contest.held === 1 && contest.waiting === contest.rivals.latency.count - 1,
    },
    ...phaseRows('others meanwhile at 20/s', contest.others, {
      latencyMs: CONTEST_MS,
      of: 'max',
      drainMs: BURST_DRAIN_MS,
    }),
    {
      what: 'closed loop: Express + INSERT',
      measured: `${plain.perSecond.toFixed(0)}/s (p99 ${msText(plain.p99)} ms, errors ${String(plain.errors)})`,
    },
    {
      what: 'closed loop: Fairlead, stories running',
      measured: `${ours.perSecond.toFixed(0)}/s (p99 ${msText(ours.p99)} ms)`,
    },
    { what: 'closed loop: errors', measured: String(ours.errors), target: '0', met: ours.errors === 0 },
    {
      what: 'closed loop: share of the plain server',
      measured: share.toFixed(2),
      target: `≥ ${String(PLAIN_SHARE)}`,
      met: share >= PLAIN_SHARE,
    },
    { what: 'our own client: event loop late by (p99)', measured: `${msText(result.clientDelayP99Ms)} ms` },
  ];
}
