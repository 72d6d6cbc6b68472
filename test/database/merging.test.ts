import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createCompanies } from '../../adapters/database/companies.ts';
import type { CompanyWrites } from '../../adapters/database/companiesPort.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import type { Matching } from '../../adapters/database/storyPort.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/storyWorld.ts';
import type { Ground } from '../support/storyWorld.ts';

let ground: Ground;
let worker: Database;
let api: Database;
let matching: Matching;
let partners: Partner[];

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 10 });
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 10 });
  matching = createMatching(worker, addressBook);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  partners = await Promise.all(
    Array.from({ length: 12 }, () => createPartner(ground.database, { programIds: [programId] })),
  );
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await api.$disconnect();
  await ground.close();
});

const AT = '2026-12-01T12:00:00.000Z';
let asked = 0;

/** A company of this installation, and how to refer it: each time by another partner. */
function company() {
  const domain = `${randomUUID()}.example`; // no two of them look alike
  const refer = async (line?: string): Promise<string> => {
    asked += 1;
    const prospect = { name: 'P', email: `p${String(asked)}@${domain}` };
    const by = partners[asked % partners.length] as Partner;
    const changes = {
      company: { name: domain, domain },
      prospect,
      ...(line === undefined ? {} : { productLine: line }),
    };
    return (await receive(ground.database, submissionOf(by, changes))).referralId;
  };
  const referAndTake = async (line?: string): Promise<string> => {
    const referralId = await refer(line);
    await take(referralId);
    return referralId;
  };
  return { domain, refer, referAndTake };
}

const take = (referralId: string) => matching.takeClaim({ referralId, at: AT });
const entry = (referralId: string) => ground.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
const statesOf = async (ids: readonly string[]) => (await Promise.all(ids.map(entry))).map(({ state }) => state);
const recordOf = async (referralId: string) =>
  (await ground.database.referral.findUniqueOrThrow({ where: { id: referralId } })).companyId;
const work = (referralId: string) =>
  ground.database.referral.update({ where: { id: referralId }, data: { stage: 'contacted' } });

async function write<Result>(act: (writes: CompanyWrites) => Promise<Result>): Promise<Result> {
  let result: Result | undefined;
  await createCompanies(api, addressBook).once(undefined, async (writes) => {
    result = await act(writes);
    return { status: 200, headers: {}, text: '' };
  });
  return result as Result;
}

const decision = () => ({ by: ground.vendor.greta, at: new Date(AT) });
const merge = (companyId: string, otherId: string, keeps: string[] = []) =>
  write((writes) => writes.merge({ ...decision(), companyId, otherId, keeps, reason: undefined }));
const unmerge = (companyId: string, otherId: string) =>
  write((writes) => writes.unmerge({ ...decision(), companyId, otherId }));
/** In the order in which they were written. */
async function signalsTo(referralId: string): Promise<string[]> {
  const where = { kind: 'signal', groupKey: `referral:${referralId}` };
  const rows = await ground.database.outboxRow.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(({ payload }) => (payload as { signal: string }).signal);
}

describe('two records that are one company', () => {
  it('stand in one queue in the order of intake, and the earlier intake keeps the claim', async () => {
    const [north, south] = [company(), company()];
    const n1 = await north.referAndTake();
    const s1 = await south.referAndTake();
    const n2 = await north.referAndTake();
    const s2 = await south.referAndTake();
    await merge(await recordOf(s1), await recordOf(n1));
    expect(await statesOf([n1, s1, n2, s2])).toEqual(['held', 'waiting', 'waiting', 'waiting']);
    expect(await Promise.all([s1, n2, s2].map(async (id) => (await take(id)).position))).toEqual([1, 2, 3]);
    expect(await signalsTo(s1)).toEqual(['claimYielded']);
    expect(await signalsTo(n1)).toEqual([]);
  });

  it('are one for whoever refers either of them from now on, also in both their names', async () => {
    const [north, south] = [company(), company()];
    const n1 = await north.referAndTake();
    const s1 = await south.referAndTake();
    await merge(await recordOf(n1), await recordOf(s1));
    const later = [await north.referAndTake(), await south.referAndTake()];
    expect(await statesOf([n1, s1, ...later])).toEqual(['held', 'waiting', 'waiting', 'waiting']);
    expect(new Set((await Promise.all([n1, s1, ...later].map(entry))).map(({ companyId }) => companyId)).size).toBe(1);
    expect(await matching.findCandidates(later[1] ?? '')).toEqual([]);
  });

  it('keep claims of lines that do not overlap', async () => {
    const [north, south] = [company(), company()];
    const n1 = await north.referAndTake('monitor');
    const s1 = await south.referAndTake('predict');
    await merge(await recordOf(n1), await recordOf(s1));
    expect(await statesOf([n1, s1])).toEqual(['held', 'held']);
  });

  it('let an earlier intake that is still being checked take the claim when it is decided', async () => {
    const [north, south] = [company(), company()];
    const checking = await north.refer();
    const held = await south.referAndTake();
    await merge(await recordOf(held), await recordOf(checking));
    expect(await statesOf([checking, held])).toEqual(['pending', 'waiting']);
    expect(await take(checking)).toEqual({ state: 'held', position: null });
  });

  it('cannot be merged twice, with themselves, or with what is part of another', async () => {
    const [north, south, west] = [company(), company(), company()];
    const [n, s, w] = await Promise.all(
      [north, south, west].map(async ({ referAndTake }) => recordOf(await referAndTake())),
    );
    await merge(n ?? '', s ?? '');
    for (const [into = '', from = ''] of [
      [n, s],
      [s, n],
      [n, n],
      [w, s],
    ])
      await expect(merge(into, from)).rejects.toMatchObject({ code: 'not_allowed_in_state' });
    await expect(merge(n ?? '', 'cpy_nowhere')).rejects.toMatchObject({ code: 'not_found' });
    await expect(unmerge(w ?? '', s ?? '')).rejects.toMatchObject({ code: 'not_allowed_in_state' });
  });
});

describe('a claim that somebody works on', () => {
  it('is not taken by an earlier one: both stay as they are until a manager decides', async () => {
    const [north, south] = [company(), company()];
    const n1 = await north.referAndTake();
    const s1 = await south.referAndTake();
    await work(s1);
    const [into, from] = [await recordOf(n1), await recordOf(s1)];
    await expect(merge(into, from)).rejects.toMatchObject({
      code: 'claim_conflict',
      facts: { conflicts: [{ earlier: { referralId: n1 }, later: { referralId: s1, stage: 'contacted' } }] },
    });
    expect(await statesOf([n1, s1])).toEqual(['held', 'held']);
    await merge(into, from, [s1]);
    expect(await statesOf([n1, s1])).toEqual(['waiting', 'held']);
    expect(await signalsTo(n1)).toEqual(['claimYielded']);
  });

  it('is taken from nobody where both are worked on: one of them has to end first', async () => {
    const [north, south] = [company(), company()];
    const n1 = await north.referAndTake();
    const s1 = await south.referAndTake();
    await work(n1);
    await work(s1);
    const [into, from] = [await recordOf(n1), await recordOf(s1)];
    for (const keeps of [[], [n1], [s1]])
      await expect(merge(into, from, keeps)).rejects.toMatchObject({ code: 'claim_conflict' });
    await callProcedure(worker, 'release_claim', s1, 'test', true, new Date(AT));
    await merge(into, from);
    expect(await statesOf([n1, s1])).toEqual(['held', 'released']);
  });
});

describe('who keeps the claim', () => {
  it('is decided of a conflict only: an earlier intake is put behind nobody by a word', async () => {
    const [north, south] = [company(), company()];
    const earlier = await north.referAndTake();
    const later = await south.referAndTake();
    const [into, from] = [await recordOf(earlier), await recordOf(later)];
    for (const keeps of [[later], [earlier], [earlier, later], ['ref_of_nobody']])
      await expect(merge(into, from, keeps)).rejects.toMatchObject({
        code: 'not_allowed_in_state',
        facts: { notInConflict: expect.arrayContaining([keeps[0]]) },
      });
    expect(await statesOf([earlier, later])).toEqual(['held', 'held']);
    expect(await signalsTo(earlier)).toEqual([]);
    await merge(into, from);
    expect(await statesOf([earlier, later])).toEqual(['held', 'waiting']);
  });

  it('is decided for the lines in conflict, and the others go by the order of intake', async () => {
    const [north, south] = [company(), company()];
    const early = [await north.referAndTake('monitor'), await north.referAndTake('predict')] as const;
    const late = [await south.referAndTake('monitor'), await south.referAndTake('predict')] as const;
    await work(late[0]);
    const [into, from] = [await recordOf(early[0]), await recordOf(late[0])];
    await expect(merge(into, from, [...late])).rejects.toMatchObject({
      code: 'not_allowed_in_state',
      facts: { notInConflict: [late[1]] },
    });
    await merge(into, from, [late[0]]);
    expect(await statesOf([...early, ...late])).toEqual(['waiting', 'held', 'held', 'waiting']);
  });
});

describe('who merges', () => {
  const attempt = async (by: string, one: string, other: string) => {
    const [companyId, otherId] = [await recordOf(one), await recordOf(other)];
    const decided = { companyId, otherId, by, at: new Date(AT) };
    return {
      merge: () => write((writes) => writes.merge({ ...decided, keeps: [], reason: undefined })),
      unmerge: () => write((writes) => writes.unmerge(decided)),
    };
  };
  const REFUSED = { code: 'separation_of_duties' };

  it('is not who owns one of the claims, also not to take the merge back', async () => {
    const [one, other] = [await company().referAndTake(), await company().referAndTake()];
    await ground.database.referral.update({
      where: { id: other },
      data: { stage: 'accepted', ownerId: ground.vendor.konrad },
    });
    const konrad = await attempt(ground.vendor.konrad, one, other);
    await expect(konrad.merge()).rejects.toMatchObject(REFUSED);
    expect(await statesOf([one, other])).toEqual(['held', 'held']);
    await (await attempt(ground.vendor.greta, one, other)).merge();
    await expect(konrad.unmerge()).rejects.toMatchObject(REFUSED);
    expect(await statesOf([one, other])).toEqual(['held', 'waiting']);
  });

  it('is not who manages one of the two partners; who manages both may', async () => {
    const [one, other] = [await company().referAndTake(), await company().referAndTake()];
    const { partnerId } = await ground.database.referral.findUniqueOrThrow({ where: { id: one } });
    const manage = (managerId: string | null, ids: string[]) =>
      ground.database.partner.updateMany({ where: { id: { in: ids } }, data: { managerId } });
    const rival = (await ground.database.referral.findUniqueOrThrow({ where: { id: other } })).partnerId;
    await manage(ground.vendor.samir, [rival]);
    await manage(null, [partnerId]);
    const samir = await attempt(ground.vendor.samir, one, other);
    await expect(samir.merge()).rejects.toMatchObject(REFUSED);
    await manage(ground.vendor.samir, [partnerId]);
    await samir.merge();
    await manage(null, [rival, partnerId]);
    expect(await statesOf([one, other])).toEqual(['held', 'waiting']);
  });

  it('has a part only where the two lines meet, and where they are of different partners', async () => {
    const [one, other] = [await company().referAndTake('monitor'), await company().referAndTake('predict')];
    await ground.database.referral.update({
      where: { id: other },
      data: { stage: 'accepted', ownerId: ground.vendor.konrad },
    });
    await (await attempt(ground.vendor.konrad, one, other)).merge();
    expect(await statesOf([one, other])).toEqual(['held', 'held']);
  });
});

describe('a merge that is taken back', () => {
  it('leaves the queues as they were, and each that came since in its own', async () => {
    const [north, south] = [company(), company()];
    const before = [
      await north.referAndTake(),
      await south.referAndTake(),
      await north.referAndTake('monitor'),
      await south.referAndTake('monitor'),
    ];
    const known = await Promise.all(before.map(entry));
    const [into, from] = [await recordOf(before[0] ?? ''), await recordOf(before[1] ?? '')];
    await merge(into, from);
    const since = await south.referAndTake('monitor');
    expect((await entry(since)).companyId).toBe(into);
    await unmerge(into, from);
    const now = await Promise.all(before.map(entry));
    expect(now.map(({ companyId, state, intakeNo }) => ({ companyId, state, intakeNo }))).toEqual(
      known.map(({ companyId, state, intakeNo }) => ({ companyId, state, intakeNo })),
    );
    expect(await entry(since)).toMatchObject({ companyId: from, state: 'waiting' });
    expect((await take(since)).position).toBe(2);
    expect(await signalsTo(before[1] ?? '')).toEqual(['claimYielded', 'claimPromoted']);
    const rows = await ground.database.companyMerge.findMany({ where: { companyId: from } });
    expect(rows).toMatchObject([{ intoId: into, mergedBy: ground.vendor.greta, undoneBy: ground.vendor.greta }]);
  });

  it('may be one of several: what was merged before stays merged', async () => {
    const [north, south, west] = [company(), company(), company()];
    const ids = [await north.referAndTake(), await south.referAndTake(), await west.referAndTake()];
    const [n = '', s = '', w = ''] = await Promise.all(ids.map(recordOf));
    await merge(s, w);
    await merge(n, s);
    expect(await statesOf(ids)).toEqual(['held', 'waiting', 'waiting']);
    await unmerge(n, s);
    expect(await statesOf(ids)).toEqual(['held', 'held', 'waiting']);
    expect((await entry(ids[2] ?? '')).companyId).toBe(s);
  });
});

describe('another name or domain of a company', () => {
  it('means the company for whoever refers it so, unless another domain is named', async () => {
    const north = company();
    const first = await north.referAndTake();
    const record = await recordOf(first);
    await write((writes) =>
      writes.addAlias({ ...decision(), companyId: record, alias: { name: 'Polarstern Handel GmbH' } }),
    );
    const named = (email: string, domain?: string) =>
      receive(
        ground.database,
        submissionOf(partners[0] as Partner, {
          company: { name: 'Polarstern Handel', ...(domain === undefined ? {} : { domain }) },
          prospect: { name: 'P', email },
        }),
      );
    const { referralId } = await named('polar.stern@gmail.com');
    expect(await recordOf(referralId)).toBe(record);
    const elsewhere = await named('p@polarstern-anders.example', 'polarstern-anders.example');
    expect(await recordOf(elsewhere.referralId)).not.toBe(record);
    expect(await matching.findCandidates(elsewhere.referralId)).toMatchObject([
      { companyId: record, sameKeys: ['name', 'alias'], domain: 'other' },
    ]);
  });
});
