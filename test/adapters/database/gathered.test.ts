import { describe, expect, it } from '@jest/globals';
import { gathered } from '../../../adapters/database/gathered.ts';

/** Notes what was asked together; each statement is answered when the test says so. */
function slowTable() {
  const asked: string[][] = [];
  const answers: { give: () => void; fail: (error: Error) => void }[] = [];
  const read = (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    asked.push([...keys]);
    return new Promise((resolve, reject) => {
      const known = keys.filter((key) => key !== 'unknown').map((key) => [key, key.toUpperCase()] as const);
      answers.push({ give: () => resolve(new Map(known)), fail: reject });
    });
  };
  return { asked, answers, find: gathered(read) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what is asked at the same time', () => {
  it('is asked once, each key once, and everybody gets their own answer', async () => {
    const { asked, answers, find } = slowTable();
    const all = Promise.all([find('a'), find('b'), find('a'), find('unknown')]);
    await turn();
    answers[0]?.give();
    expect(await all).toEqual(['A', 'B', 'A', undefined]);
    expect(asked).toEqual([['a', 'b', 'unknown']]);
  });

  it('is never answered by a statement that began before the question', async () => {
    const { asked, answers, find } = slowTable();
    const first = find('a');
    await turn();
    const [second, third] = [find('a'), find('b')];
    answers[0]?.give();
    await first;
    await turn();
    expect(asked).toEqual([['a'], ['a', 'b']]);
    answers[1]?.give();
    expect(await Promise.all([second, third])).toEqual(['A', 'B']);
  });

  it('fails together, and those who ask afterwards are asked for anew', async () => {
    const { answers, find } = slowTable();
    const failing = Promise.allSettled([find('a'), find('b')]);
    await turn();
    answers[0]?.fail(new Error('away'));
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const later = find('a');
    await turn();
    answers[1]?.give();
    expect(await later).toBe('A');
  });
});
