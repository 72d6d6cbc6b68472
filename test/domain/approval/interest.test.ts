import { describe, expect, it } from '@jest/globals';
import {
  interestedInEither,
  interestedInRivals,
  uninvolved,
  whyNotBetween,
} from '../../../domain/approval/interest.ts';
import type { Place } from '../../../domain/approval/interest.ts';
import { STAGES } from '../../../domain/referral/stages.ts';

const place = (change: Partial<Place> = {}): Place => ({
  referralId: 'ref_1',
  stage: 'accepted',
  ownerId: 'nora',
  unassigned: false,
  managerId: 'samir',
  submittedBy: 'partner_person',
  ...change,
});

const ids = (found: readonly { userId: string }[]): string[] => found.map(({ userId }) => userId);

describe('who has a part in what stands against a referral', () => {
  it('who owns it, who submitted it, and who manages its partner', () => {
    expect(interestedInRivals([place()], 'mina')).toEqual([
      { userId: 'nora', why: 'owns_rival' },
      { userId: 'partner_person', why: 'submitted_rival' },
      { userId: 'samir', why: 'manages_rival' },
    ]);
  });

  it('who manages both partners stands on neither side', () => {
    expect(ids(interestedInRivals([place()], 'samir'))).not.toContain('samir');
  });

  it.each([
    { change: { stage: 'in_review' as const }, why: 'who reviews it has no part in it' },
    { change: { stage: 'waitlisted' as const }, why: 'who looks after the waiting has no part in it' },
    { change: { unassigned: true }, why: 'who holds it for want of somebody has none' },
    { change: { ownerId: null }, why: 'nobody owns it' },
  ])('$why', ({ change }) => {
    expect(interestedInRivals([place(change)], 'mina').map(({ why }) => why)).not.toContain('owns_rival');
  });

  it('is said of every stage: an owner has a part from accepted on', () => {
    const owned = STAGES.filter((stage) => ids(interestedInRivals([place({ stage })], null)).includes('nora'));
    expect(owned).toEqual(['accepted', 'contacted', 'qualified', 'opportunity', 'proposal', 'negotiation', 'won']);
  });
});

describe('who decides between two queues', () => {
  const mine = place({ ownerId: 'nora', managerId: 'samir' });
  const theirs = place({ referralId: 'ref_2', ownerId: 'tom', managerId: 'mina' });
  const person = (userId: string, ...roles: string[]) => ({ userId, roles });
  const GRETA = person('greta', 'sales_manager');
  const SAMIR = person('samir', 'partner_manager');
  const MINA = person('mina', 'partner_manager');
  const OLGA = person('olga', 'program_admin');
  const sides = { one: [mine], other: [theirs] };
  const ask = (userId: string, colleagues = [GRETA, SAMIR, MINA, OLGA], between = sides) =>
    whyNotBetween({ userId, colleagues, sides: between })?.code ?? null;

  it('nobody who has a part on either side, also who manages one of the partners', () => {
    expect(ids(interestedInEither(sides)).sort()).toEqual(['mina', 'nora', 'partner_person', 'samir', 'tom']);
    expect(ask('samir')).toBe('separation_of_duties');
    expect(ask('mina')).toBe('separation_of_duties');
    expect(ask('greta')).toBeNull();
  });

  it('who manages the partners of both sides may', () => {
    expect(ask('samir', undefined, { one: [mine], other: [{ ...theirs, managerId: 'samir' }] })).toBeNull();
  });

  it('a sales manager who owns one of them may not', () => {
    expect(ask('greta', undefined, { one: [{ ...mine, ownerId: 'greta' }], other: [theirs] })).toBe(
      'separation_of_duties',
    );
  });

  it('an administrator only where every manager has a part, and has none', () => {
    expect(ask('olga')).toBe('forbidden');
    expect(ask('olga', [SAMIR, MINA, OLGA])).toBeNull();
    expect(ask('olga', [SAMIR, MINA, OLGA], { one: [{ ...mine, submittedBy: 'olga' }], other: [theirs] })).toBe(
      'separation_of_duties',
    );
  });

  it('where nothing is at stake any manager may', () => {
    for (const { userId } of [GRETA, SAMIR, MINA]) expect(ask(userId, undefined, { one: [], other: [] })).toBeNull();
    expect(uninvolved([person('abel', 'auditor'), OLGA], [])).toEqual(['olga']);
  });
});
