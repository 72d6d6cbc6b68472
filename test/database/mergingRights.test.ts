import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AT, openCompanyRecords } from '../support/companyRecords.ts';
import type { CompanyRecords } from '../support/companyRecords.ts';

let records: CompanyRecords;
let ground: CompanyRecords['ground'];
let company: CompanyRecords['company'];
let statesOf: CompanyRecords['statesOf'];
let recordOf: CompanyRecords['recordOf'];
let work: CompanyRecords['work'];
let write: CompanyRecords['write'];
let merge: CompanyRecords['merge'];
let signalsTo: CompanyRecords['signalsTo'];

beforeAll(async () => {
  records = await openCompanyRecords();
  ({ ground, company, statesOf, recordOf, work, write, merge, signalsTo } = records);
}, 300_000);

afterAll(() => records.close());

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
