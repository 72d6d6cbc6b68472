import { setTimeout as pause } from 'node:timers/promises';
import { printTable, writeResult, type Row } from '../bench/report.ts';
import { waitForCalm } from './calm.ts';
import { crashPointNames, isApiPoint } from './crashPointNames.ts';
import { closeChaosWorld, createChaosWorld, withLyingRail, type Ground } from './createWorld.ts';
import { finishFinance, runFinance } from './finance.ts';
import { mailFinding } from './invariants/mails.ts';
import { runLoad } from './load.ts';
import { planReferrals } from './plan.ts';
import { createChance } from './random.ts';
import { allFindings, findingRows, printViolations } from './verdict.ts';
import type { ChaosWorld } from './world.ts';

const REFERRALS = 10;
const SUBMIT_WITHIN_MS = 1_500;
const LOAD_MS = 45_000;
const CALM_MS = 90_000;
const POINT_LIMIT_MS = LOAD_MS + 2 * CALM_MS;
const LOOK_EVERY_MS = 200;

type Outcome = 'died there' | 'never came there';

const say = (line: string): void => console.error(line);

/** A small load with one process that dies at `point` and is started again; all must be calm afterwards. */
async function dieAt(world: ChaosWorld, point: string, seed: number): Promise<Outcome> {
  const { api, worker } = world.installation;
  const victim = isApiPoint(point) ? api : worker;
  await victim.kill();
  victim.startWith({ NODE_ENV: 'test', CRASH_AT: point });
  await victim.start().catch(() => undefined); // it may die before it is ready
  const until = performance.now() + LOAD_MS;
  const here = { ...world, isOver: () => performance.now() > until };
  const state = { isDone: false, hasDied: false };
  const supervise = async (): Promise<void> => {
    while (!state.isDone) {
      if (victim.hasEnded()) {
        state.hasDied = true;
        victim.startWith({});
        await victim.start();
      }
      await pause(LOOK_EVERY_MS);
    }
  };
  const planned = planReferrals(createChance(seed), {
    count: REFERRALS,
    programId: world.people.programId,
    partners: world.people.partners,
    seed,
  });
  const begun = performance.now();
  const progress = (): number => (performance.now() - begun) / SUBMIT_WITHIN_MS;
  const load = Promise.all([runLoad(here, planned, progress), runFinance(here)]).then(() => finishFinance(world));
  const calm = load.then(() => waitForCalm(world.pool, CALM_MS));
  const supervising = supervise();
  const { left, afterMs } = await calm;
  state.isDone = true;
  await supervising;
  if (afterMs === undefined) throw new Error(`no calm after ${point}: ${JSON.stringify(left)}`);
  return state.hasDied ? 'died there' : 'never came there';
}

async function run(ground: Ground, { seed, only }: CrashPoints, points: string[]): Promise<boolean> {
  const world = await createChaosWorld(ground, { loadMs: POINT_LIMIT_MS * points.length });
  const outcomes: Record<string, Outcome> = {};
  for (const [place, point] of points.entries()) {
    outcomes[point] = await dieAt(world, point, seed + place);
    say(`${String(place + 1)}/${String(points.length)} ${point}: ${outcomes[point]}`);
  }
  const findings = [...(await allFindings(world)), await mailFinding(world)];
  const passed = points.filter((point) => outcomes[point] === 'died there');
  const rows: Row[] = [
    { what: 'seed', measured: String(seed) },
    { what: 'crash points', measured: `${String(points.length)}${only === '' ? '' : ` (${only}…)`}` },
    { what: 'died there, and all went on', measured: String(passed.length) },
    {
      what: 'this load never comes there',
      measured: points.filter((point) => !passed.includes(point)).join(', ') || 'none',
    },
    ...findingRows(findings),
  ];
  printTable('every crash point', rows);
  printViolations(findings);
  console.log(`\nwritten to ${writeResult('crash-points', { seed, outcomes, findings, rows })}`);
  await closeChaosWorld(world);
  return findings.every(({ violations }) => violations.length === 0);
}

type CrashPoints = { seed: number; only: string };

/** `only`: names that begin so. */
export function runCrashPoints(args: CrashPoints): Promise<never> {
  const points = crashPointNames().filter((name) => name.startsWith(args.only));
  return withLyingRail({
    seed: args.seed,
    limitMs: POINT_LIMIT_MS * points.length + POINT_LIMIT_MS,
    work: (ground) => run(ground, args, points),
  });
}
