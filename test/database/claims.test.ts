import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressBook } from '../../adapters/addressBook.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import type { Matching } from '../../adapters/database/storyPort.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
let matching: Matching;
let partners: Partner[];

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 10 });
  matching = createMatching(worker, addressBook);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  partners = await Promise.all(
    Array.from({ length: 60 }, () => createPartner(ground.database, { programIds: [programId] })),
  );
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

const AT = '2026-12-01T12:00:00.000Z';
let companies = 0;

/** One referral per line given, by a partner each, all of one new company, in this order of intake. */
async function queueOf(lines: readonly string[]): Promise<string[]> {
  companies += 1;
  const domain = `queue${String(companies)}.example`;
  const ids: string[] = [];
  for (const [place, line] of lines.entries()) {
    const prospect = { name: 'P', email: `p${String(place)}@${domain}` };
    const changes = { company: { name: domain, domain }, prospect, ...(line === '*' ? {} : { productLine: line }) };
    ids.push((await receive(ground.database, submissionOf(partners[place] as Partner, changes))).referralId);
  }
  return ids;
}

const take = (referralId: string) => matching.takeClaim({ referralId, at: AT });
const release = (referralId: string, passesOn: boolean) =>
  callProcedure(worker, 'release_claim', referralId, 'test', passesOn, new Date(AT));
const back = (referralId: string, place: 'end' | 'intake') =>
  matching.regainClaim({ referralId, place, undecided: false, cap: null, at: AT });
const entry = (referralId: string) => ground.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
const statesOf = async (ids: readonly string[]) => (await Promise.all(ids.map(entry))).map(({ state }) => state);

const signalsTo = async (referralId: string) =>
  (await ground.database.outboxRow.findMany({ where: { kind: 'signal', groupKey: `referral:${referralId}` } })).map(
    ({ payload }) => (payload as { signal: string }).signal,
  );

describe('taking a claim', () => {
  it('gives it to the first of the intake and places to the others, in whatever order they ask', async () => {
    const ids = await queueOf(Array.from({ length: 50 }, () => '*'));
    const shuffled = [...ids].sort((one, other) => one.slice(-4).localeCompare(other.slice(-4)));
    const answers = new Map(await Promise.all(shuffled.map(async (id) => [id, await take(id)] as const)));
    expect(answers.get(ids[0] ?? '')).toEqual({ state: 'held', position: null });
    expect(ids.slice(1).map((id) => answers.get(id))).toEqual(
      ids.slice(1).map(() => expect.objectContaining({ state: 'waiting' })),
    );
    const positions = await Promise.all(ids.slice(1).map(async (id) => (await take(id)).position));
    expect(positions).toEqual(Array.from({ length: 49 }, (_, place) => place + 1));
  });

  it('is safe to repeat', async () => {
    const [first = ''] = await queueOf(['*']);
    expect(await take(first)).toEqual({ state: 'held', position: null });
    expect(await take(first)).toEqual({ state: 'held', position: null });
  });

  it('tells product lines apart, and no line means all of them', async () => {
    const ids = await queueOf(['monitor', 'predict', '*', 'monitor']);
    for (const id of ids) await take(id);
    expect(await statesOf(ids)).toEqual(['held', 'held', 'waiting', 'waiting']);
    const [monitor = '', predict = '', all = '', behind = ''] = ids;
    await release(monitor, true);
    expect(await statesOf(ids)).toEqual(['released', 'held', 'waiting', 'waiting']);
    await release(predict, true);
    expect(await statesOf([all, behind])).toEqual(['held', 'waiting']);
  });

  it('does not pass by an earlier referral that is still being checked', async () => {
    const [first = '', second = ''] = await queueOf(['*', '*']);
    expect(await take(second)).toEqual({ state: 'waiting', position: 2 });
    expect(await take(first)).toEqual({ state: 'held', position: null });
    expect(await take(second)).toEqual({ state: 'waiting', position: 1 });
  });
});

describe('the end of a claim', () => {
  it('passes it on to the next in line, who is told once', async () => {
    const ids = await queueOf(['*', '*', '*']);
    for (const id of ids) await take(id);
    const [first = '', second = '', third = ''] = ids;
    await release(first, true);
    await release(first, true);
    expect(await statesOf(ids)).toEqual(['released', 'held', 'waiting']);
    expect(await signalsTo(second)).toEqual(['claimPromoted']);
    expect(await signalsTo(third)).toEqual([]);
  });

  it('promotes several at once where one for all lines stood before them', async () => {
    const ids = await queueOf(['*', 'monitor', 'predict', 'monitor']);
    for (const id of ids) await take(id);
    await release(ids[0] ?? '', true);
    expect(await statesOf(ids)).toEqual(['released', 'held', 'held', 'waiting']);
  });

  it('closes the line where it does not pass on, and only that line', async () => {
    const ids = await queueOf(['monitor', 'monitor', 'predict', 'predict']);
    for (const id of ids) await take(id);
    await release(ids[0] ?? '', false);
    expect(await statesOf(ids)).toEqual(['released', 'closing', 'held', 'waiting']);
    expect(await signalsTo(ids[1] ?? '')).toEqual(['claimClosed']);
    expect(await signalsTo(ids[3] ?? '')).toEqual([]);
  });

  it('of one that only waited moves those behind it up and touches nobody else', async () => {
    const ids = await queueOf(['*', '*', '*']);
    for (const id of ids) await take(id);
    await release(ids[1] ?? '', false);
    expect(await statesOf(ids)).toEqual(['held', 'released', 'waiting']);
    expect(await take(ids[2] ?? '')).toMatchObject({ position: 1 });
  });

  it('of the head and a new claim at the same moment never leave the company without or with two holders', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ids = await queueOf(['*', '*', '*']);
      await take(ids[0] ?? '');
      await Promise.all([release(ids[0] ?? '', true), take(ids[2] ?? ''), take(ids[1] ?? '')]);
      expect(await statesOf(ids)).toEqual(['released', 'held', 'waiting']);
    }
  });
});

describe('the way back of one that has ended', () => {
  it('is the claim where nobody else has it, and the end of the line where somebody has', async () => {
    const ids = await queueOf(['*', '*', '*']);
    for (const id of ids) await take(id);
    const [first = '', second = '', third = ''] = ids;
    await release(first, true);
    expect(await back(first, 'end')).toEqual({ state: 'waiting', position: 2 });
    await release(second, true);
    await release(third, true);
    expect(await statesOf([first])).toEqual(['held']);
    await release(first, true);
    expect(await back(second, 'end')).toEqual({ state: 'held', position: null });
  });

  it('is the old place where a decision was wrong, and those behind learn theirs', async () => {
    const ids = await queueOf(['*', '*', '*', '*']);
    for (const id of ids) await take(id);
    const [, second = '', third = '', fourth = ''] = ids;
    await release(second, true);
    expect(await back(second, 'intake')).toEqual({ state: 'waiting', position: 1 });
    const told = await ground.database.event.findMany({ where: { referralId: fourth, type: 'queue.moved' } });
    expect(told.map(({ publicText }) => (JSON.parse(publicText) as { position: number }).position)).toEqual([2, 3]);
    expect((await take(third)).position).toBe(2);
  });

  it('is safe to repeat, and refused beside a new referral of the same partner', async () => {
    const [first = ''] = await queueOf(['*']);
    await take(first);
    await release(first, true);
    expect(await back(first, 'end')).toEqual({ state: 'held', position: null });
    expect(await back(first, 'end')).toEqual({ state: 'held', position: null });
    await release(first, true);
    const domain = `queue${String(companies)}.example`;
    await receive(ground.database, submissionOf(partners[0] as Partner, { company: { name: domain, domain } }));
    expect(await back(first, 'end')).toEqual({ state: 'own', position: null });
  });
});

describe('the database itself', () => {
  it('refuses a second holder of one company and line, whatever the code believes', async () => {
    const [first = '', second = ''] = await queueOf(['*', '*']);
    await take(first);
    const cheat = ground.database.queueEntry.update({ where: { referralId: second }, data: { state: 'held' } });
    await expect(cheat).rejects.toThrow(/Unique constraint/);
  });
});

const overlap = (one: string, other: string): boolean => one === '*' || other === '*' || one === other;

/** What must hold after every step, said without the functions that are tested. */
async function expectFairQueue(ids: readonly string[]): Promise<void> {
  const entries = await Promise.all(ids.map(entry));
  for (const mine of entries) {
    const others = entries.filter((other) => other !== mine && overlap(other.productLine, mine.productLine));
    const before = others.filter(
      ({ state, intakeNo }) => ['pending', 'waiting'].includes(state) && intakeNo < mine.intakeNo,
    );
    const holders = others.filter(({ state }) => state === 'held');
    if (mine.state === 'held')
      expect({ holders: holders.length, before: before.length }).toEqual({ holders: 0, before: 0 });
    if (mine.state === 'waiting') expect(holders.length + before.length).toBeGreaterThan(0);
  }
}

describe('any order of taking and giving back', () => {
  const step = fc.record({
    who: fc.nat(5),
    does: fc.constantFrom('take', 'takeToo', 'pass', 'close', 'back'),
  });
  it('never has two holders, never leaves somebody waiting for nobody, and keeps the order of the line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('*', 'monitor', 'predict'), { minLength: 2, maxLength: 6 }),
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 8 }),
        async (lines, rounds) => {
          const ids = await queueOf(lines);
          for (const together of rounds) {
            // The steps of a round run at the same moment.
            await Promise.all(
              together.map(({ who, does }) => {
                const id = ids[who % ids.length] ?? '';
                if (does === 'back') return back(id, 'end');
                return does.startsWith('take') ? take(id) : release(id, does === 'pass');
              }),
            );
            await expectFairQueue(ids);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
