import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { BareActivities } from './bareWorker.ts';
import type { Step } from './historyCost.ts';

/** The floor of the flow: the messages, timers and activities of a referral's story, and nothing behind them. */
export type BareInput = { steps: Step[]; filler: unknown };
export type BareMessage = { commandId: string; payload: unknown };

export const moveUpdate = defineUpdate<string, [BareMessage]>('move');
export const moveSignal = defineSignal<[BareMessage]>('tell');

const { localNothing } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10 seconds' });
const { nothing } = proxyActivities<BareActivities>({ startToCloseTimeout: '30 seconds' });

export async function bareStory({ steps, filler }: BareInput): Promise<string> {
  const inbox: BareMessage[] = [];
  const seen = new Set<string>();
  const running: Promise<unknown>[] = [];
  setHandler(moveUpdate, async (message) => {
    inbox.push(message);
    await condition(() => seen.has(message.commandId));
    return 'done';
  });
  setHandler(moveSignal, (message) => void inbox.push(message));
  for (const step of steps) {
    if (step.message !== 'start') await condition(() => inbox.length > 0);
    // A message may be here before the first step is done; it belongs to the second.
    const message = step.message === 'start' ? undefined : inbox.shift();
    for (let count = 0; count < step.localActivities; count += 1) await localNothing({ filler });
    for (let count = 0; count < step.activities; count += 1) running.push(nothing({ filler }));
    for (let count = 0; count < step.timers; count += 1) void sleep('90 days');
    if (message !== undefined) seen.add(message.commandId);
  }
  await Promise.all(running);
  return 'paid';
}

/** The floor of a clock: one timer, and nothing that happens when it strikes. */
export async function bareTimer({ dueAt }: { dueAt: number }): Promise<void> {
  await sleep(Math.max(1, dueAt - Date.now()));
}
