import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { z } from 'zod';
import { referralWorkflowId } from '../../workflows/messages.ts';
import type { Flow } from './bareFlow.ts';
import type { Http } from './http.ts';
import { inFlight } from './inFlight.ts';
import { advanced, CONTACTED, createJourney, QUALIFIED, won, type CommandCall, type Journey } from './journey.ts';
import { expectStatus, type Caller, type PartnerKey, type People } from './people.ts';
import type { RowWatch } from './rowWatch.ts';
import { submissionBody } from './submission.ts';

export type FlowWorld = {
  http: Http;
  pool: Pool;
  client: Client;
  people: People;
  watch: RowWatch;
  journey: Journey;
  /** Commands that were answered 202, and runs that were made. */
  tally: { later: number; runs: string[]; paidLines: number };
};

const COLLECT_MS = 100;
const IDLE_MS = 25;
const COMMAND_POLL_MS = 50;
const DEAL_MINOR = 100_000;

const WithId = z.object({ id: z.string() });
const Status = z.object({ state: z.string(), code: z.string().optional() });

export function createFlowWorld(parts: Omit<FlowWorld, 'journey' | 'tally'>): FlowWorld {
  return { ...parts, journey: createJourney(parts.http), tally: { later: 0, runs: [], paidLines: 0 } };
}

/** 200, or 202 and its outcome. @throws Error when it is refused. */
async function settled(world: FlowWorld, by: Caller, sent: ReturnType<Journey['command']>): Promise<void> {
  const answer = expectStatus(await sent, 200, 202);
  if (answer.status === 200) return;
  world.tally.later += 1;
  for (;;) {
    const path = String(answer.headers.location);
    const { state, code } = Status.parse((await world.http.call({ method: 'GET', path, headers: by.headers })).body);
    if (state === 'done') return;
    if (state !== 'pending') throw new Error(`command ${state} ${code ?? ''}`);
    await pause(COMMAND_POLL_MS);
  }
}

let made = 0;

/** From the partner's POST until the claim is held. */
export async function acceptedReferral(world: FlowWorld, by: PartnerKey): Promise<string> {
  made += 1;
  const name = `flow-company-${String(made)}`;
  const body = submissionBody({ programId: world.people.programId, company: name, person: `flow-${String(made)}` });
  const { id } = WithId.parse(expectStatus(await world.journey.submit(by, body), 201).body);
  await world.watch.until(id, ({ stage }) => stage !== 'submitted');
  return id;
}

export const command = (world: FlowWorld, referralId: string, call: CommandCall): Promise<void> => {
  const { greta } = world.people.staff;
  return settled(world, greta, world.journey.command(greta, referralId, call));
};

/** Submit → accepted → contacted → qualified → opportunity → won → approved → paid; returns when the story has ended. */
async function journeyToPaid(world: FlowWorld, place: number): Promise<string> {
  const { people, journey, watch, client } = world;
  const partner = people.partners[place % people.partners.length];
  if (partner === undefined) throw new Error('no partners');
  const id = await acceptedReferral(world, partner);
  for (const call of [CONTACTED, QUALIFIED, advanced('opportunity'), won(`D-${id}`, DEAL_MINOR)]) {
    await command(world, id, call);
  }
  await watch.until(id, ({ line }) => line === 'awaiting_approval');
  const { ines } = people.staff;
  const [line] = await journey.commissionsOf(ines, id);
  if (line === undefined) throw new Error(`${id} has no commission`);
  await settled(world, ines, journey.approve(ines, line));
  await watch.until(id, (row) => row.line === 'paid');
  await client.workflow.getHandle(referralWorkflowId(id)).result();
  return id;
}

/** Finance at work: as soon as something is approved, a run is prepared, released by another person and confirmed. */
async function payUntil(world: FlowWorld, isDone: () => boolean): Promise<void> {
  const { pool, journey, people, tally, http } = world;
  const { paul, viktor } = people.staff;
  while (!isDone()) {
    const { rowCount } = await pool.query(`SELECT 1 FROM commissions WHERE state = 'approved' LIMIT 1`);
    if (rowCount === 0) {
      await pause(IDLE_MS);
      continue;
    }
    await pause(COLLECT_MS);
    const run = await journey.prepareRun(paul, 'manual');
    tally.runs.push(run.id);
    tally.paidLines += run.items.reduce((sum, { lines }) => sum + lines.length, 0);
    await settled(world, viktor, journey.onRun(viktor, run.id, 'release'));
    const path = `/v1/payout-runs/${run.id}`;
    const isSubmitted = async (): Promise<boolean> =>
      Status.parse(expectStatus(await http.call({ method: 'GET', path, headers: paul.headers }), 200).body).state ===
      'submitted';
    while (!(await isSubmitted())) await pause(IDLE_MS);
    await settled(world, paul, journey.onRun(paul, run.id, 'confirm'));
  }
}

/** Full journeys over HTTP, so many at a time; journeys that are ready at the same moment share a payout run. */
export async function runJourneys(
  world: FlowWorld,
  args: { journeys: number; atOnce: number },
): Promise<Flow & { ids: string[] }> {
  const ids: string[] = [];
  const errors: string[] = [];
  let isDone = false;
  const paying = payUntil(world, () => isDone);
  const begun = performance.now();
  await inFlight({
    total: args.journeys,
    atOnce: args.atOnce,
    work: async (place) => void ids.push(await journeyToPaid(world, place)),
    onError: (error) => void errors.push(String(error)),
  });
  const perSecond = (ids.length * 1_000) / (performance.now() - begun);
  isDone = true;
  await paying;
  return { journeys: args.journeys, perSecond, errors, ids };
}
