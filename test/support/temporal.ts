import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../../scripts/servers/temporal.ts';
import { quietTemporal } from './quietTemporal.ts';
import { testServers } from './servers.ts';

/** `Keyword` in the numbering of Temporal's protocol. */
const KEYWORD = 2;

quietTemporal();

const searchAttributes = Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD]));

/**
 * A namespace of one test file on the shared dev server: its workers take nobody else's tasks, and workflow ids may
 * repeat.
 */
export async function createTestNamespace(): Promise<{ address: string; namespace: string }> {
  const { address } = await testServers.temporal();
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } finally {
    await connection.close();
  }
  return { address, namespace };
}

/**
 * A server of one test file that skips time. Give it back with `teardown()` when nothing is pending. It knows our
 * search attributes; with an unknown one it would hang in silence.
 */
export async function createTimeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const { file } = await testServers.temporalTestServer();
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: file } },
  });
  await environment.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
  return environment;
}
