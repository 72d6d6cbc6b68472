import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createDigestActivities } from '../../activities/digest.ts';
import { createMailActivities } from '../../activities/mail.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { makeDigests } from '../../adapters/database/mailDigest.ts';
import { createMailOutbox } from '../../adapters/database/mailOutbox.ts';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import type { DigestInput } from '../../workflows/messages.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createTimeSkippingEnvironment } from '../support/temporal.ts';
import { workflowBundle } from '../support/workflowBundle.ts';

const taskQueue = 'digests';
/** A Monday: 07:30 in Berlin, 06:30 in London, 22:30 of Sunday in Los Angeles. */
const MONDAY = '2026-11-30T06:30:00.000Z';

let environment: TestWorkflowEnvironment;
let testDatabase: TestDatabase;
let owner: Database;
let worker: Database;
let bundle: { codePath: string };

beforeAll(async () => {
  environment = await createTimeSkippingEnvironment();
  bundle = await workflowBundle();
  testDatabase = await createTestDatabase();
  owner = createDatabase({ url: testDatabase.url, role: 'fairlead_owner', connections: 1 });
  worker = createDatabase({ url: testDatabase.url, role: 'fairlead_worker', connections: 2 });
  await owner.partner.create({ data: { id: 'prt_1', name: 'Brightwater', country: 'DE' } });
  await owner.user.createMany({
    data: [
      someone('usr_ada', { roles: ['partner_admin'], zone: 'Europe/Berlin', language: 'de' }),
      someone('usr_bea', { zone: 'Europe/London' }),
      someone('usr_cem', { zone: 'America/Los_Angeles', roles: ['partner_admin'] }),
      someone('usr_dan', { zone: 'Europe/Berlin', roles: ['partner_admin'], notifications: { weekly_digest: 'off' } }),
      someone('usr_eve', {
        zone: 'Europe/Berlin',
        roles: ['partner_admin'],
        createdAt: new Date('2026-11-30T06:10:00Z'),
      }),
      someone('usr_fay', { zone: 'Europe/Berlin' }),
      someone('usr_gil', { zone: 'Europe/Berlin', roles: ['sales_rep'], partnerId: null }),
    ],
  });
  await owner.referral.create({ data: referral('ref_1', 'usr_bea') });
  await owner.digestItem.create({
    data: {
      userId: 'usr_ada',
      eventId: 'evt_1',
      text: 'attempt',
      referralId: 'ref_1',
      facts: { channel: 'phone', at: '2026-11-27T09:00:00.000Z' },
      at: new Date('2026-11-27T09:00:00.000Z'),
    },
  });
}, 300_000);

afterAll(async () => {
  await Promise.all([owner.$disconnect(), worker.$disconnect(), environment.teardown()]);
  await testDatabase.drop();
});

const someone = (id: string, more: object) => ({
  id,
  email: `${id}@x.example`,
  name: id,
  roles: ['partner_user'],
  partnerId: 'prt_1',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ...more,
});

const referral = (id: string, by: string) => ({
  id,
  number: `R-${id}`,
  intakeNo: 1n,
  programId: 'prg_1',
  partnerId: 'prt_1',
  submittedBy: { kind: 'user', id: by },
  channel: 'web',
  submittedAt: new Date('2026-11-20T09:00:00Z'),
  policyVersionId: 'pol_1',
  terms: '',
  prospectName: 'Jana Falk',
  companyId: 'cpy_1',
  companyName: 'Nordwind AB',
  need: 'x',
  consentBasis: 'consent',
  stage: 'waitlisted',
  next: { situation: 'waitlisted', action: 'wait', who: null, dueAt: null, facts: { position: 1 } },
});

/** One run at this moment; `limit` is how many people a batch has. */
async function run(at: string, limit = 100): Promise<number> {
  const activities = createDigestActivities({ makeDigests: (args) => makeDigests(worker, { ...args, limit }) });
  const { nativeConnection: connection } = environment;
  const running = await Worker.create({ connection, taskQueue, workflowBundle: bundle, activities });
  return running.runUntil(
    environment.client.workflow.execute<(input: DigestInput) => Promise<number>>('digest', {
      workflowId: 'digest',
      taskQueue,
      args: [{ at }],
    }),
  );
}

const mails = async (): Promise<string[]> => {
  const rows = await owner.outboxRow.findMany({ where: { kind: 'mail' }, orderBy: { id: 'asc' } });
  return rows.map(({ payload }) => {
    const { eventId, receiver } = payload as { eventId: string; receiver: { userId: string } };
    return `${receiver.userId} ${eventId}`;
  });
};

describe('the mail of the week', () => {
  it('is made once for whom it is Monday morning, and later for whom it is later', async () => {
    expect(await run(MONDAY)).toBe(1);
    expect(await mails()).toEqual(['usr_ada digest_2026-11-30']);
    expect(await run(MONDAY)).toBe(0);
    // Half an hour later it is seven in London, and in the afternoon in Los Angeles.
    expect(await run('2026-11-30T07:00:00.000Z', 1)).toBe(1);
    expect(await run('2026-11-30T15:00:00.000Z')).toBe(1);
    expect(await run('2026-12-02T09:00:00.000Z')).toBe(0);
    expect(await mails()).toEqual([
      'usr_ada digest_2026-11-30',
      'usr_bea digest_2026-11-30',
      'usr_cem digest_2026-11-30',
    ]);
  });

  it('says what waited and what is open, in the words of the reader, with an id that a repeat has too', async () => {
    const mail = createFakeMail();
    const { deliverMail } = createMailActivities({
      outbox: createMailOutbox(worker),
      mail,
      publicUrl: 'https://partners.helioforge.example',
    });
    for (const { id } of await owner.outboxRow.findMany({ orderBy: { id: 'asc' } })) {
      await deliverMail({ outboxId: String(id) });
    }
    const [toAda, toBea] = mail.sent;
    expect(toAda?.messageId).toBe('digest_2026-11-30.weekly_digest.usr_ada@fairlead.partners.helioforge.example');
    expect(toAda?.subject).toBe('Ihre Woche: 1 offene Empfehlung');
    expect(toAda?.letter.lists.map(({ title, lines }) => [title, lines.map(({ text }) => text)])).toEqual([
      ['Was geschehen ist', [expect.stringMatching(/^Nordwind AB \(R-ref_1\): Angerufen am Freitag, 27. November/)]],
      ['Ihre offenen Empfehlungen', [expect.stringContaining('Sie sind als Nächstes an der Reihe')]],
    ]);
    for (const part of [toAda?.text, toAda?.html]) expect(part).toContain('Eine andere Empfehlung war früher da.');
    expect(toBea?.subject).toBe('Your week: 1 open referral');
    expect(toBea?.letter.lists.map(({ title }) => title)).toEqual(['Your open referrals']);
  });

  it('comes again the week after, without what was told already', async () => {
    expect(await run('2026-12-07T18:00:00.000Z', 2)).toBe(4);
    const items = await owner.digestItem.findMany();
    expect(items).toMatchObject([{ digestWeek: '2026-11-30' }]);
  });
});
