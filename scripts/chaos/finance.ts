import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inFlight } from '../bench/inFlight.ts';
import type { CommissionView } from '../bench/journey.ts';
import { untilDecided, untilRead, type ChaosWorld } from './world.ts';

const APPROVE_EVERY_MS = 2_000;
const PAY_EVERY_MS = 6_000;
const LOOK_EVERY_MS = 300;
const APPROVED_AT_ONCE = 4;
const PREPARE_ATTEMPTS = 8;

/** Two people who approve, one who prepares and confirms, one who releases, all the time and beside each other. */
export async function runFinance(world: ChaosWorld): Promise<void> {
  await Promise.all([again(world, APPROVE_EVERY_MS, approveAll), again(world, PAY_EVERY_MS, payOut)]);
}

async function again(world: ChaosWorld, everyMs: number, work: (world: ChaosWorld) => Promise<void>): Promise<void> {
  while (!world.isOver()) {
    await work(world);
    await pause(everyMs);
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
  const open = (lines ?? []).filter(needsApproval);
  const approve = async (place: number): Promise<void> => {
    const line = open[place];
    const approver = [ines, viktor].find(({ id }) => line?.approvals.some(({ userId }) => userId === id) === false);
    if (line === undefined || approver === undefined) return;
    const key = randomUUID();
    await untilDecided(world, approver, () => world.journey.approve(approver, line, key));
  };
  await inFlight({
    total: open.length,
    atOnce: APPROVED_AT_ONCE,
    work: approve,
    onError: (error) => {
      throw error;
    },
  });
}

const needsApproval = ({ approvals, approvalsRequired }: CommissionView): boolean =>
  approvalsRequired !== null && approvals.length < approvalsRequired;

/** A new run for what is approved, and one step further with every run that waits for a person. */
async function payOut(world: ChaosWorld): Promise<void> {
  const { paul, ines } = world.people.staff;
  const approved = await untilRead(world, () => world.journey.commissionsIn(ines, 'approved'));
  if (approved !== undefined && approved.length > 0) {
    const key = randomUUID();
    await untilRead(world, () => world.journey.prepareRun(paul, key), PREPARE_ATTEMPTS);
  }
  const open = await untilRead(world, () =>
    world.pool.query<OpenRun>(`SELECT id, state FROM payout_runs WHERE state IN ('prepared', 'submitted') ORDER BY id`),
  );
  for (const run of open?.rows ?? []) await carryOn(world, run);
}

type OpenRun = { id: string; state: 'prepared' | 'submitted' };

/** Released by another person than who prepared it; confirmed when the rail has taken everything. */
async function carryOn(world: ChaosWorld, { id, state }: OpenRun): Promise<void> {
  const { paul, viktor } = world.people.staff;
  const [by, action] = state === 'prepared' ? ([viktor, 'release'] as const) : ([paul, 'confirm'] as const);
  const key = randomUUID();
  await untilDecided(world, by, () => world.journey.onRun(by, id, action, key));
}
