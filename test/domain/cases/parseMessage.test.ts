import { expect, test } from '@jest/globals';
import { parseCaseMessage } from '../../../domain/cases/parseMessage.ts';

const FROM = { commandId: 'c1', actor: { kind: 'user', id: 'u1' } };
const LENGTH_MAX = 4_000;

test('no text is kept that PostgreSQL refuses, also where the cut goes through a character', () => {
  const message = `${'a'.repeat(LENGTH_MAX - 1)}😀`;
  expect(parseCaseMessage({ ...FROM, message })?.texts).toEqual({ message: 'a'.repeat(LENGTH_MAX - 1) });
  expect(parseCaseMessage({ ...FROM, message: 'a\0b\ud83d' })?.texts).toEqual({ message: 'ab' });
});

test('a text that is none is left out', () => {
  expect(parseCaseMessage({ ...FROM, message: 7, note: '' })?.texts).toEqual({});
});

test.each([undefined, null, 'text', [], {}, { commandId: 'c1' }, { ...FROM, actor: { kind: 'system', id: 's' } }])(
  'what has no id and no person behind it is not readable: %j',
  (given) => {
    expect(parseCaseMessage(given)).toBeNull();
  },
);

test.each([0, 1.5, -1.5, Number.MAX_SAFE_INTEGER + 1, '5'])('an amount of %p is none', (amount) => {
  expect(parseCaseMessage({ ...FROM, amount: { amount, currency: 'EUR' } })).toBeNull();
});
