import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import {
  DEAL_SWEEP_SCHEDULE_ID,
  DIGEST_SCHEDULE_ID,
  PAYOUT_DRAFTS_SCHEDULE_ID,
  RECONCILIATION_SCHEDULE_ID,
  TASK_QUEUE,
  TIER_CHECKS_SCHEDULE_ID,
} from '../../workflows/messages.ts';

/**
 * Every hour, since seven o'clock comes at another hour in every zone. After an outage the hours that were missed are made
 * up for by one run: a mail that is due stays so until it is made.
 */
const DIGEST = {
  scheduleId: DIGEST_SCHEDULE_ID,
  spec: { calendars: [{ comment: 'on the hour', hour: '*', minute: 0 }] },
  action: { type: 'startWorkflow', workflowType: 'digest', workflowId: 'digest', taskQueue: TASK_QUEUE, args: [] },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour', pauseOnFailure: false },
} as const satisfies ScheduleOptions;

/** Every hour, away from the hour itself. What an outage has missed the next run finds: it looks at all claims. */
const DEAL_SWEEP = {
  scheduleId: DEAL_SWEEP_SCHEDULE_ID,
  spec: { calendars: [{ comment: 'at half past', hour: '*', minute: 30 }] },
  action: {
    type: 'startWorkflow',
    workflowType: 'dealSweep',
    workflowId: 'deal-sweep',
    taskQueue: TASK_QUEUE,
    args: [],
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour', pauseOnFailure: false },
} as const satisfies ScheduleOptions;

/** Every morning, before finance begins; what an outage has missed is made up for within the day. */
const RECONCILIATION = {
  scheduleId: RECONCILIATION_SCHEDULE_ID,
  spec: { calendars: [{ comment: 'at six in the morning, UTC', hour: 6, minute: 0 }] },
  action: {
    type: 'startWorkflow',
    workflowType: 'reconciliation',
    workflowId: 'reconciliation',
    taskQueue: TASK_QUEUE,
    args: [],
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12 hours', pauseOnFailure: false },
} as const satisfies ScheduleOptions;

/**
 * Every quarter of an hour, for a day begins at such a moment in every zone. What an outage has missed the next run makes up for:
 * it looks for periods that are over and not closed.
 */
const PAYOUT_DRAFTS = {
  scheduleId: PAYOUT_DRAFTS_SCHEDULE_ID,
  spec: { calendars: [{ comment: 'every quarter of an hour', hour: '*', minute: [0, 15, 30, 45] }] },
  action: {
    type: 'startWorkflow',
    workflowType: 'payoutDrafts',
    workflowId: 'payout-drafts',
    taskQueue: TASK_QUEUE,
    args: [],
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 hour', pauseOnFailure: false },
} as const satisfies ScheduleOptions;

/** Every morning, and each partner once a month: what an outage has missed, or what failed, the next morning makes up for. */
const TIER_CHECKS = {
  scheduleId: TIER_CHECKS_SCHEDULE_ID,
  spec: { calendars: [{ comment: 'at five in the morning, UTC', hour: 5, minute: 0 }] },
  action: {
    type: 'startWorkflow',
    workflowType: 'tierChecks',
    workflowId: 'tier-checks',
    taskQueue: TASK_QUEUE,
    args: [],
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12 hours', pauseOnFailure: false },
} as const satisfies ScheduleOptions;

/** Makes the schedules, or brings them to what they are today; safe to repeat. */
export async function applySchedules({ schedule }: Client): Promise<void> {
  for (const wanted of [DIGEST, DEAL_SWEEP, RECONCILIATION, PAYOUT_DRAFTS, TIER_CHECKS]) {
    try {
      await schedule.create(wanted);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await schedule.getHandle(wanted.scheduleId).update(({ state }) => ({ ...wanted, state }));
    }
  }
}
