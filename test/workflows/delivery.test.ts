import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import type { MailOutbox } from '../../adapters/mail/port.ts';
import { createMailActivities } from '../../activities/mail.ts';
import { deliveryWorkflowId } from '../../workflows/messages.ts';
import { recordHistory } from '../support/recordHistories.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const DAY_MS = 86_400_000;
const taskQueue = 'deliveries';

let environment: TestWorkflowEnvironment;
let bundle: { codePath: string };

beforeAll(async () => {
  environment = await createTimeSkippingEnvironment();
  bundle = await workflowBundle();
}, 300_000);

afterAll(() => environment.teardown());

type Row = { done: boolean; dead: string | undefined; failures: string[]; triedAt: number[] };

/** A row of the outbox that notes when, in the time of the server, each try was made. */
function keepRow(): { row: Row; outbox: MailOutbox } {
  const row: Row = { done: false, dead: undefined, failures: [], triedAt: [] };
  const outbox: MailOutbox = {
    findPending: async () => {
      row.triedAt.push(await environment.currentTimeMs());
      if (row.done) return undefined;
      return {
        payload: {
          eventId: 'evt_1',
          text: 'received',
          referralId: null,
          receiver: { kind: 'user', userId: 'usr_1' },
          facts: {},
        },
        at: new Date('2026-11-24T14:02:07.000Z'),
        receivers: [
          {
            userId: 'usr_1',
            name: 'Ada',
            email: 'ada@brightwater.example',
            language: 'en',
            zone: 'UTC',
            reader: 'partner',
            settings: {},
            quietUntil: null,
          },
        ],
        sentTo: [],
        referral: undefined,
        owner: undefined,
        previousOwner: undefined,
        author: undefined,
        reviewer: undefined,
        message: undefined,
      };
    },
    markSentTo: () => Promise.resolve(),
    keepForDigest: () => Promise.resolve(),
    postpone: () => Promise.resolve(),
    digestOf: () => Promise.resolve({ items: [], itemCount: 0, open: [], openCount: 0 }),
    markDone: () => Promise.resolve(void (row.done = true)),
    noteFailure: (_id, code) => Promise.resolve(void row.failures.push(code)),
    markDead: (_id, code) => Promise.resolve(void (row.dead = code)),
  };
  return { row, outbox };
}

async function deliver(eventId: string, mail: ReturnType<typeof createFakeMail>) {
  const { row, outbox } = keepRow();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: bundle,
    activities: createMailActivities({ outbox, mail, publicUrl: 'http://localhost:3000' }),
  });
  const startedAt = await environment.currentTimeMs();
  const result: unknown = await worker.runUntil(
    environment.client.workflow.execute('delivery', {
      workflowId: deliveryWorkflowId(eventId),
      taskQueue,
      args: [{ eventId, outboxId: '1' }],
    }),
  );
  const handle = environment.client.workflow.getHandle(deliveryWorkflowId(eventId));
  await recordHistory(handle, expect.getState().currentTestName ?? 'delivery', String(result));
  const waits = row.triedAt.map((at, index) => at - (row.triedAt[index - 1] ?? startedAt));
  return { result, row, waits };
}

const SCHEDULE_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

describe('the delivery of a mail that failed at first', () => {
  it('tries again after five seconds and is done', async () => {
    const mail = createFakeMail();
    const { result, row } = await deliver('evt_once', mail);
    expect(result).toBe('delivered');
    expect(row).toMatchObject({ done: true, failures: [], dead: undefined });
    expect(mail.sent).toHaveLength(1);
  });

  it('keeps to the schedule for as long as the server is away, then is listed as stuck', async () => {
    const mail = createFakeMail();
    mail.failNext('mail_unavailable', Infinity);
    const { result, row, waits } = await deliver('evt_never', mail);
    expect(result).toBe('dead');
    expect(row.dead).toBe('mail_unavailable');
    expect(row.failures).toHaveLength(SCHEDULE_S.length);
    for (const [index, seconds] of SCHEDULE_S.entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(seconds * 1_000 - 1_000);
      expect(waits[index]).toBeLessThan(seconds * 1_000 + 60_000);
    }
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3 * DAY_MS);
  });

  it('arrives when the server is back, once', async () => {
    const mail = createFakeMail();
    mail.failNext('mail_unavailable', 3);
    const { result, row } = await deliver('evt_later', mail);
    expect(result).toBe('delivered');
    expect(row.failures).toEqual(['mail_unavailable', 'mail_unavailable', 'mail_unavailable']);
    expect(mail.sent).toHaveLength(1);
  });

  it('ends at once when the address is refused', async () => {
    const mail = createFakeMail();
    mail.failNext('mail_refused', Infinity);
    const { result, row } = await deliver('evt_refused', mail);
    expect(result).toBe('dead');
    expect(row).toMatchObject({ dead: 'mail_refused', failures: ['mail_refused'] });
  });
});
