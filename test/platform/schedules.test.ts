import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { createTemporalClient } from '../../adapters/temporal/client.ts';
import { applySchedules } from '../../adapters/temporal/schedules.ts';
import {
  DEAL_SWEEP_SCHEDULE_ID,
  DIGEST_SCHEDULE_ID,
  PAYOUT_DRAFTS_SCHEDULE_ID,
  RECONCILIATION_SCHEDULE_ID,
  TIER_CHECKS_SCHEDULE_ID,
} from '../../workflows/messages.ts';
import { createTestNamespace } from '../support/temporal.ts';

let client: Client;

beforeAll(async () => {
  const { address, namespace } = await createTestNamespace();
  client = createTemporalClient({ connectionOptions: { address }, namespace });
}, 300_000);

afterAll(() => client.connection.close());

const hoursBetween = (times: readonly Date[]): number[] =>
  times.slice(1, 4).map((time, place) => (time.getTime() - (times[place]?.getTime() ?? 0)) / 3_600_000);

describe('what runs by the clock', () => {
  it('is applied as often as one likes, and stays paused when somebody has paused it', async () => {
    await applySchedules(client);
    const handle = client.schedule.getHandle(DIGEST_SCHEDULE_ID);
    await handle.pause('for a while');
    await applySchedules(client);
    const described = await handle.describe();
    expect(described.state).toMatchObject({ paused: true, note: 'for a while' });
    expect(described.action).toMatchObject({ workflowType: 'digest', workflowId: 'digest' });
    expect(described.policies.overlap).toBe('SKIP');
    expect(described.spec.calendars).toHaveLength(1);
    const sweep = await client.schedule.getHandle(DEAL_SWEEP_SCHEDULE_ID).describe();
    expect(sweep.state.paused).toBe(false);
    expect(sweep.action).toMatchObject({ workflowType: 'dealSweep', workflowId: 'deal-sweep' });
    const daily = await client.schedule.getHandle(RECONCILIATION_SCHEDULE_ID).describe();
    expect(daily.action).toMatchObject({ workflowType: 'reconciliation', workflowId: 'reconciliation' });
    expect(hoursBetween(daily.info.nextActionTimes)).toEqual([24, 24, 24]);
    const tiers = await client.schedule.getHandle(TIER_CHECKS_SCHEDULE_ID).describe();
    expect(tiers.action).toMatchObject({ workflowType: 'tierChecks', workflowId: 'tier-checks' });
    expect(hoursBetween(tiers.info.nextActionTimes)).toEqual([24, 24, 24]);
    const drafts = await client.schedule.getHandle(PAYOUT_DRAFTS_SCHEDULE_ID).describe();
    expect(drafts.action).toMatchObject({ workflowType: 'payoutDrafts', workflowId: 'payout-drafts' });
    expect(hoursBetween(drafts.info.nextActionTimes)).toEqual([0.25, 0.25, 0.25]);
    for (const { info } of [described, sweep]) expect(hoursBetween(info.nextActionTimes)).toEqual([1, 1, 1]);
  });
});
