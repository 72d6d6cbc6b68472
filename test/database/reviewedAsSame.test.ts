import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AT, openCompanyRecords } from '../support/companyRecords.ts';
import type { CompanyRecords } from '../support/companyRecords.ts';

let records: CompanyRecords;
let ground: CompanyRecords['ground'];
let company: CompanyRecords['company'];
let statesOf: CompanyRecords['statesOf'];
let recordOf: CompanyRecords['recordOf'];
let matching: CompanyRecords['matching'];

beforeAll(async () => {
  records = await openCompanyRecords();
  ({ ground, company, statesOf, recordOf, matching } = records);
}, 300_000);

afterAll(() => records.close());

const REFUSED = { code: 'separation_of_duties' };
const mergesOf = async (referralId: string) =>
  ground.database.companyMerge.count({ where: { companyId: await recordOf(referralId) } });

describe('a reviewer who says that two records are one company', () => {
  const say = async (referralId: string, other: string, by = ground.vendor.samir) =>
    matching.makeOne({ referralId, companyId: await recordOf(other), by, at: AT });

  it('makes them one, once however often it is said', async () => {
    const held = await company().referAndTake();
    const reviewed = await company().refer();
    for (const _ of [1, 2]) await say(reviewed, held);
    expect(await mergesOf(reviewed)).toBe(1);
    expect((await matching.takeClaim({ referralId: reviewed, at: AT })).state).toBe('waiting');
    expect(await statesOf([held, reviewed])).toEqual(['held', 'waiting']);
  });

  it('may be the manager of the partner whose referral it is; not where others stand in that line as well', async () => {
    const manages = async (referralId: string, managerId: string | null) => {
      const { partnerId } = await ground.database.referral.findUniqueOrThrow({ where: { id: referralId } });
      await ground.database.partner.update({ where: { id: partnerId }, data: { managerId } });
    };
    const held = await company().referAndTake();
    const alone = await company().refer();
    await manages(alone, ground.vendor.samir);
    await say(alone, held);
    await manages(alone, null);

    const line = company();
    const before = await line.referAndTake();
    const reviewed = await line.refer();
    await manages(before, ground.vendor.samir);
    await expect(say(reviewed, held)).rejects.toMatchObject(REFUSED);
    expect(await mergesOf(reviewed)).toBe(0);
    await manages(before, null);
  });

  it('does not put back who speaks with the company already: that conflict is decided by who merges', async () => {
    const line = company();
    const speaking = await line.referAndTake();
    const reviewed = await line.refer();
    const earlier = await ground.database.queueEntry.findUniqueOrThrow({ where: { referralId: speaking } });
    await records.work(speaking);
    const held = await company().referAndTake();
    await ground.database.queueEntry.update({
      where: { referralId: held },
      data: { intakeNo: -earlier.intakeNo },
    });
    await expect(say(reviewed, held, ground.vendor.greta)).rejects.toMatchObject({ code: 'claim_conflict' });
    expect(await statesOf([speaking, held])).toEqual(['held', 'held']);
  });
});

describe('another name of a company', () => {
  const named = (companyId: string, by: string) =>
    records.write((writes) => writes.addAlias({ companyId, alias: { name: `Name by ${by}` }, by, at: new Date(AT) }));

  it('is not given by who has a part in a place of it: what else means it decides who waits behind', async () => {
    const held = await company().referAndTake();
    const { konrad, greta } = ground.vendor;
    await ground.database.referral.update({ where: { id: held }, data: { stage: 'accepted', ownerId: konrad } });
    await expect(named(await recordOf(held), konrad)).rejects.toMatchObject(REFUSED);
    expect((await named(await recordOf(held), greta)).aliases).toEqual([`Name by ${greta}`]);
  });
});
