import type { Installation } from '../bench/installation.ts';
import { printTable, writeResult, type Row } from '../bench/report.ts';
import { secondsText } from '../bench/stats.ts';
import { withInstallation } from '../bench/withInstallation.ts';
import { sendMailsNow, waitForCalm, type Calm } from './calm.ts';
import { finishFinance, runFinance } from './finance.ts';
import { mailFinding } from './invariants/outside.ts';
import { revive, runKiller } from './killer.ts';
import { runLoad } from './load.ts';
import { runOutages } from './outages.ts';
import { planReferrals } from './plan.ts';
import { createChance } from './random.ts';
import { allFindings, findingRows, printViolations, stagesText } from './verdict.ts';
import { closeChaosWorld, createChaosWorld } from './createWorld.ts';
import type { ChaosWorld } from './world.ts';

const SUBMIT_WITHIN_MS = 90_000;
/** Waiting referrals have nobody to move them, so the load has an end of its own. */
const LOAD_MS = 200_000;
const CALM_MS = 120_000;
const FINISH_MS = 60_000;
const SCALE_MIN = 0.2;

export type Storm = { seed: number; referrals: number; kills: number };

/** As long for each piece of work as for 200 referrals and 20 kills. */
const scaleOf = ({ referrals, kills }: Storm): number => Math.max(SCALE_MIN, referrals / 200, kills / 20);

function doneRows({ told, tally }: ChaosWorld, calm: Calm, storm: Storm): Row[] {
  const times = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} × ${String(count)}`)
      .join(', ') || 'none';
  return [
    { what: 'seed', measured: String(storm.seed) },
    { what: 'killed with -9', measured: times(tally.kills) },
    { what: 'outages', measured: times(tally.outages) },
    {
      what: 'referrals received (201), joined (200)',
      measured: [201, 200].map((status) => String(told.filter((one) => one.status === status).length)).join(', '),
    },
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

async function run(installation: Installation, storm: Storm): Promise<boolean> {
  const say = (line: string): void => console.error(line);
  const { seed, referrals, kills } = storm;
  const scale = scaleOf(storm);
  const world = await createChaosWorld(installation, { loadMs: LOAD_MS * scale });
  say(`seed ${seed}: ${referrals} referrals, ${kills} kills`);
  const planned = planReferrals(createChance(seed), {
    count: referrals,
    overMs: SUBMIT_WITHIN_MS * scale,
    programId: world.people.programId,
    partners: world.people.partners,
    seed,
  });
  let isKilling = true;
  const killing = runKiller(world, createChance(seed + 1), kills).finally(() => {
    isKilling = false;
  });
  const outages = runOutages(world, createChance(seed + 2), () => !isKilling);
  await Promise.all([runLoad(world, planned), runFinance(world), killing, outages]);
  await revive(world);
  say('the load is over; waiting for calm');
  await sendMailsNow(world.pool);
  const calm = await waitForCalm(world.pool, CALM_MS * scale);
  const finishUntil = performance.now() + FINISH_MS;
  await finishFinance({ ...world, isOver: () => performance.now() > finishUntil });
  await waitForCalm(world.pool, CALM_MS * scale);
  say('checking');
  const mail = await mailFinding(world);
  const findings = [...(await allFindings(world)), mail];
  const rows: Row[] = [
    ...doneRows(world, calm, storm),
    { what: 'stages at the end', measured: await stagesText(world.pool) },
    { what: 'mails that came a second time', measured: String(mail.repeats) },
    ...findingRows(findings),
  ];
  printTable('chaos', rows);
  printViolations(findings);
  console.log(`\nwritten to ${writeResult('chaos', { ...storm, tally: world.tally, calm, findings, rows })}`);
  await closeChaosWorld(world);
  return calm.afterMs !== undefined && findings.every(({ violations }) => violations.length === 0);
}

export const runStorm = (storm: Storm): Promise<never> =>
  withInstallation({
    limitMs: (LOAD_MS + 2 * CALM_MS) * scaleOf(storm) + FINISH_MS + 180_000,
    work: (installation) => run(installation, storm),
  });
