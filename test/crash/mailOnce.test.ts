import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** Three processes, one after the other. */
const BOUND_MS = 120_000;

let testDatabase: TestDatabase;
let owner: Database;
let received: { to: string; id: string }[] = [];

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, session, callback) => {
    text(stream).then(
      (mail) => {
        const id = /^message-id: <(.*)>/im.exec(mail)?.[1] ?? '';
        received.push(...session.envelope.rcptTo.map(({ address }) => ({ to: address, id })));
        callback(null);
      },
      (error: unknown) => callback(error as Error),
    );
  },
});

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = createDatabase({ url: testDatabase.url, role: 'fairlead_owner', connections: 1 });
  await owner.partner.create({ data: { id: 'prt_1', name: 'Brightwater', country: 'DE' } });
  const admin = (id: string, more: object = {}) => ({
    id,
    email: `${id}@x.example`,
    name: id,
    roles: ['partner_admin'],
    partnerId: 'prt_1',
    ...more,
  });
  await owner.user.createMany({
    data: [
      admin('usr_ada'),
      admin('usr_bea', { notifications: { accepted: 'digest' } }),
      admin('usr_cem', { quietFrom: '00:00', quietTo: '23:59' }),
      admin('usr_zoe'),
    ],
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 300_000);

afterAll(async () => {
  await new Promise<void>((resolve) => server.close(resolve));
  await owner.$disconnect();
  await testDatabase.drop();
});

/** How a process that delivers this row ended: SIGKILL where the power failed. */
async function deliver(outboxId: bigint, crashAt?: string): Promise<NodeJS.Signals | null> {
  const file = fileURLToPath(new URL('../support/deliverProcess.ts', import.meta.url));
  const { port } = server.server.address() as AddressInfo;
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    stdio: 'ignore',
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: testDatabase.url,
      SMTP_URL: `smtp://127.0.0.1:${String(port)}`,
      OUTBOX_ID: String(outboxId),
      ...(crashAt === undefined ? {} : { CRASH_AT: crashAt }),
    },
  });
  await once(child, 'exit');
  return child.signalCode;
}

let made = 0;

/** A mail for every administrator of a partner: Ada and Zoe now, Bea in her week, Cem after his quiet hours. */
async function mailToAll(eventId: string): Promise<bigint> {
  await owner.referral.create({
    data: {
      id: `ref_${eventId}`,
      number: `R-${eventId}`,
      intakeNo: BigInt((made += 1)),
      programId: 'prg_1',
      partnerId: 'prt_1',
      submittedBy: { kind: 'api_key', id: 'key_1' },
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
    },
  });
  const payload = {
    eventId,
    text: 'accepted',
    referralId: `ref_${eventId}`,
    receiver: { kind: 'submitter' },
    facts: {},
  };
  const row = await owner.outboxRow.create({ data: { kind: 'mail', groupKey: `mail:${eventId}`, payload } });
  return row.id;
}

describe('a power cut while a mail is delivered', () => {
  it.each([
    { crashAt: 'mail.before', copiesOfAda: 1, why: 'nothing had gone out' },
    { crashAt: 'mail.after', copiesOfAda: 2, why: 'what went out cannot be known: a second copy has the same id' },
    { crashAt: 'mail.before:2', copiesOfAda: 1, why: 'Ada was noted before the next' },
    { crashAt: 'mail.after:2', copiesOfAda: 1, why: 'Ada was noted before the next' },
  ])(
    'at $crashAt loses nothing and tells nobody anything twice ($why)',
    async ({ crashAt, copiesOfAda }) => {
      received = [];
      const eventId = `evt_${crashAt.replaceAll(/\W/g, '')}`;
      const row = await mailToAll(eventId);
      expect(await deliver(row, crashAt)).toBe('SIGKILL');
      expect(await deliver(row)).toBeNull();
      expect(await deliver(row)).toBeNull();

      expect(received.filter(({ to }) => to === 'usr_ada@x.example')).toHaveLength(copiesOfAda);
      const ids = received.map(({ to, id }) => `${to} ${id}`);
      expect([...new Set(ids)].sort()).toEqual([
        `usr_ada@x.example ${eventId}.accepted.usr_ada@fairlead.localhost`,
        `usr_zoe@x.example ${eventId}.accepted.usr_zoe@fairlead.localhost`,
      ]);
      expect(await owner.digestItem.count({ where: { eventId, userId: 'usr_bea' } })).toBe(1);
      expect(await owner.outboxRow.count({ where: { groupKey: `mail:${eventId}:usr_cem:later` } })).toBe(1);
      expect(await owner.outboxRow.findUnique({ where: { id: row } })).toMatchObject({ doneAt: expect.any(Date) });
    },
    BOUND_MS,
  );
});
