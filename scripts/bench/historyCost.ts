import type { Client, WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** What somebody sends to a story, and the work that follows it until the next message. */
export type Step = {
  message: 'start' | 'update' | 'signal';
  name: string;
  localActivities: number;
  activities: number;
  timers: number;
};

export type HistoryCost = { events: number; actions: number; counts: Record<string, number>; steps: Step[] };

/**
 * Billable actions by the rules of Temporal Cloud: one each for the start, a timer, an attempt of an activity, a signal, an
 * update, a query, a change of search attributes after the start; all local activities of one workflow task together are
 * one. Queries leave no history and are added by who sends them (the journey sends none).
 */
export const COUNTING_RULE =
  'start 1, timer 1, activity attempt 1, signal 1, update 1, query 1, all local activities of one workflow task 1';

/** Counts what one workflow has cost so far. */
export async function historyCost(client: Client, workflowId: string): Promise<HistoryCost> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return costOf(events ?? []);
}

/** Attributes say what kind of event it is: each kind has its own. */
export function costOf(events: readonly HistoryEvent[]): HistoryCost {
  const tasksWithLocalActivities = new Set<string>();
  const counts = { starts: 0, timers: 0, activityAttempts: 0, signals: 0, updates: 0, searchAttributes: 0 };
  const steps: Step[] = [];
  const begin = (message: Step['message'], name: string): Step => {
    const begun: Step = { message, name, localActivities: 0, activities: 0, timers: 0 };
    steps.push(begun);
    return begun;
  };
  const current = (): Step => steps.at(-1) ?? begin('start', 'start');
  for (const event of events) {
    if (event.workflowExecutionStartedEventAttributes) {
      counts.starts += 1;
      begin('start', 'start');
    } else if (event.timerStartedEventAttributes) {
      counts.timers += 1;
      current().timers += 1;
    } else if (event.activityTaskScheduledEventAttributes) {
      current().activities += 1;
    } else if (event.activityTaskStartedEventAttributes) {
      counts.activityAttempts += event.activityTaskStartedEventAttributes.attempt ?? 1;
    } else if (event.workflowExecutionSignaledEventAttributes) {
      counts.signals += 1;
      begin('signal', event.workflowExecutionSignaledEventAttributes.signalName ?? '');
    } else if (event.workflowExecutionUpdateAcceptedEventAttributes) {
      counts.updates += 1;
      begin('update', event.workflowExecutionUpdateAcceptedEventAttributes.acceptedRequest?.input?.name ?? '');
    } else if (event.upsertWorkflowSearchAttributesEventAttributes) {
      counts.searchAttributes += 1;
    } else if (event.markerRecordedEventAttributes) {
      current().localActivities += 1;
      const { workflowTaskCompletedEventId } = event.markerRecordedEventAttributes;
      tasksWithLocalActivities.add(String(workflowTaskCompletedEventId ?? ''));
    }
  }
  const all = { ...counts, tasksWithLocalActivities: tasksWithLocalActivities.size };
  const actions = Object.values(all).reduce((sum, one) => sum + one, 0);
  return { events: events.length, actions, counts: all, steps };
}
