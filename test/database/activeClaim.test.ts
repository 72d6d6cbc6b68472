import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import type { Matching } from '../../adapters/database/storyPort.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
let matching: Matching;
let withLine: string;
let withoutLine: string;
let partners: Partner[];

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 4 });
  matching = createMatching(worker, addressBook);
  const { vendor } = ground;
  const { duplicates } = defaultPolicy('EUR');
  withLine = await createProgram(ground.database, { vendor });
  withoutLine = await createProgram(ground.database, {
    vendor,
    policy: { duplicates: { ...duplicates, activeClaim: 'decline' } },
  });
  const programIds = [withLine, withoutLine];
  partners = await Promise.all(Array.from({ length: 5 }, () => createPartner(ground.database, { programIds })));
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

const AT = '2026-12-01T12:00:00.000Z';

/** A referral of this company by each of these partners, in order, each in its program. */
async function referred(domain: string, programs: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [place, programId] of programs.entries()) {
    const prospect = { name: 'P', email: `p${String(place)}@${domain}` };
    const changes = { programId, company: { name: domain, domain }, prospect };
    const { referralId } = await receive(ground.database, submissionOf(partners[place] as Partner, changes));
    ids.push(referralId);
  }
  return ids;
}

const take = async (referralId = '') => (await matching.takeClaim({ referralId, at: AT })).state;
const stateOf = (referralId = '') => matching.claimState(referralId);
const release = (referralId = '') => callProcedure(worker, 'release_claim', referralId, 'test', true, new Date(AT));

describe('a program that keeps no line', () => {
  it('declines behind who holds the claim, of whatever program, and says the same when it is asked again', async () => {
    const [first, second] = await referred('held.example', [withLine, withoutLine]);
    expect(await take(first)).toBe('held');
    expect([await take(second), await take(second)]).toEqual(['taken', 'taken']);
  });

  it('waits behind who is not decided yet, and is over when that one holds the claim', async () => {
    const [first, second, third] = await referred('open.example', [withLine, withoutLine, withLine]);
    expect([await take(second), await take(third)]).toEqual(['waiting', 'waiting']);
    expect(await take(first)).toBe('held');
    expect([await stateOf(second), await stateOf(third)]).toEqual(['closing', 'waiting']);
  });

  it('waits behind who waits, and is over when that one is promoted; with nobody before it holds the claim', async () => {
    const [first, second, third] = await referred('behind.example', [withLine, withLine, withoutLine]);
    expect([await take(second), await take(third)]).toEqual(['waiting', 'waiting']);
    await release(first);
    expect([await stateOf(second), await stateOf(third)]).toEqual(['held', 'closing']);
    const [alone, next] = await referred('alone.example', [withLine, withoutLine]);
    expect(await take(next)).toBe('waiting');
    await release(alone);
    expect(await stateOf(next)).toBe('held');
  });

  it('keeps the place of one that a person has put in line, that comes back, or that gives way', async () => {
    const [first, second, third] = await referred('kept.example', [withLine, withoutLine, withoutLine]);
    expect(await take(first)).toBe('held');
    expect((await matching.takeClaim({ referralId: second ?? '', at: AT, inLine: true })).state).toBe('waiting');
    await release(third);
    const back = { referralId: third ?? '', place: 'intake' as const, undecided: false, cap: null, at: AT };
    expect((await matching.regainClaim(back)).state).toBe('waiting');
    await release(first);
    expect([await stateOf(second), await stateOf(third)]).toEqual(['held', 'waiting']);
  });

  it('asks early at no cost: the date of a new try stays', async () => {
    const [first, second] = await referred('early.example', [withLine, withoutLine]);
    await take(first);
    const againFrom = '2026-12-31T00:00:00.000Z';
    await ground.database.referral.update({
      where: { id: second ?? '' },
      data: { stage: 'declined', outcome: { againFrom } },
    });
    await release(second);
    const changes = { programId: withoutLine, company: { name: 'early.example', domain: 'early.example' } };
    const again = await receive(ground.database, submissionOf(partners[1] as Partner, changes));
    expect(await matching.takeClaim({ referralId: again.referralId, at: AT })).toMatchObject({
      state: 'cooling',
      againFrom,
    });
  });
});
