import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freeAgainFrom, latestContact, lookBackWindow, whyNoContact } from '../../../domain/matching/lookBack.ts';
import type { CrmActivity, OwnWork } from '../../../domain/matching/lookBack.ts';

const DAY_MS = 86_400_000;
const SUBMITTED_AT = Date.parse('2026-04-02T14:02:00Z');
const NINETY_DAYS_MS = 90 * DAY_MS;
const WINDOW = lookBackWindow(SUBMITTED_AT, NINETY_DAYS_MS);
const daysBefore = (days: number): number => SUBMITTED_AT - days * DAY_MS;

const activity = (change: Partial<CrmActivity> = {}): CrmActivity => ({
  id: 'act_1',
  accountId: 'acc_1',
  kind: 'meeting',
  at: daysBefore(41),
  by: 'k.lang@vendor.example',
  team: 'sales',
  done: true,
  addressees: 1,
  automated: false,
  referralNumber: null,
  ...change,
});

/** Nora owned an earlier referral of the company for a month. */
const NORA: OwnWork = { by: 'nora@vendor.example', from: daysBefore(60), until: daysBefore(30) };

describe('what counts as recent contact of the vendor', () => {
  it.each<{ change: Partial<CrmActivity>; says: string | undefined; why: string }>([
    { change: {}, says: undefined, why: 'a meeting 41 days before' },
    { change: { at: daysBefore(91) }, says: 'outside_window', why: 'a meeting 91 days before' },
    { change: { at: daysBefore(90) }, says: undefined, why: 'the first moment of the window belongs to it' },
    { change: { at: daysBefore(90) - 1 }, says: 'outside_window', why: 'a millisecond earlier does not' },
    { change: { at: SUBMITTED_AT - 1 }, says: undefined, why: 'the last moment before the submission' },
    {
      change: { at: SUBMITTED_AT },
      says: 'outside_window',
      why: 'who calls as the partner sends was not there before',
    },
    {
      change: { at: SUBMITTED_AT + DAY_MS },
      says: 'outside_window',
      why: 'what we did after hearing of it is no contact of ours',
    },
    { change: { kind: 'call' }, says: undefined, why: 'a call' },
    { change: { kind: 'email' }, says: undefined, why: 'a letter to one person' },
    { change: { kind: 'deal_advanced' }, says: undefined, why: 'a deal that a person moved on' },
    { change: { team: 'customer_success' }, says: undefined, why: 'customer success looks after them' },
    {
      change: { kind: 'newsletter', at: daysBefore(1), addressees: 4_000 },
      says: 'kind',
      why: 'a newsletter yesterday',
    },
    { change: { kind: 'email', addressees: 40 }, says: 'bulk', why: 'one letter to forty people is a mailing' },
    { change: { kind: 'meeting', addressees: 6 }, says: undefined, why: 'six people sat at the table' },
    { change: { kind: 'deal_advanced', addressees: 300 }, says: 'bulk', why: 'three hundred deals changed at once' },
    { change: { kind: 'email', automated: true }, says: 'machine', why: 'a sequence wrote it in the name of a person' },
    { change: { by: null }, says: 'machine', why: 'nobody did it' },
    { change: { kind: 'meeting', done: false }, says: 'not_done', why: 'a meeting that was planned and never held' },
    {
      change: { kind: 'task', at: SUBMITTED_AT + DAY_MS, done: false },
      says: 'outside_window',
      why: 'a task of tomorrow',
    },
    { change: { kind: 'task' }, says: 'kind', why: 'a task is no contact' },
    { change: { kind: 'note' }, says: 'kind', why: 'a note is no contact' },
    { change: { team: 'other' }, says: 'other_team', why: 'accounting wrote about an invoice' },
    { change: { team: null }, says: 'other_team', why: 'nobody knows whose work it was' },
    { change: { referralNumber: 'R-7K2M-94' }, says: 'for_a_referral', why: 'our own call for an earlier referral' },
    {
      change: { by: NORA.by, at: daysBefore(45) },
      says: 'by_referral_owner',
      why: 'the owner of a referral, while it was open',
    },
    { change: { by: NORA.by, at: NORA.from }, says: 'by_referral_owner', why: 'from the moment it was theirs' },
    { change: { by: NORA.by, at: daysBefore(30) }, says: undefined, why: 'the same person, once it was over' },
    { change: { by: NORA.by, at: daysBefore(61) }, says: undefined, why: 'the same person, before it began' },
  ])('$why: $says', ({ change, says }) => {
    expect(whyNoContact(activity(change), WINDOW, [NORA])).toBe(says);
  });

  it('a referral that is still open shields what its owner does', () => {
    const open: OwnWork = { by: 'k.lang@vendor.example', from: daysBefore(80), until: null };
    expect(whyNoContact(activity(), WINDOW, [open])).toBe('by_referral_owner');
  });

  it('the latest contact is the one that is told, whatever the order they come in', () => {
    const all = [
      activity({ id: 'old', at: daysBefore(80) }),
      activity({ id: 'latest', at: daysBefore(41) }),
      activity({ id: 'newsletter', kind: 'newsletter', at: daysBefore(1) }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => {
        expect(latestContact(shuffled, WINDOW, [])?.id).toBe('latest');
      }),
    );
  });

  it('nothing that counts is no contact', () => {
    expect(latestContact([activity({ kind: 'newsletter' })], WINDOW, [])).toBeUndefined();
    expect(latestContact([], WINDOW, [])).toBeUndefined();
  });
});

describe('from when a company is free again', () => {
  it('is told to the week, so that the day of the contact stays ours', () => {
    const meeting = daysBefore(41); // Friday 20 February
    expect(new Date(freeAgainFrom(meeting, NINETY_DAYS_MS)).toISOString()).toBe('2026-05-25T00:00:00.000Z');
    expect(freeAgainFrom(meeting + DAY_MS, NINETY_DAYS_MS)).toBe(freeAgainFrom(meeting, NINETY_DAYS_MS));
  });

  it('is never before the window has passed, and less than a week after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 7, max: 400 }), (at, days) => {
        const late = freeAgainFrom(at, days * DAY_MS) - (at + days * DAY_MS);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(7 * DAY_MS);
        expect(new Date(freeAgainFrom(at, days * DAY_MS)).getUTCDay()).toBe(1);
      }),
    );
  });

  it('is exact where the rule is shorter than a week', () => {
    expect(freeAgainFrom(SUBMITTED_AT, 60_000)).toBe(SUBMITTED_AT + 60_000);
  });
});
