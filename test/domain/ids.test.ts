import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../adapters/ids.ts';
import { ID_PREFIXES, encodeId, isId } from '../../domain/ids.ts';
import type { IdKind } from '../../domain/ids.ts';

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

describe('an id', () => {
  it('names its kind, and no kind takes the id of another', () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
    for (const kind of KINDS) {
      const id = newId(kind);
      expect(KINDS.filter((other) => isId(other, id))).toEqual([kind]);
    }
  });

  it.each(['', 'ref_', 'ref_0', `ref_${'u'.repeat(26)}`, `ref_${'0'.repeat(27)}`, `REF_${'0'.repeat(26)}`])(
    'is not "%s"',
    (text) => {
      expect(isId('referral', text)).toBe(false);
    },
  );

  it('sorts as its bytes do', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const order = Math.sign(Buffer.compare(one, other));
        const first = encodeId('referral', one);
        const second = encodeId('referral', other);
        expect(isId('referral', first)).toBe(true);
        expect(first < second ? -1 : Number(first > second)).toBe(order);
      }),
    );
  });

  it('is new each time', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId('event'))).size).toBe(10_000);
  });
});
