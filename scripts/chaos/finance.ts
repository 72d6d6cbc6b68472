import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inFlight } from '../bench/inFlight.ts';
import type { CommissionView } from '../bench/journey.ts';
import type { Caller } from '../bench/people.ts';
import { areCustomersDone, recordCustomers } from './recordCustomers.ts';
import { railPayments } from './railPayments.ts';
import { untilDecided, untilRead, type ChaosWorld } from './world.ts';

const APPROVE_EVERY_MS = 2_000;
const PAY_EVERY_MS = 6_000;
const RECORD_EVERY_MS = 4_000;
const LOOK_EVERY_MS = 300;
const APPROVED_AT_ONCE = 4;
const PREPARE_ATTEMPTS = 8;
const RAILS = ['manual', 'stripe', 'stripe'];
/** How often a person confirms by hand what the bank is about to say. */
const CONFIRMED_SHARE = 0.15;

/** Two people who approve, one who prepares, confirms and records, one who releases, all the time and beside each other. */
export async function runFinance(world: ChaosWorld): Promise<void> {
  await Promise.all([
    again(world, APPROVE_EVERY_MS, approveAll),
    again(world, PAY_EVERY_MS, payOut),
    again(world, RECORD_EVERY_MS, recordCustomers),
  ]);
}

async function again(world: ChaosWorld, everyMs: number, work: (world: ChaosWorld) => Promise<void>): Promise<void> {
  while (!world.isOver()) {
    await work(world);
    await pause(everyMs);
  }
}

/** When nobody dies any more: until there is nothing left to approve or to pay, or the time is over. */
export async function finishFinance(world: ChaosWorld): Promise<void> {
  const open = `SELECT 1 FROM commissions WHERE state IN ('holding', 'awaiting_approval', 'approved', 'in_run', 'returned') LIMIT 1`;
  const isDone = async (): Promise<boolean> =>
    (await areCustomersDone(world)) &&
    world.bank.waiting().length === 0 &&
    (await world.pool.query(open)).rowCount === 0;
  while (!world.isOver() && !(await isDone())) {
    await recordCustomers(world);
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

/** A new run for what is approved or came back, and one step further with every run that waits for a person or has word of the bank. */
async function payOut(world: ChaosWorld): Promise<void> {
  const { paul, ines } = world.people.staff;
  const payable = await untilRead(world, async () => [
    ...(await world.journey.commissionsIn(ines, 'approved')),
    ...(await world.journey.commissionsIn(ines, 'returned')),
  ]);
  if (payable !== undefined && payable.length > 0) {
    const key = randomUUID();
    const rail = world.chance.pick(RAILS);
    await untilRead(world, () => world.journey.prepareRun(paul, rail, key), PREPARE_ATTEMPTS);
  }
  const open = await untilRead(world, () =>
    world.pool.query<OpenRun>(`SELECT id, state FROM payout_runs WHERE state IN ('prepared', 'submitted') ORDER BY id`),
  );
  for (const run of open?.rows ?? []) await carryOn(world, run);
  for (const runId of world.bank.waiting()) await takeIn(world, runId);
}

type OpenRun = { id: string; state: 'prepared' | 'submitted' };

/**
 * Released by another person than who prepared it. When the rail has taken everything, the bank has the payments; a person confirms
 * now and then before it has said a word, and what it never says a word of.
 */
async function carryOn(world: ChaosWorld, { id, state }: OpenRun): Promise<void> {
  const { paul, viktor } = world.people.staff;
  if (state === 'prepared') await give(world, viktor, { id, action: 'release' });
  else {
    const payments = await untilRead(world, () => railPayments(world, id));
    if (payments === undefined) return;
    world.bank.receive(id, payments);
    const isSilent = world.bank.nextFile(id) === undefined;
    if (isSilent || world.chance.next() < CONFIRMED_SHARE) await give(world, paul, { id, action: 'confirm' });
  }
}

const give = (
  world: ChaosWorld,
  by: Caller,
  { id, action }: { id: string; action: 'release' | 'confirm' },
): Promise<boolean> => {
  const key = randomUUID();
  return untilDecided(world, by, () => world.journey.onRun(by, id, action, key));
};

/** The next statement about a run, brought by a person. */
async function takeIn(world: ChaosWorld, runId: string): Promise<void> {
  const { paul } = world.people.staff;
  const body = world.bank.nextFile(runId);
  if (body === undefined) return;
  const headers = {
    ...paul.headers,
    'content-type': 'text/csv',
    'x-file-name': 'statement.csv',
    'idempotency-key': randomUUID(),
  };
  const path = `/v1/payout-runs/${runId}/statement`;
  const isTaken = await untilDecided(world, paul, () => world.http.call({ method: 'POST', path, headers, body }));
  if (isTaken) world.bank.taken(runId);
}
