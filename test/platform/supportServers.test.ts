import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { launchBrowser } from '../support/browser.ts';
import { createTestNamespace, createTimeSkippingEnvironment } from '../support/temporal.ts';

const PARTNER = [{ key: defineSearchAttributeKey('FairleadPartnerId', 'KEYWORD'), value: 'prt_1' }];

describe('the Temporal servers of the tests', () => {
  let skipping: TestWorkflowEnvironment;
  beforeAll(async () => {
    skipping = await createTimeSkippingEnvironment();
  });
  afterAll(() => skipping.teardown());

  it('starts workflows with our search attributes where time is skipped', async () => {
    const handle = await skipping.client.workflow.start('anything', {
      taskQueue: 'nobody',
      workflowId: 'one',
      typedSearchAttributes: PARTNER,
    });
    expect(handle.workflowId).toBe('one');
    await handle.terminate();
  });

  it('gives each file a namespace in which ids may repeat', async () => {
    for (const { address, namespace } of [await createTestNamespace(), await createTestNamespace()]) {
      const connection = await Connection.connect({ address });
      const client = new Client({ connection, namespace });
      const options = { taskQueue: 'nobody', workflowId: 'one', typedSearchAttributes: PARTNER };
      expect((await client.workflow.start('anything', options)).workflowId).toBe('one');
      await connection.close();
    }
  });
});

describe('the browser of the tests', () => {
  it('opens a page', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.setContent('<title>Ready</title>');
    expect(await page.title()).toBe('Ready');
    await browser.close();
  }, 300_000);
});
