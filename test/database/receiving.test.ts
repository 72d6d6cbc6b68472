import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { Intake, ReceiveResult } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createPartner, createProgram, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let api: Database;
let intake: Intake;
let programId: string;
let partner: Partner;

beforeAll(async () => {
  ground = await createGround();
  // As the API does it: its role, its grants, a pool.
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 10 });
  intake = createIntake({ database: api, addresses: addressBook });
  programId = await createProgram(ground.database, { vendor: ground.vendor });
  partner = await createPartner(ground.database, { programIds: [programId] });
}, 300_000);

afterAll(async () => {
  await api.$disconnect();
  await ground.close();
});

const receiptOf = (result: ReceiveResult) => {
  if (result.outcome !== 'created' && result.outcome !== 'replayed') throw new Error(JSON.stringify(result));
  return result.receipt;
};

describe('receiving a referral', () => {
  it('commits the referral, its queue entry, its first event, its start and its mail together', async () => {
    const { referralId, intakeNo, number, acknowledgeDueAt, submittedAt } = receiptOf(
      await intake.receive(submissionOf(partner)),
    );
    expect(number).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
    expect(Date.parse(acknowledgeDueAt) - Date.parse(submittedAt)).toBe(4 * 3_600_000);
    expect(await ground.database.queueEntry.findUnique({ where: { referralId } })).toMatchObject({
      state: 'pending',
      productLine: '*',
    });
    expect(await ground.database.event.findMany({ where: { referralId } })).toMatchObject([
      { seq: 1, type: 'referral.submitted' },
    ]);
    const rows = await ground.database.outboxRow.findMany({
      where: { payload: { path: ['input', 'referralId'], equals: referralId } },
    });
    expect(rows).toMatchObject([
      { kind: 'start_story', payload: { input: { intakeNo, partnerId: partner.id, programId } } },
    ]);
    expect(JSON.stringify(rows[0]?.payload)).not.toContain('@');
  });

  it('keeps the tier that the partner has on this day', async () => {
    const rising = await createPartner(ground.database, { programIds: [programId] });
    const tierOf = async () => {
      const { referralId } = receiptOf(await intake.receive(submissionOf(rising)));
      return (await ground.database.referral.findUniqueOrThrow({ where: { id: referralId } })).partnerTier;
    };
    expect(await tierOf()).toBe('standard');
    await ground.database.partner.update({ where: { id: rising.id }, data: { tier: 'gold' } });
    expect(await tierOf()).toBe('gold');
  });

  it('gives the first answer to the same key, and one referral to a thousand requests with it', async () => {
    const submission = submissionOf(partner, { idempotency: { key: 'once', requestHash: 'h1' } });
    const outcomes: string[] = [];
    const referrals = new Set<string>();
    for (let batch = 0; batch < 10; batch += 1) {
      for (const result of await Promise.all(Array.from({ length: 100 }, () => intake.receive(submission)))) {
        outcomes.push(result.outcome);
        referrals.add(receiptOf(result).referralId);
      }
    }
    expect(referrals.size).toBe(1);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'replayed')).toHaveLength(999);
  });

  it('refuses the same key for another body, and lets other callers use it', async () => {
    const first = submissionOf(partner, { idempotency: { key: 'shared', requestHash: 'h1' } });
    await intake.receive(first);
    const other = submissionOf(partner, { idempotency: { key: 'shared', requestHash: 'h2' } });
    expect(await intake.receive(other)).toEqual({ outcome: 'refused', code: 'idempotency_key_reused' });
    expect((await intake.receive({ ...other, caller: partner.adminId })).outcome).toBe('created');
  });

  it('forgets the key of a refused submission, so that it may be sent again when it is put right', async () => {
    const idle = await createPartner(ground.database, { programIds: [programId] });
    await ground.database.enrolment.updateMany({ where: { partnerId: idle.id }, data: { state: 'suspended' } });
    const submission = submissionOf(idle, { idempotency: { key: 'later', requestHash: 'h' } });
    expect(await intake.receive(submission)).toMatchObject({ outcome: 'refused', code: 'partner_not_active' });
    await ground.database.enrolment.updateMany({ where: { partnerId: idle.id }, data: { state: 'active' } });
    expect((await intake.receive(submission)).outcome).toBe('created');
  });

  it('joins a second person of the same company to the first referral of the same partner', async () => {
    const company = { name: 'Nordwind', domain: 'nordwind.example' };
    const { referralId } = receiptOf(
      await intake.receive(submissionOf(partner, { company, prospect: { name: 'A', email: 'a@nordwind.example' } })),
    );
    const again = (email: string) => intake.receive(submissionOf(partner, { company, prospect: { name: 'B', email } }));
    expect(await again('b@nordwind.example')).toEqual({
      outcome: 'same_partner',
      referralId,
      added: ['contact'],
      replayed: false,
    });
    expect(await again('B@nordwind.example')).toMatchObject({ outcome: 'same_partner', added: [] });
    expect(await again('a@nordwind.example')).toMatchObject({ added: [] });
    expect(await ground.database.referralContact.count({ where: { referralId } })).toBe(1);
    const otherLine = submissionOf(partner, {
      company,
      productLine: 'predict',
      prospect: { name: 'A', email: 'a@nordwind.example' },
    });
    expect(await intake.receive(otherLine)).toMatchObject({ outcome: 'same_partner' });
  });

  it('takes another named product line of the same company for a new referral, and joins the same line', async () => {
    const company = { name: 'Suedlicht', domain: 'suedlicht.example' };
    const send = (productLine: string, email: string) =>
      intake.receive(submissionOf(partner, { company, productLine, prospect: { name: 'A', email } }));
    const monitor = receiptOf(await send('monitor', 'a@suedlicht.example'));
    const predict = receiptOf(await send('predict', 'a@suedlicht.example'));
    expect(predict.referralId).not.toBe(monitor.referralId);
    const joined = { outcome: 'same_partner', added: ['contact'], replayed: false };
    expect(await send('monitor', 'b@suedlicht.example')).toEqual({ ...joined, referralId: monitor.referralId });
    expect(await send('predict', 'c@suedlicht.example')).toEqual({ ...joined, referralId: predict.referralId });
    const entries = await ground.database.queueEntry.findMany({
      where: { referralId: { in: [monitor.referralId, predict.referralId] } },
      orderBy: { intakeNo: 'asc' },
    });
    expect(entries.map(({ productLine }) => productLine)).toEqual(['monitor', 'predict']);
    expect(new Set(entries.map(({ companyId }) => companyId)).size).toBe(1);
  });

  it('chooses the only active program, and asks where there are several', async () => {
    const second = await createProgram(ground.database, { vendor: ground.vendor, policy: { acknowledge: 'PT1H' } });
    const both = await createPartner(ground.database, { programIds: [programId, second] });
    expect(await intake.receive(submissionOf(both))).toEqual({ outcome: 'refused', code: 'program_required' });
    const chosen = receiptOf(await intake.receive(submissionOf(both, { programId: second })));
    expect(chosen.programId).toBe(second);
    expect(Date.parse(chosen.acknowledgeDueAt) - Date.parse(chosen.submittedAt)).toBe(3_600_000);
    expect(await intake.receive(submissionOf(partner, { programId: second }))).toEqual({
      outcome: 'refused',
      code: 'not_found',
    });
  });

  it('never takes a mailbox at a public mailer for a company', async () => {
    const at = (name: string) =>
      submissionOf(partner, { company: { name }, prospect: { name, email: `${name}@gmail.com` } });
    const one = receiptOf(await intake.receive(at('erste')));
    const other = receiptOf(await intake.receive(at('zweite')));
    const rows = await ground.database.referral.findMany({ where: { id: { in: [one.referralId, other.referralId] } } });
    expect(new Set(rows.map(({ companyId }) => companyId)).size).toBe(2);
  });

  it('takes a private address for the company only where the names are alike: an adviser speaks for several', async () => {
    const of = async (name: string): Promise<string> => {
      const prospect = { name: 'Adviser', email: 'adviser.to.many@gmail.com' };
      const by = await createPartner(ground.database, { programIds: [programId] });
      const result = await intake.receive(submissionOf(by, { company: { name }, prospect }));
      const id = result.outcome === 'created' ? result.receipt.referralId : '';
      return (await ground.database.referral.findUniqueOrThrow({ where: { id } })).companyId;
    };
    const first = await of('Brandenfels Optik GmbH');
    expect(await of('Brandenfels Optk')).toBe(first);
    expect(await of('Tischlerei Quast')).not.toBe(first);
  });
});

describe('two hundred submissions of one company at the same moment, by two hundred partners', () => {
  it('are one company with distinct places in the order of intake', async () => {
    const partners = await Promise.all(
      Array.from({ length: 200 }, () => createPartner(ground.database, { programIds: [programId] })),
    );
    const company = { name: 'Zellinger AG', domain: 'zellinger.example' };
    const results = await Promise.all(
      partners.map((by, place) =>
        intake.receive(
          submissionOf(by, { company, prospect: { name: 'P', email: `p${String(place)}@zellinger.example` } }),
        ),
      ),
    );
    const receipts = results.map(receiptOf).sort((one, other) => one.intakeNo - other.intakeNo);
    const entries = await ground.database.queueEntry.findMany({
      where: { referralId: { in: receipts.map(({ referralId }) => referralId) } },
      orderBy: { intakeNo: 'asc' },
    });
    expect(new Set(entries.map(({ companyId }) => companyId)).size).toBe(1);
    expect(new Set(entries.map(({ intakeNo }) => intakeNo)).size).toBe(200);
    const rows = await ground.database.referral.findMany({
      where: { companyId: entries[0]?.companyId ?? '' },
      orderBy: { intakeNo: 'asc' },
    });
    const times = rows.map(({ submittedAt }) => submittedAt.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }, 60_000);
});
