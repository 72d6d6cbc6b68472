import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainLine, readsAs } from '../../domain/readsAs.ts';

describe('what reads the same is the same', () => {
  it.each([
    { one: 'Moni\u200btor', why: 'a zero-width space' },
    { one: '\u2060Monitor\ufeff', why: 'a word joiner and a byte order mark' },
    { one: 'Moni\u00adtor', why: 'a soft hyphen' },
    { one: 'Moni\u202etor', why: 'a direction mark' },
    { one: 'Monitor\u3164', why: 'a Hangul filler' },
    { one: 'Monitor\u2800', why: 'a Braille pattern without dots' },
    { one: 'Monitor\ufe0f', why: 'a variation selector' },
    { one: 'Moni\u034ftor', why: 'a grapheme joiner' },
    { one: '  MONITOR\u00a0', why: 'case and spaces' },
    { one: 'Ｍｏｎｉｔｏｒ', why: 'full width' },
    { one: 'Мonіtоr', why: 'Cyrillic М, і and о' },
    { one: 'Μonitοr', why: 'Greek Μ and ο' },
  ])('$why', ({ one }) => {
    expect(readsAs(one)).toBe('monitor');
  });

  it.each([
    { one: 'Halle  1', other: 'Halle\u20031', why: 'whatever space' },
    { one: 'Straße 5', other: 'STRASSE 5', why: 'a sharp s in capitals' },
    { one: 'ﬁlter', other: 'Filter', why: 'a ligature' },
    { one: 'Züge', other: 'Zu\u0308ge', why: 'a mark in two signs' },
    { one: 'Монитор', other: 'МОНИТОР', why: 'Cyrillic in both cases' },
  ])('$one and $other: $why', ({ one, other }) => {
    expect(readsAs(one)).toBe(readsAs(other));
  });

  it.each([
    ['Monitor', 'Monitors'],
    ['C', 'C++'],
    ['Halle 1', 'Halle 11'],
    ['Halle 1', 'Halle1'],
    ['Züge', 'Zuge'],
  ])('%s is not %s', (one, other) => {
    expect(readsAs(one)).not.toBe(readsAs(other));
  });

  it('keeps what people read, and is its own key', () => {
    expect(plainLine(' Moni\u200btor \u00a0 Züge ')).toBe('Monitor Züge');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readsAs(readsAs(text))).toBe(readsAs(text));
        expect(readsAs(plainLine(text))).toBe(readsAs(text));
      }),
    );
  });
});
