import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callFunction } from '../../adapters/database/callFunction.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await createGround();
}, 300_000);

afterAll(() => ground.close());

const keyOf = (deal: string): Promise<string> => callFunction<string>(ground.database, 'deal_key', deal);

describe('the name of a deal', () => {
  it.each([
    { typed: ' d-1077 ', why: 'case and spaces' },
    { typed: 'D-10\u200b77', why: 'a sign that nobody sees' },
    { typed: 'D-1077\ufeff', why: 'a byte order mark' },
    { typed: 'D\u2011107\u00ad7', why: 'another dash, a soft hyphen' },
    { typed: 'D–1077', why: 'a dash of another length' },
    { typed: 'Ｄ-１０７７', why: 'full width' },
    { typed: 'D- 10 77', why: 'spaces within' },
  ])('is the same however it was typed: $why', async ({ typed }) => {
    expect(await keyOf(typed)).toBe('d-1077');
  });

  it.each([
    ['OPP-Х', 'opp-x'],
    ['ΟΡΡ-1', 'opp-1'],
    ['сom-7', 'com-7'],
  ])('%s reads as %s', async (typed, read) => {
    expect(await keyOf(typed)).toBe(read);
  });

  it.each([
    ['D-1077', 'D-1078'],
    ['1-23', '12-3'],
    ['D-1', 'D_1'],
  ])('%s is not %s', async (one, other) => {
    expect(await keyOf(one)).not.toBe(await keyOf(other));
  });
});
