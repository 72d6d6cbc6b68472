import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, ERROR_POLICY } from '../../domain/errors.ts';
import { documents, exists, exportedValues, repositoryFiles, textOf } from './sources.ts';

const DECISION_HEADINGS = ['Status', 'Area', 'Context', 'Decision', 'Rejected', 'Consequences', 'Enforced by'];
const WORKFLOW_HEADINGS = ['Why', 'How', 'Why it is safe to re-run', 'Code layout', 'Testing'];

const decisions = (): string[] => documents().filter((file) => /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(file));

const headingsOf = (file: string): string[] => [...textOf(file).matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '');

/** Relative links of a page, resolved to paths from the root. */
const linksOf = (file: string): string[] =>
  [...textOf(file).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(file), target)));

/** Paths of our own tree that a page names in code type, such as `domain/money.ts`. */
const pathsNamedIn = (file: string): string[] =>
  [
    ...textOf(file).matchAll(
      /`((?:activities|adapters|api|docs|domain|prisma|scripts|test|web|workflows)\/[\w./-]*)`/g,
    ),
  ].map((match) => match[1] ?? '');

describe('documents', () => {
  it('every link leads to a file', () => {
    expect(
      documents().flatMap((file) =>
        linksOf(file)
          .filter((target) => !exists(target))
          .map((target) => `${file}: ${target}`),
      ),
    ).toEqual([]);
  });

  it('every path they name exists', () => {
    expect(
      documents().flatMap((file) =>
        pathsNamedIn(file)
          .filter((path) => !exists(path))
          .map((path) => `${file}: ${path}`),
      ),
    ).toEqual([]);
  });

  it('every command they name exists', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = (file: string): string[] =>
      [...textOf(file).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(
      documents().flatMap((file) =>
        named(file)
          .filter((name) => !(name in scripts))
          .map((name) => `${file}: ${name}`),
      ),
    ).toEqual([]);
  });
});

describe('decisions', () => {
  it('are numbered without gaps and listed', () => {
    const numbers = decisions().map((file) =>
      Number(file.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4)),
    );
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(decisions().filter((file) => !linksOf('docs/decisions/README.md').includes(file))).toEqual([]);
  });

  it('have the same headings in the same order', () => {
    for (const file of decisions())
      expect({ file, headings: headingsOf(file) }).toEqual({ file, headings: DECISION_HEADINGS });
  });

  it('that a page refers to by number exist', () => {
    const known = new Set(
      decisions().map((file) => file.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4)),
    );
    const files = repositoryFiles().filter((file) => /\.(md|ts|tsx|sql|prisma)$/.test(file));
    const named = (file: string): string[] =>
      [...textOf(file).matchAll(/\bADR[ -](\d{4})\b/g)].map((match) => match[1] ?? '');
    expect(
      files.flatMap((file) =>
        named(file)
          .filter((number) => !known.has(number))
          .map((number) => `${file}: ${number}`),
      ),
    ).toEqual([]);
  });
});

describe('reference pages', () => {
  it('every workflow has a page with the fixed headings', () => {
    const workflows = exportedValues('workflows/index.ts');
    expect(workflows).not.toEqual([]);
    for (const name of workflows)
      expect({ name, headings: headingsOf(`docs/workflows/${name}.md`) }).toEqual({
        name,
        headings: WORKFLOW_HEADINGS,
      });
  });

  it('every error code is explained, with its status and whether to try again', () => {
    const rows = textOf('docs/errors.md').split('\n');
    const missing = ERROR_CODES.filter((code) => {
      const { status, retryable } = ERROR_POLICY[code];
      return !rows.some((row) =>
        new RegExp(`^\\| \`${code}\` +\\| ${status} +\\| ${retryable ? 'yes' : 'no'} +\\|`).test(row),
      );
    });
    expect(missing).toEqual([]);
  });
});
