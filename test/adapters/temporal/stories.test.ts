import { WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { expect, it } from '@jest/globals';
import type { Database } from '../../../adapters/database/client.ts';
import { createStories } from '../../../adapters/temporal/stories.ts';

/** A story whose update ends with a failure of this type, as the real client tells it. */
const storiesThatFail = (type: string) => {
  const result = () =>
    Promise.reject(new WorkflowUpdateFailedError('Workflow Update failed', ApplicationFailure.nonRetryable('', type)));
  const client = {
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflow: { getHandle: () => ({ startUpdate: () => Promise.resolve({ result }) }) },
  };
  return createStories({ client: client as unknown as Client, database: {} as Database });
};

it.each([
  { type: 'invalid_request', delivered: { outcome: 'refused', code: 'invalid_request', facts: {} } },
  { type: 'busy', delivered: { outcome: 'later' } },
  { type: 'UnprocessedUpdate', delivered: { outcome: 'later' } },
])('$type of an update that failed: $delivered.outcome', async ({ type, delivered }) => {
  const actor = { kind: 'user', id: 'usr_1' } as const;
  const command = { workflowId: 'referral:ref_1', name: 'ask', commandId: 'cmd_1', actor, payload: {} } as const;
  expect(await storiesThatFail(type).deliver(command, 3_000)).toEqual(delivered);
});
