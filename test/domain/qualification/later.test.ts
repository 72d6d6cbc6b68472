import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../../domain/duration.ts';
import { checkLater } from '../../../domain/qualification/later.ts';

const NOW = Date.parse('2026-11-24T10:12:00.000Z');
const later = (recontactOn: string, postponed = false) => checkLater({ recontactOn, now: NOW, postponed });

describe('good, but not now', () => {
  it.each([
    { on: '2026-11-25', why: 'tomorrow' },
    { on: '2026-11-24T10:12:01Z', why: 'in a second' },
    { on: '2027-05-23T10:12:00.000Z', why: 'in 180 days to the millisecond' },
    { on: '2027-05-23', why: 'the first moment of that day' },
    { on: '2027-01-01T09:00:00+01:00', why: 'a moment of another zone' },
  ])('$on: $why', ({ on }) => {
    const at = Date.parse(on);
    expect(later(on)).toEqual({ ok: true, recontactAt: at, expiresAt: at + 30 * DAY_MS });
  });

  it.each([
    { on: '2026-11-24', why: 'today has begun' },
    { on: '2026-11-24T10:12:00.000Z', why: 'now is not later' },
    { on: '2027-05-24', why: 'after 180 days' },
    { on: 'next spring', why: 'no date' },
  ])('$on is refused: $why', ({ on }) => {
    expect(later(on)).toMatchObject({ ok: false, code: 'date_out_of_range', facts: { field: 'recontactOn' } });
  });

  it('is possible once, whatever the date', () => {
    expect(later('2026-11-25', true)).toMatchObject({ ok: false, code: 'already_postponed' });
  });

  it('never keeps a registration longer than 210 days from now', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const result = later(date.toISOString());
        if (result.ok) expect(result.expiresAt - NOW).toBeLessThanOrEqual(210 * DAY_MS);
      }),
    );
  });
});
