import { describe, expect, it } from '@jest/globals';
import { codeFiles, functionsLongerThan, isBarrel, repositoryFiles, textOf, writtenFiles } from './sources.ts';

const FILE_LINES_MAX = 250;
const FUNCTION_LINES_MAX = 70;

/** Named exceptions to the two sizes, each with its reason. Empty, and meant to stay so. */
const LONG_FILES: string[] = [];
const LONG_FUNCTIONS: string[] = [];

const BARRELS = ['activities/index.ts', 'workflows/index.ts'];
const NAMES_THAT_SAY_NOTHING = new Set([
  'src',
  'utils',
  'util',
  'shared',
  'common',
  'helpers',
  'helper',
  'lib',
  'misc',
]);

/** Spelled in two parts, so that this file does not contain what it looks for. */
const word = (first: string, second: string): string => `${first}${second}`;
const UNFINISHED = new RegExp(`\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('XX', 'X')})\\b`);
const SILENCED = new RegExp(
  [word('eslint-', 'disable'), word('@ts-', 'ignore'), word('@ts-', 'expect-error'), word('@ts-', 'nocheck')].join('|'),
);
const UNRUN = new RegExp(
  `\\b(it|test|describe)\\.(${word('on', 'ly')}|${word('sk', 'ip')})\\b|\\b(${word('x', 'it')}|${word('x', 'describe')})\\(`,
);
const PLACES_OF_ONE_MACHINE = new RegExp(
  `(^|[^\\w.])/(${word('ro', 'ot')}|${word('wo', 'rk')}|${word('ho', 'me')})/`,
  'm',
);
const REGISTRIES = new RegExp(
  [
    ['registry', 'npmjs'],
    ['pypi', 'org'],
    ['proxy', 'golang'],
    ['files', 'pythonhosted'],
    ['deb', 'debian'],
  ]
    .map((parts) => parts.join('\\.'))
    .join('|'),
);

const filesWith = (files: string[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );

const lineCount = (file: string): number => textOf(file).replace(/\n$/, '').split('\n').length;

describe('sizes', () => {
  it(`no file of code is longer than ${FILE_LINES_MAX} lines`, () => {
    const long = codeFiles().filter((file) => !LONG_FILES.includes(file) && lineCount(file) > FILE_LINES_MAX);
    expect(long.map((file) => `${file} (${lineCount(file)} lines)`)).toEqual([]);
  });

  it(`no function is longer than ${FUNCTION_LINES_MAX} lines`, () => {
    const long = codeFiles().flatMap((file) => functionsLongerThan(file, FUNCTION_LINES_MAX));
    expect(long.filter((found) => !LONG_FUNCTIONS.some((name) => found.startsWith(name)))).toEqual([]);
  });
});

describe('names and places', () => {
  it('no folder or file has a name that says nothing', () => {
    const named = (file: string): boolean =>
      file.split('/').some((part) => NAMES_THAT_SAY_NOTHING.has(part.replace(/\..*$/, '')));
    expect(codeFiles().filter(named)).toEqual([]);
  });

  it('only the two agreed files pass on what others export', () => {
    expect(codeFiles().filter((file) => isBarrel(file) && !BARRELS.includes(file))).toEqual([]);
    expect(codeFiles().filter((file) => /(^|\/)index\.tsx?$/.test(file) && !BARRELS.includes(file))).toEqual([]);
  });

  it('no file names a place of one machine or a package registry', () => {
    const recorded = repositoryFiles().filter((file) => file.startsWith('test/replay/histories/'));
    expect(filesWith([...writtenFiles(), ...recorded], PLACES_OF_ONE_MACHINE)).toEqual([]);
    expect(filesWith(writtenFiles(), REGISTRIES)).toEqual([]);
  });

  it('the lockfile carries no registry address', () => {
    expect(textOf('package-lock.json')).not.toContain('"resolved": "http');
  });
});

describe('honesty', () => {
  it('nothing is marked as unfinished', () => {
    expect(filesWith(writtenFiles(), UNFINISHED)).toEqual([]);
  });

  it('no rule is silenced beside the code', () => {
    expect(filesWith(codeFiles(), SILENCED)).toEqual([]);
  });

  it('no test is left out or left alone', () => {
    expect(filesWith(codeFiles(), UNRUN)).toEqual([]);
  });

  it('money is reckoned with integers only', () => {
    const money = codeFiles().filter((file) => /^domain\/(money\.ts|commission\/|ledger\/)/.test(file));
    expect(filesWith(money, /\bMath\.|\bparseFloat\b|\btoFixed\b/)).toEqual([]);
  });
});
