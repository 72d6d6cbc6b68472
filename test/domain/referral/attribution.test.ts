import { describe, expect, it } from '@jest/globals';
import { changedFields, compareRecord, creditIn, fieldsOf } from '../../../domain/referral/attribution.ts';
import type { RecordFields } from '../../../domain/referral/attribution.ts';
import { STAGES } from '../../../domain/referral/stages.ts';

const WRITTEN: RecordFields = {
  referralNumber: 'R-1',
  partnerId: 'prt_1',
  partnerName: 'Brightwater',
  credit: 'registered',
  claimExpiresAt: '2027-02-24T09:00:00.000Z',
  link: 'https://fairlead.example/referrals/ref_1',
  ownerEmail: 'nora@vendor.example',
};

describe('what the record in the CRM says, compared with what it should say', () => {
  it('nothing is to be done while it says so', () => {
    expect(compareRecord({ current: WRITTEN, written: WRITTEN, wanted: WRITTEN })).toEqual({
      taken: [],
      behind: {},
      namedOwner: null,
    });
  });

  it.each([
    { change: { partnerId: null }, taken: ['partnerId'], why: 'blanked' },
    { change: { partnerName: 'Another' }, taken: ['partnerName'], why: 'overwritten' },
    { change: { credit: 'none', link: '' }, taken: ['credit', 'link'], why: 'several at once' },
    { change: { referralNumber: null }, taken: ['referralNumber'], why: 'the number itself' },
  ])('what others have $why is ours to put back', ({ change, taken }) => {
    const found = compareRecord({ current: { ...WRITTEN, ...change }, written: WRITTEN, wanted: WRITTEN });
    expect(found).toMatchObject({ taken, behind: {}, namedOwner: null });
  });

  it('what has changed here and is not written yet is behind, and nobody is blamed for it', () => {
    const wanted = { ...WRITTEN, claimExpiresAt: null, credit: 'earned' };
    expect(compareRecord({ current: WRITTEN, written: WRITTEN, wanted })).toEqual({
      taken: [],
      behind: { claimExpiresAt: null, credit: 'earned' },
      namedOwner: null,
    });
  });

  it('what was written but not noted, since a process died in between, is right as it is', () => {
    const wanted = { ...WRITTEN, credit: 'earned' };
    expect(compareRecord({ current: wanted, written: WRITTEN, wanted })).toMatchObject({ taken: [], behind: {} });
  });

  it('another owner is no theft: whom the CRM names is to have it, and ours is not written over that', () => {
    const current = { ...WRITTEN, ownerEmail: 'tom@vendor.example' };
    expect(compareRecord({ current, written: WRITTEN, wanted: WRITTEN })).toEqual({
      taken: [],
      behind: {},
      namedOwner: 'tom@vendor.example',
    });
  });

  it('a new owner of ours is written, and nothing else with it', () => {
    const wanted = { ...WRITTEN, ownerEmail: 'tom@vendor.example' };
    expect(compareRecord({ current: WRITTEN, written: WRITTEN, wanted }).behind).toEqual({
      ownerEmail: 'tom@vendor.example',
    });
    expect(changedFields(WRITTEN, wanted)).toEqual({ ownerEmail: 'tom@vendor.example' });
  });

  it('what is put back is what should be there now, not what was there before', () => {
    const wanted = { ...WRITTEN, claimExpiresAt: '2027-03-24T09:00:00.000Z' };
    const { taken } = compareRecord({ current: { ...WRITTEN, claimExpiresAt: null }, written: WRITTEN, wanted });
    expect(fieldsOf(taken, wanted)).toEqual({ claimExpiresAt: '2027-03-24T09:00:00.000Z' });
  });
});

describe('the credit', () => {
  it('is registered while the claim is held, earned by a win, and none after an end', () => {
    expect(Object.fromEntries(STAGES.map((stage) => [stage, creditIn(stage)]))).toEqual({
      submitted: 'waiting',
      in_review: 'waiting',
      waitlisted: 'waiting',
      accepted: 'registered',
      contacted: 'registered',
      qualified: 'registered',
      opportunity: 'registered',
      proposal: 'registered',
      negotiation: 'registered',
      won: 'earned',
      lost: 'none',
      disqualified: 'none',
      declined: 'none',
      expired: 'none',
      withdrawn: 'none',
    });
  });
});
