import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommissionView } from '../bench/journey.ts';
import { untilDecided, untilRead, type ChaosWorld } from './world.ts';

const ROUND_MS = 2_000;
const RUN_EVERY_ROUNDS = 3;
const LOOK_EVERY_MS = 300;
const SUBMISSION_LOOKS = 100;

/** Two people who approve and one who prepares, all the time. Runs are prepared, released by another, and confirmed. */
export async function runFinance(world: ChaosWorld): Promise<void> {
  for (let round = 1; !world.isOver(); round += 1) {
    await approveAll(world);
    if (round % RUN_EVERY_ROUNDS === 0) await payOut(world);
    await pause(ROUND_MS);
  }
}

/** When nobody dies any more: until there is nothing left to approve or to pay, or the time is over. */
export async function finishFinance(world: ChaosWorld): Promise<void> {
  const open = `SELECT 1 FROM commissions WHERE state IN ('holding', 'awaiting_approval', 'approved', 'in_run') LIMIT 1`;
  while (!world.isOver() && (await world.pool.query(open)).rowCount !== 0) {
    await approveAll(world);
    await payOut(world);
    await pause(LOOK_EVERY_MS);
  }
}

async function approveAll(world: ChaosWorld): Promise<void> {
  const { ines, viktor } = world.people.staff;
  const lines = await untilRead(world, async () => [
    ...(await world.journey.commissionsIn(ines, 'holding')),
    ...(await world.journey.commissionsIn(ines, 'awaiting_approval')),
  ]);
  for (const line of lines ?? []) {
    const approver = [ines, viktor].find(({ id }) => !line.approvals.some(({ userId }) => userId === id));
    if (approver === undefined || !needsApproval(line)) continue;
    const key = randomUUID();
    await untilDecided(world, approver, () => world.journey.approve(approver, line, key));
  }
}

const needsApproval = ({ approvals, approvalsRequired }: CommissionView): boolean =>
  approvalsRequired !== null && approvals.length < approvalsRequired;

async function payOut(world: ChaosWorld): Promise<void> {
  const { paul, viktor, ines } = world.people.staff;
  const approved = await untilRead(world, () => world.journey.commissionsIn(ines, 'approved'));
  if (approved === undefined || approved.length === 0) return;
  const key = randomUUID();
  const run = await untilRead(world, () => world.journey.prepareRun(paul, key));
  if (run === undefined) return;
  const releaseKey = randomUUID();
  await untilDecided(world, viktor, () => world.journey.onRun(viktor, run.id, 'release', releaseKey));
  for (let look = 0; look < SUBMISSION_LOOKS; look += 1) {
    const now = await untilRead(world, () => world.journey.readRun(paul, run.id));
    if (now === undefined || now.state === 'submitted') break;
    await pause(LOOK_EVERY_MS);
  }
  const confirmKey = randomUUID();
  await untilDecided(world, paul, () => world.journey.onRun(paul, run.id, 'confirm', confirmKey));
}
