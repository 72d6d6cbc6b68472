import { expect, it } from '@jest/globals';
import { texts } from '../../web/texts/en.ts';
import { codeFiles, textOf } from './sources.ts';

const sourcesIn = (folder: string): string[] =>
  codeFiles()
    .filter((file) => file.startsWith(`${folder}/`) && !file.startsWith(`${folder}/texts/`))
    .map(textOf);

const wordsOf = (sources: readonly string[]): Set<string> =>
  new Set(sources.flatMap((source) => source.match(/[\w-]+/g) ?? []));

/** Every name by which a text, or what makes one, is reached below a part of the catalogue. */
function pathsOf(part: object, above: readonly string[]): string[][] {
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value, [...above, name])
      : [[...above, name]],
  );
}

it('every text of the web app is shown by a page that names its part of the catalogue, or belongs to a code', () => {
  const pages = sourcesIn('web');
  const codes = wordsOf([...sourcesIn('domain'), textOf('docs/openapi.json')]);
  const unused = Object.entries(texts).flatMap(([part, below]) => {
    const asked = new RegExp(`\\btexts\\.${part}\\b|\\b${part}\\b.* = texts`);
    const named = wordsOf(pages.filter((page) => asked.test(page)));
    return pathsOf(below, [part]).filter((names) => {
      const name = names.at(-1) ?? '';
      return !named.has(name) && !codes.has(name);
    });
  });
  expect(unused.map((names) => names.join('.'))).toEqual([]);
});
