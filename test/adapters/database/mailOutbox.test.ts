import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../../adapters/database/client.ts';
import { createMailOutbox } from '../../../adapters/database/mailOutbox.ts';
import type { MailOutbox } from '../../../adapters/mail/port.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let testDatabase: TestDatabase;
let owner: Database;
let worker: Database;
let outbox: MailOutbox;

const PARTNER = 'prt_1';
const OTHER_PARTNER = 'prt_2';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = createDatabase({ url: testDatabase.url, role: 'fairlead_owner', connections: 1 });
  worker = createDatabase({ url: testDatabase.url, role: 'fairlead_worker', connections: 2 });
  outbox = createMailOutbox(worker);
  await owner.partner.createMany({
    data: [PARTNER, OTHER_PARTNER].map((id) => ({ id, name: id, country: 'DE' })),
  });
  const person = (id: string, roles: string[], partnerId: string | null, active = true) => ({
    id,
    email: `${id}@x.example`,
    name: `Name of ${id}`,
    roles,
    partnerId,
    active,
  });
  await owner.user.createMany({
    data: [
      person('usr_ada', ['partner_admin'], PARTNER),
      person('usr_zoe', ['partner_admin'], PARTNER),
      person('usr_left', ['partner_admin'], PARTNER, false),
      person('usr_mira', ['partner_user'], PARTNER),
      person('usr_other', ['partner_admin'], OTHER_PARTNER),
      person('usr_nora', ['sales_rep'], null),
      person('usr_emil', ['sales_rep'], null, false),
    ],
  });
}, 300_000);

afterAll(async () => {
  await Promise.all([owner.$disconnect(), worker.$disconnect()]);
  await testDatabase.drop();
});

let count = 0;

async function referralBy(submittedBy: Record<string, string>): Promise<string> {
  count += 1;
  const id = `ref_${String(count)}`;
  await owner.referral.create({
    data: {
      id,
      number: `R-${String(count)}`,
      intakeNo: BigInt(count),
      programId: 'prg_1',
      partnerId: PARTNER,
      submittedBy,
      channel: 'api',
      submittedAt: new Date(),
      policyVersionId: 'pol_1',
      terms: '',
      prospectName: 'Jana Falk',
      companyId: 'cpy_1',
      companyName: 'Nordwind AB',
      need: 'x',
      consentBasis: 'consent',
      stage: 'accepted',
      next: {},
      feedback: 'Perfect',
    },
  });
  return id;
}

async function rowOf(payload: Record<string, string | object | null>): Promise<string> {
  const { id } = await owner.outboxRow.create({
    data: {
      kind: 'mail',
      groupKey: 'mail:evt_1:x',
      payload: { eventId: 'evt_1', text: 'accepted', facts: {}, ...payload },
    },
  });
  return String(id);
}

const receiverIds = async (outboxId: string): Promise<string[] | undefined> =>
  (await outbox.findPending(outboxId))?.receivers.map(({ userId }) => userId);

describe('who gets a mail for the submitter', () => {
  it.each([
    { by: { kind: 'user', id: 'usr_mira' }, to: ['usr_mira'], why: 'the person who handed it in' },
    { by: { kind: 'api_key', id: 'key_1' }, to: ['usr_ada', 'usr_zoe'], why: 'a key reads no mail' },
    { by: { kind: 'user', id: 'usr_nora', onBehalfOf: 'usr_mira' }, to: ['usr_mira'], why: 'done on behalf' },
    {
      by: { kind: 'user', id: 'usr_nora' },
      to: ['usr_ada', 'usr_zoe'],
      why: 'nobody inside gets a mail of the partner',
    },
    { by: { kind: 'user', id: 'usr_left' }, to: ['usr_ada', 'usr_zoe'], why: 'the person has left' },
    { by: { kind: 'user', id: 'usr_other' }, to: ['usr_ada', 'usr_zoe'], why: 'another partner learns nothing' },
  ])('is $to: $why', async ({ by, to }) => {
    const referralId = await referralBy(by);
    expect(await receiverIds(await rowOf({ referralId, receiver: { kind: 'submitter' } }))).toEqual(to);
  });

  it('is nobody when a named person is not active any more', async () => {
    const receiver = { kind: 'user', userId: 'usr_emil' };
    expect(await receiverIds(await rowOf({ referralId: null, receiver }))).toEqual([]);
  });
});

describe('a mail in the outbox', () => {
  it('comes with the names its text needs', async () => {
    const referralId = await referralBy({ kind: 'user', id: 'usr_mira' });
    await owner.event.create({
      data: {
        id: 'evt_told',
        referralId,
        seq: 1,
        at: new Date(),
        type: 'contact.attempted',
        actorKind: 'user',
        actorId: 'usr_nora',
        source: 'web',
        publicText: JSON.stringify({ channel: 'phone', message: 'Voicemail left' }),
        privateText: JSON.stringify({ note: 'internal only' }),
        publicDigest: '',
        prevHash: '',
        hash: '',
      },
    });
    const facts = { ownerId: 'usr_nora', previousOwnerId: 'usr_emil', reviewerId: 'usr_gone' };
    const pending = await outbox.findPending(
      await rowOf({ eventId: 'evt_told', referralId, receiver: { kind: 'submitter' }, facts }),
    );
    expect(pending).toMatchObject({
      referral: { company: 'Nordwind AB', prospect: 'Jana Falk', feedback: 'Perfect' },
      owner: 'Name of usr_nora',
      previousOwner: 'Name of usr_emil',
      reviewer: undefined,
      message: 'Voicemail left',
    });
    expect(JSON.stringify(pending)).not.toContain('internal only');
  });

  it('to a deputy says for whom it comes, also when it waits for the end of their quiet hours', async () => {
    const receiver = { kind: 'user', userId: 'usr_nora' };
    const id = await rowOf({ referralId: null, eventId: 'evt_away', receiver, standsInFor: 'usr_emil' });
    expect(await outbox.findPending(id)).toMatchObject({ standsInFor: 'Name of usr_emil' });
    await outbox.postpone(id, 'usr_nora', new Date());
    const later = await owner.outboxRow.findFirstOrThrow({ where: { groupKey: { endsWith: 'usr_nora:later' } } });
    expect(await outbox.findPending(String(later.id))).toMatchObject({ standsInFor: 'Name of usr_emil', sentTo: [] });
  });

  it('remembers whom it has gone to, and is gone once it is done', async () => {
    const id = await rowOf({ referralId: null, receiver: { kind: 'user', userId: 'usr_nora' } });
    await outbox.markSentTo(id, 'usr_nora');
    await outbox.markSentTo(id, 'usr_nora');
    expect((await outbox.findPending(id))?.sentTo).toEqual(['usr_nora']);
    await outbox.markDone(id);
    expect(await outbox.findPending(id)).toBeUndefined();
    await outbox.markDead(id, 'mail_unavailable');
    expect(await owner.outboxRow.findUnique({ where: { id: BigInt(id) } })).toMatchObject({ deadAt: null });
  });

  it('says why it is dead, and can still be delivered', async () => {
    const id = await rowOf({ referralId: null, receiver: { kind: 'user', userId: 'usr_nora' } });
    await outbox.noteFailure(id, 'mail_unavailable');
    await outbox.markDead(id, 'mail_refused');
    const row = await owner.outboxRow.findUnique({ where: { id: BigInt(id) } });
    expect(row).toMatchObject({ lastError: 'mail_refused', attempts: 1, doneAt: null });
    expect(row?.deadAt).toBeInstanceOf(Date);
    expect(await outbox.findPending(id)).toBeDefined();
  });

  it('is nothing when the row is no mail or not there', async () => {
    const { id } = await owner.outboxRow.create({ data: { kind: 'signal', groupKey: 'x', payload: {} } });
    expect(await outbox.findPending(String(id))).toBeUndefined();
    expect(await outbox.findPending('999999')).toBeUndefined();
  });
});

describe('what a person wants', () => {
  const rowFor = (userId: string) => rowOf({ referralId: null, receiver: { kind: 'user', userId } });

  it('comes with the receiver: language, zone, settings, side', async () => {
    await owner.user.update({
      where: { id: 'usr_mira' },
      data: { language: 'de', zone: 'Europe/Berlin', notifications: { accepted: 'digest' } },
    });
    expect((await outbox.findPending(await rowFor('usr_mira')))?.receivers).toMatchObject([
      { language: 'de', zone: 'Europe/Berlin', settings: { accepted: 'digest' }, reader: 'partner', quietUntil: null },
    ]);
    expect((await outbox.findPending(await rowFor('usr_nora')))?.receivers).toMatchObject([
      { language: 'en', zone: 'UTC', settings: {}, reader: 'internal' },
    ]);
  });

  it('is kept once for the mail of the week, however often it is tried', async () => {
    const id = await rowFor('usr_mira');
    await outbox.keepForDigest(id, 'usr_mira');
    await outbox.keepForDigest(id, 'usr_mira');
    expect((await outbox.findPending(id))?.sentTo).toEqual(['usr_mira']);
    expect(await owner.digestItem.findMany({ where: { userId: 'usr_mira' } })).toMatchObject([
      { eventId: 'evt_1', text: 'accepted', digestWeek: null },
    ]);
  });

  it('waits for the morning in one row of its own, however often it is tried', async () => {
    const id = await rowOf({ referralId: null, receiver: { kind: 'submitter' } });
    const until = new Date('2027-01-05T06:00:00.000Z');
    await outbox.postpone(id, 'usr_ada', until);
    await outbox.postpone(id, 'usr_ada', until);
    const rows = await owner.outboxRow.findMany({ where: { availableAt: until } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload).toMatchObject({
      eventId: 'evt_1',
      text: 'accepted',
      receiver: { kind: 'user', userId: 'usr_ada' },
    });
    expect(rows[0]?.payload).not.toHaveProperty('sentTo');
  });
});
