import { describe, expect, it } from '@jest/globals';
import { awayOf, type AbsentPerson } from '../../../domain/approval/absence.ts';

const UNTIL = '2026-12-03T00:00:00.000Z';
const here = (userId: string): AbsentPerson => ({ userId, absences: [] });
const away = (userId: string, deputyId: string | null, until = UNTIL): AbsentPerson => ({
  userId,
  absences: [{ until, deputyId }],
});
const ines = away('usr_ines', 'usr_viktor');

describe('who stands in for an approver who is away', () => {
  it.each([
    {
      eligible: [ines, here('usr_viktor')],
      approvedBy: [],
      standInId: 'usr_viktor',
      why: 'the deputy, who may approve',
    },
    {
      eligible: [ines, here('usr_clara')],
      approvedBy: [],
      standInId: null,
      why: 'the deputy is no approver, or barred',
    },
    { eligible: [ines, away('usr_viktor', null)], approvedBy: [], standInId: null, why: 'the deputy is away too' },
    {
      eligible: [ines, here('usr_viktor')],
      approvedBy: ['usr_viktor'],
      standInId: null,
      why: 'the deputy has given the own approval, and nobody gives two',
    },
    {
      eligible: [ines, here('usr_viktor')],
      approvedBy: ['usr_ines'],
      standInId: null,
      why: 'nothing of theirs is owed',
    },
    {
      eligible: [ines, away('usr_viktor', 'usr_clara'), here('usr_clara')],
      approvedBy: [],
      standInId: null,
      why: 'deputies of deputies were not named by the one who is away',
    },
  ])('$standInId: $why', ({ eligible, approvedBy, standInId }) => {
    expect(awayOf(ines, { eligible, approvedBy })).toEqual({ until: UNTIL, standInId });
  });

  it('nobody is away who is here', () => {
    expect(awayOf(here('usr_viktor'), { eligible: [here('usr_viktor')], approvedBy: [] })).toBeNull();
  });

  it('two absences at once end with the later one, and either may name who stands in', () => {
    const later = '2026-12-24T00:00:00.000Z';
    const twice = {
      userId: 'usr_ines',
      absences: [...away('', null, UNTIL).absences, ...away('', 'usr_viktor', later).absences],
    };
    expect(awayOf(twice, { eligible: [twice, here('usr_viktor')], approvedBy: [] })).toEqual({
      until: later,
      standInId: 'usr_viktor',
    });
  });
});
