import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { PayoutRunActivities } from '../activities/payoutRuns.ts';
import { parseRunMessage, type ReadRunMessage } from '../domain/commission/parseRunMessage.ts';
import { hasRunEnded, type RunState } from '../domain/commission/payoutRun.ts';
import { handOver, type HandedOver } from './handOver.ts';
import { answerNext, answerTheRest, listen, type Inbox } from './inbox.ts';
import { localFirst } from './localFirst.ts';
import { RUN_COMMANDS, type PayoutRunInput, type RunCommandName } from './messages.ts';

/** Short idempotent database work. */
const database = localFirst<PayoutRunActivities>('20 seconds');

/** One transaction over every line of the run, of which there may be ten thousand. */
const decisions = localFirst<PayoutRunActivities>('90 seconds');

/** Money is on its way: one attempt, and what is unknown afterwards is looked up. */
const rail = proxyActivities<PayoutRunActivities>({ startToCloseTimeout: '30 seconds', retry: { maximumAttempts: 1 } });

const lookup = proxyActivities<PayoutRunActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

const SUBMITTED_TOGETHER = 50;
const ACTIVITIES_AT_ONCE = 4;

type RunInbox = Inbox<RunCommandName, ReadRunMessage>;

/**
 * A batch of payments: prepared by one person (before this begins), released by another, submitted some items at a time,
 * settled when the bank has paid. Handlers put messages into the inbox; the story below takes one at a time. The rows of the
 * run are its memory, so a long history is left behind between two steps.
 */
export async function payoutRun(input: PayoutRunInput): Promise<RunState> {
  const { runId, rail: railName, waiting = [] } = input;
  const inbox: RunInbox = listen({ commands: RUN_COMMANDS, parse: parseRunMessage, waiting });
  let state = await database.runState({ runId });
  while (!hasRunEnded(state)) {
    if (state === 'released') {
      await submitAll(input, inbox);
      state = await decisions.finishSubmission({ runId, rail: railName });
      continue;
    }
    if (inbox.waiting.length === 0 && workflowInfo().continueAsNewSuggested && allHandlersFinished())
      await turnPage(input, inbox, 0);
    await condition(() => inbox.waiting.length > 0);
    state = await decideNext(runId, inbox);
  }
  await answerTheRest(inbox, async () => {
    state = await decideNext(runId, inbox);
  });
  return state;
}

const decideNext = (runId: string, inbox: RunInbox): Promise<RunState> =>
  answerNext(inbox, ({ name, message: { commandId, actor, payload } }) =>
    decisions.decideRun({ runId, at: new Date().toISOString(), command: { commandId, name, actor, payload } }),
  );

/** What waits is taken along. Whoever waits for its answer gets it from the record of the command. */
const turnPage = ({ runId, rail: railName }: PayoutRunInput, inbox: RunInbox, attemptsBefore: number) =>
  continueAsNew<typeof payoutRun>({ runId, rail: railName, waiting: inbox.waiting, attemptsBefore });

/** Some at a time, until every item is with its rail or has left the run. */
async function submitAll(input: PayoutRunInput, inbox: RunInbox): Promise<void> {
  const limit = SUBMITTED_TOGETHER * ACTIVITIES_AT_ONCE;
  for (;;) {
    const items = await database.itemsToSubmit({ runId: input.runId, limit });
    if (items.length === 0) return;
    const groups = Array.from({ length: Math.ceil(items.length / SUBMITTED_TOGETHER) }, (_, place) =>
      items.slice(place * SUBMITTED_TOGETHER, (place + 1) * SUBMITTED_TOGETHER),
    );
    const handed = await Promise.all(groups.map((group) => submit(group, input.attemptsBefore ?? 0)));
    if (workflowInfo().continueAsNewSuggested) {
      const unfinished = handed.filter(({ left }) => left.length > 0).map(({ attempts }) => attempts);
      await turnPage(input, inbox, Math.max(0, ...unfinished));
    }
  }
}

const submit = (items: readonly string[], attemptsBefore: number): Promise<HandedOver> =>
  handOver({
    items,
    attemptsBefore,
    attempt: async (itemIds, attempt) => {
      try {
        await rail.submitItems({ itemIds, attempt, at: new Date().toISOString() });
        return true;
      } catch (error) {
        if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
        return false;
      }
    },
    unknownToRail: (itemIds) => lookup.lookUpItems({ itemIds }),
    pause: (seconds) => sleep(`${String(seconds)} seconds`),
    isEnough: () => workflowInfo().continueAsNewSuggested,
  });
