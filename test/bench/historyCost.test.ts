import { describe, expect, it } from '@jest/globals';
import { costOf } from '../../scripts/bench/historyCost.ts';

type Events = Parameters<typeof costOf>[0];

const localActivity = (task: number): Events[number] => ({
  markerRecordedEventAttributes: { markerName: String(task) },
});

describe('billable actions of a history', () => {
  it('counts every start, timer, signal, update and attempt', () => {
    const events: Events = [
      { workflowExecutionStartedEventAttributes: {} },
      { timerStartedEventAttributes: {} },
      { activityTaskScheduledEventAttributes: {} },
      { activityTaskStartedEventAttributes: { attempt: 3 } },
      { workflowExecutionSignaledEventAttributes: { signalName: 'runSettled' } },
      { workflowExecutionUpdateAcceptedEventAttributes: { acceptedRequest: { input: { name: 'contact' } } } },
    ];
    expect(costOf(events)).toMatchObject({ events: 6, actions: 7 });
  });

  it('counts all local activities of one workflow task once', () => {
    const { actions, steps } = costOf([localActivity(1), localActivity(2)]);
    expect(actions).toBe(1);
    expect(steps).toEqual([{ message: 'start', name: 'start', localActivities: 2, activities: 0, timers: 0 }]);
  });

  it('gives each message the work that followed it', () => {
    const { steps } = costOf([
      { workflowExecutionStartedEventAttributes: {} },
      localActivity(1),
      { workflowExecutionUpdateAcceptedEventAttributes: { acceptedRequest: { input: { name: 'close' } } } },
      localActivity(2),
      localActivity(3),
      { timerStartedEventAttributes: {} },
    ]);
    expect(steps.map(({ name, localActivities, timers }) => [name, localActivities, timers])).toEqual([
      ['start', 1, 0],
      ['close', 2, 1],
    ]);
  });
});
