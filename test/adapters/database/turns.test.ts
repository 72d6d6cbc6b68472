import { describe, expect, it } from '@jest/globals';
import { createTurns } from '../../../adapters/database/turns.ts';

/** Work that begins when its turn comes and ends when the test says so. */
function world(most: number) {
  const inTurn = createTurns(most);
  const begun: string[] = [];
  const ends = new Map<string, { end: () => void; fail: () => void }>();
  const start = (key: string, name: string): Promise<string> =>
    inTurn(key, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, { end: () => resolve(name), fail: () => reject(new Error(name)) });
      });
    });
  return { begun, ends, start };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('let so many of one key work at a time, in the order in which they came', async () => {
    const { begun, ends, start } = world(2);
    const all = ['one', 'two', 'three', 'four'].map((name) => start('acme', name));
    await turn();
    expect(begun).toEqual(['one', 'two']);
    ends.get('two')?.end();
    await turn();
    expect(begun).toEqual(['one', 'two', 'three']);
    const late = start('acme', 'late');
    ends.get('one')?.end();
    await turn();
    expect(begun).toEqual(['one', 'two', 'three', 'four']);
    ends.get('three')?.end();
    ends.get('four')?.end();
    await turn();
    ends.get('late')?.end();
    expect(await Promise.all([...all, late])).toEqual(['one', 'two', 'three', 'four', 'late']);
  });

  it('never hold up another key', async () => {
    const { begun, start } = world(1);
    void start('acme', 'one');
    void start('acme', 'two');
    void start('other', 'bystander');
    await turn();
    expect(begun).toEqual(['one', 'bystander']);
  });

  it('go on after work that failed', async () => {
    const { begun, ends, start } = world(1);
    const failing = start('acme', 'one');
    const second = start('acme', 'two');
    await turn();
    ends.get('one')?.fail();
    await expect(failing).rejects.toThrow('one');
    await turn();
    expect(begun).toEqual(['one', 'two']);
    ends.get('two')?.end();
    expect(await second).toBe('two');
  });
});
