import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callProcedure } from '../../adapters/database/callFunction.ts';
import { receive, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { AT, openCompanyRecords } from '../support/companyRecords.ts';
import type { CompanyRecords } from '../support/companyRecords.ts';

let records: CompanyRecords;
let ground: CompanyRecords['ground'];
let worker: CompanyRecords['worker'];
let matching: CompanyRecords['matching'];
let partners: CompanyRecords['partners'];
let company: CompanyRecords['company'];
let take: CompanyRecords['take'];
let entry: CompanyRecords['entry'];
let statesOf: CompanyRecords['statesOf'];
let recordOf: CompanyRecords['recordOf'];
let work: CompanyRecords['work'];
let write: CompanyRecords['write'];
let decision: CompanyRecords['decision'];
let merge: CompanyRecords['merge'];
let unmerge: CompanyRecords['unmerge'];
let signalsTo: CompanyRecords['signalsTo'];

beforeAll(async () => {
  records = await openCompanyRecords();
  ({
    ground,
    worker,
    matching,
    partners,
    company,
    take,
    entry,
    statesOf,
    recordOf,
    work,
    write,
    decision,
    merge,
    unmerge,
    signalsTo,
  } = records);
}, 300_000);

afterAll(() => records.close());

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
