import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import type { Intake } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createPartner, createProgram, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let api: Database;
let intake: Intake;

beforeAll(async () => {
  ground = await createGround();
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 12 });
  intake = createIntake({ database: api, addresses: addressBook });
}, 300_000);

afterAll(async () => {
  await api.$disconnect();
  await ground.close();
});

const enrolled = async (openReferralCap: number) => {
  const programId = await createProgram(ground.database, { vendor: ground.vendor, policy: { openReferralCap } });
  return { programId, partner: await createPartner(ground.database, { programIds: [programId] }) };
};

const REFUSED = (cap: number) => ({ outcome: 'refused', code: 'open_cap_reached', facts: { cap } });

describe('the number of open referrals of a partner in a program', () => {
  it('is never exceeded, however many come at the same moment', async () => {
    const { partner } = await enrolled(5);
    const results = await Promise.all(Array.from({ length: 40 }, () => intake.receive(submissionOf(partner))));
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(5);
    expect(results.filter(({ outcome }) => outcome !== 'created')).toEqual(Array(35).fill(REFUSED(5)));
    expect(await ground.database.referral.count({ where: { partnerId: partner.id } })).toBe(5);
  });

  it('two at the last place give one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { partner } = await enrolled(1);
      const both = await Promise.all([intake.receive(submissionOf(partner)), intake.receive(submissionOf(partner))]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['created', 'refused']);
    }
  });

  it('counts the own referrals in this program alone', async () => {
    const { partner, programId } = await enrolled(1);
    const colleague = await createPartner(ground.database, { programIds: [programId] });
    const both = await createPartner(ground.database, {
      programIds: [programId, await createProgram(ground.database, { vendor: ground.vendor })],
    });
    await intake.receive(submissionOf(partner));
    expect(await intake.receive(submissionOf(colleague))).toMatchObject({ outcome: 'created' });
    expect(await intake.receive(submissionOf(both, { programId }))).toMatchObject({ outcome: 'created' });
    expect(await intake.receive(submissionOf(both, { programId }))).toEqual(REFUSED(1));
    const otherProgram = (await ground.database.enrolment.findMany({ where: { partnerId: both.id } }))
      .map((enrolment) => enrolment.programId)
      .find((id) => id !== programId);
    expect(await intake.receive(submissionOf(both, { programId: otherProgram }))).toMatchObject({ outcome: 'created' });
  });

  it('does not keep a further person from joining an own open referral', async () => {
    const { partner } = await enrolled(1);
    const first = submissionOf(partner);
    await intake.receive(first);
    const joined = await intake.receive({ ...first, prospect: { name: 'Bo Ek', email: 'bo@elsewhere.example' } });
    expect(joined).toMatchObject({ outcome: 'same_partner', added: ['contact'] });
  });

  it('leaves nothing of what it refuses: no company, no key, no way to find out by the idempotency key', async () => {
    const { partner } = await enrolled(1);
    await intake.receive(submissionOf(partner));
    const before = await counts();
    const refused = submissionOf(partner, { idempotency: { key: 'cap-1', requestHash: 'x' } });
    expect(await intake.receive(refused)).toEqual(REFUSED(1));
    expect(await counts()).toEqual(before);
  });
});

describe('what had ended and comes back', () => {
  const AT = new Date().toISOString();
  const regain = (referralId: string, cap: number | null) =>
    createMatching(ground.database, addressBook).regainClaim({
      referralId,
      place: 'end',
      undecided: false,
      cap,
      at: AT,
    });

  /** Referrals of one partner that are withdrawn, as their stories have told. */
  const withdrawn = async (partner: Partner, count: number): Promise<string[]> => {
    const received = await Promise.all(Array.from({ length: count }, () => intake.receive(submissionOf(partner))));
    const ids = received.map((result) => (result.outcome === 'created' ? result.receipt.referralId : ''));
    for (const id of ids) await callProcedure(ground.database, 'release_claim', id, 'mistake', true, new Date(AT));
    await ground.database.referral.updateMany({ where: { id: { in: ids } }, data: { stage: 'withdrawn' } });
    return ids;
  };

  it('counts from the moment on which it has its place again, with those that are received at the same time', async () => {
    const { partner } = await enrolled(10);
    const ids = await withdrawn(partner, 10);
    const [back, received] = await Promise.all([
      Promise.all(ids.map((id) => regain(id, 10))),
      Promise.all(Array.from({ length: 20 }, () => intake.receive(submissionOf(partner)))),
    ]);
    const regained = back.filter(({ state }) => state === 'held').length;
    const created = received.filter(({ outcome }) => outcome === 'created').length;
    expect(regained + created).toBe(10);
    expect(back.filter(({ state }) => state === 'full')).toHaveLength(10 - regained);
  });

  it('leaves what is full as it is, has its place once however often it asks, and none when it has ended again', async () => {
    const { partner } = await enrolled(1);
    const [first = '', second = ''] = [...(await withdrawn(partner, 1)), ...(await withdrawn(partner, 1))];
    for (const _ of [1, 2]) expect((await regain(first, 1)).state).toBe('held');
    expect((await regain(second, 1)).state).toBe('full');
    const entry = await ground.database.queueEntry.findUniqueOrThrow({ where: { referralId: second } });
    expect(entry).toMatchObject({ state: 'released', releaseReason: 'mistake' });
    await callProcedure(ground.database, 'release_claim', first, 'mistake', true, new Date(AT));
    expect((await regain(second, 1)).state).toBe('held');
  });

  it('does not count where somebody of ours takes it up again', async () => {
    const { partner } = await enrolled(1);
    const [referralId = ''] = await withdrawn(partner, 1);
    await intake.receive(submissionOf(partner));
    expect((await regain(referralId, null)).state).toBe('held');
  });
});

const counts = async () => ({
  companies: await ground.database.company.count(),
  keys: await ground.database.companyKey.count(),
  idempotency: await ground.database.idempotencyRecord.count(),
  outbox: await ground.database.outboxRow.count(),
});
