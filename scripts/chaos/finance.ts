import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Http } from '../bench/http.ts';
import { createJourney } from '../bench/journey.ts';
import type { People } from '../bench/people.ts';
import { persist, persistCommand } from './persistence.ts';

const ROUND_MS = 1_500;

/** Approves, prepares, releases and confirms, round after round, until `isOver`; then once more for what came late. */
export async function workFinance(http: Http, people: People, isOver: () => boolean): Promise<{ runs: number }> {
  let runs = 0;
  for (;;) {
    const isLast = isOver();
    await approveAll(http, people);
    if (await payAll(http, people)) runs += 1;
    if (isLast) return { runs };
    await pause(ROUND_MS);
  }
}

async function approveAll(http: Http, { staff }: People): Promise<void> {
  const journey = createJourney(http);
  for (const state of ['holding', 'awaiting_approval']) {
    const lines = await untilAnswered(() => journey.commissionsIn(staff.ines, state));
    for (const line of lines.filter(({ approvals }) => approvals.length === 0)) {
      const key = randomUUID();
      // The line may have moved on between looking and approving; the next round looks again.
      await persistCommand(http, staff.ines, () => journey.approve(staff.ines, line, key));
    }
  }
}

/** One run of everything approved. False when there is nothing to pay. */
async function payAll(http: Http, { staff }: People): Promise<boolean> {
  const journey = createJourney(http);
  const approved = await untilAnswered(() => journey.commissionsIn(staff.paul, 'approved'));
  if (approved.length === 0) return false;
  const key = randomUUID();
  const run = await untilAnswered(() => journey.prepareRun(staff.paul, key));
  if (run.items.length === 0) return false;
  for (const [action, by] of [
    ['release', staff.viktor],
    ['confirm', staff.paul],
  ] as const) {
    const actionKey = randomUUID();
    const outcome = await persistCommand(http, by, () => journey.onRun(by, run.id, action, actionKey));
    if (outcome !== 'done') throw new Error(`${action} of ${run.id}: ${outcome}`);
  }
  return true;
}

/** For reads and for what answers with a value: again until there is one, two minutes at most. */
async function untilAnswered<Value>(ask: () => Promise<Value>): Promise<Value> {
  let value: Value | undefined;
  await persist(async () => {
    value = await ask();
    return { status: 200, headers: {}, body: undefined };
  });
  return value as Value;
}
