import { printTable, writeResult, type Row } from '../bench/report.ts';
import { secondsText } from '../bench/stats.ts';
import { sendMailsNow, waitForCalm, type Calm } from './calm.ts';
import { finishFinance, runFinance } from './finance.ts';
import { mailFinding, repeatFinding, repeatsOf, repeatsText } from './invariants/mails.ts';
import { revive, runKiller, setClocksRight } from './killer.ts';
import { runLoad } from './load.ts';
import { runOutages } from './outages.ts';
import { createPace } from './pace.ts';
import { planReferrals } from './plan.ts';
import { createChance } from './random.ts';
import { allFindings, findingRows, printViolations, stagesText } from './verdict.ts';
import { closeChaosWorld, createChaosWorld, withLyingRail, type Ground } from './createWorld.ts';
import { count } from './count.ts';
import type { ChaosWorld } from './world.ts';

/** A kill with its return takes about eight seconds on two cores; a machine on which it takes longer than this is too slow. */
const KILL_MAX_MS = 20_000;
const LOAD_MIN_MS = 180_000;
const CALM_MS = 120_000;
const FINISH_MS = 120_000;
const SCALE_MIN = 0.5;
const BESIDES_MS = 300_000;

/** People work on for `workOnMs` after the last kill. */
export type Storm = { seed: number; referrals: number; kills: number; workOnMs: number };

/** As long for each piece of work as for 200 referrals and 20 kills. */
const scaleOf = ({ referrals, kills }: Storm): number => Math.max(SCALE_MIN, referrals / 200, kills / 20);
const loadMaxMs = ({ kills, workOnMs }: Storm): number => Math.max(LOAD_MIN_MS, kills * KILL_MAX_MS) + workOnMs;

const times = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, often]) => `${name} × ${String(often)}`)
    .join(', ') || 'none';

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) count(counts, name);
  return counts;
}

/** What was asked for beside what was done: a run that did less has not shown what it was to show. */
function askedRows({ told, kills }: ChaosWorld, storm: Storm): Row[] {
  const received = told.filter(({ status }) => status === 201);
  const answered = new Set(told.map(({ planned }) => planned.key)).size;
  return [
    { what: 'seed', measured: String(storm.seed) },
    {
      what: 'kills with -9 asked for, made',
      measured: `${String(storm.kills)}, ${String(kills.length)}`,
      target: String(storm.kills),
      met: kills.length >= storm.kills,
    },
    { what: '  of', measured: times(counted(kills.map(({ name }) => name))) },
    {
      what: 'submissions asked for, answered',
      measured: `${String(storm.referrals)}, ${String(answered)}`,
      target: String(storm.referrals),
      met: answered >= storm.referrals,
    },
    {
      what: 'referrals received (201), answers that joined one (200)',
      measured: `${String(new Set(received.map(({ referralId }) => referralId)).size)}, ${String(told.length - received.length)}`,
    },
  ];
}

function doneRows({ tally, rail, bank }: ChaosWorld, calm: Calm, storm: Storm): Row[] {
  return [
    { what: 'lies of the rail', measured: times(rail.lies) },
    { what: 'lies of the bank', measured: times(bank.lies) },
    { what: 'processes that ended by themselves', measured: times(tally.endedByThemselves) },
    { what: 'outages', measured: times(tally.outages) },
    {
      what: 'calls, of which repeated after a broken one',
      measured: `${String(tally.calls)}, ${String(tally.repeats)}`,
    },
    { what: 'commands answered 202', measured: String(tally.later) },
    { what: 'refused', measured: times(tally.refused) },
    {
      what: 'calm after the load',
      measured: calm.afterMs === undefined ? `never: ${times(calm.left)}` : secondsText(calm.afterMs),
      target: `≤ ${String((CALM_MS * scaleOf(storm)) / 1_000)} s`,
      met: calm.afterMs !== undefined,
    },
  ];
}

const say = (line: string): void => console.error(line);

/** Everything at once, until the last kill is made and what was begun is done. */
async function rage(world: ChaosWorld, storm: Storm): Promise<void> {
  const { seed, referrals, kills, workOnMs } = storm;
  const { programId, partners } = world.people;
  const planned = planReferrals(createChance(seed), { count: referrals, programId, partners, seed });
  const pace = createPace({ world, kills, workOnMs, maxMs: loadMaxMs(storm), say });
  const here = { ...world, isOver: pace.isOver };
  const outages = runOutages(here, createChance(seed + 2), pace.hasKilled);
  const killing = runKiller(here, createChance(seed + 1), kills).finally(pace.endKilling);
  await Promise.all([runLoad(here, planned, pace.progress), runFinance(here), killing, outages]);
  await revive(world);
  await setClocksRight(world);
}

async function run(ground: Ground, storm: Storm): Promise<boolean> {
  const begun = performance.now();
  const scale = scaleOf(storm);
  const world = await createChaosWorld(ground, { loadMs: loadMaxMs(storm) });
  say(`seed ${storm.seed}: ${storm.referrals} referrals, ${storm.kills} kills`);
  await rage(world, storm);
  say('the load is over; waiting for calm');
  world.rail.behave();
  world.bank.behave();
  await sendMailsNow(world.pool);
  const calm = await waitForCalm(world.pool, CALM_MS * scale);
  const finishUntil = performance.now() + FINISH_MS;
  await finishFinance({ ...world, isOver: () => performance.now() > finishUntil });
  await waitForCalm(world.pool, CALM_MS * scale);
  say('checking');
  const arrivals = ground.installation.mailArrivals();
  const repeats = repeatsOf(arrivals, world.kills);
  const findings = [...(await allFindings(world)), await mailFinding(world), repeatFinding(arrivals, repeats)];
  const asked = askedRows(world, storm);
  const rows: Row[] = [
    ...asked,
    ...doneRows(world, calm, storm),
    { what: 'stages at the end', measured: await stagesText(world.pool) },
    { what: 'mails that came a second time (same id)', measured: repeatsText(repeats) },
    ...findingRows(findings),
    { what: 'length of the run', measured: secondsText(performance.now() - begun) },
  ];
  printTable('chaos', rows);
  printViolations(findings);
  if (asked.some(({ met }) => met === false))
    console.log('\nFEWER MADE THAN ASKED FOR: this run shows less than it was to show');
  console.log(
    `\nwritten to ${writeResult('chaos', { ...storm, tally: world.tally, kills: world.kills, calm, findings, rows })}`,
  );
  await closeChaosWorld(world);
  return rows.every(({ met }) => met !== false);
}

export const runStorm = (storm: Storm): Promise<never> =>
  withLyingRail({
    seed: storm.seed,
    limitMs: loadMaxMs(storm) + 2 * CALM_MS * scaleOf(storm) + FINISH_MS + BESIDES_MS,
    work: (ground) => run(ground, storm),
  });
