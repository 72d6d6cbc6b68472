import { nachaRecord, type Field } from '../../adapters/rails/nachaRecord.ts';

export type Returned = { id: string; amountMinor: bigint; reason: string; original: string; kind?: '98' | '99' };

/** As the rules of the network lay such a file out: an entry for each return, each followed by its addenda. */
export function returnFile(returns: readonly Returned[], change: { counted?: bigint; total?: bigint } = {}): string {
  const total = returns.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const { counted = BigInt(2 * returns.length) } = change;
  const sums: Field[] = [
    [8_403_018_096n, 10],
    [0n, 12],
    [change.total ?? total, 12],
  ];
  const records = [
    nachaRecord([
      ['101', 3],
      [' 021000021', 10],
      ['1123456789', 10],
      ['270216', 6],
      ['0905', 4],
      ['A', 1],
      ['094101', 6],
      ['', 54],
    ]),
    nachaRecord([
      ['5200', 4],
      ['HELIOFORGE INC', 16],
      ['', 20],
      ['1123456789', 10],
      ['CCD', 3],
      ['RETURN', 10],
      ['', 12],
      ['', 3],
      ['1', 1],
      ['02100002', 8],
      [1n, 7],
    ]),
    ...returns.flatMap(({ id, amountMinor, reason, original, kind = '99' }, index) => [
      nachaRecord([
        ['621', 3],
        ['021000021', 9],
        ['987654321', 17],
        [amountMinor, 10],
        [id, 15],
        ['KESTREL INC', 22],
        ['', 2],
        ['1', 1],
        ['02600959', 8],
        [BigInt(index + 1), 7],
      ]),
      nachaRecord([
        [`7${kind}`, 3],
        [reason, 3],
        [original, 15],
        ['', 6],
        ['02600959', 8],
        ['CLOSED LAST YEAR', 44],
        ['02600959', 8],
        [BigInt(index + 1), 7],
      ]),
    ]),
    nachaRecord([['8200', 4], [counted, 6], ...sums, ['1123456789', 10], ['', 25], ['02100002', 8], [1n, 7]]),
    nachaRecord([['9', 1], [1n, 6], [1n, 6], [counted, 8], ...sums, ['', 39]]),
    '9'.repeat(94),
  ];
  return `${records.join('\r\n')}\r\n`;
}
