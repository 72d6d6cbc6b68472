import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { openApiDocument } from '../api/openapi.ts';
import { withStageDiagram } from './stageDiagram.ts';

/**
 * `node --import tsx scripts/export-docs.ts` writes what is made from the code: docs/openapi.json, and the stages in
 * docs/workflows/referral.md; with `--check` it only compares.
 */
const fileOf = (name: string): string => join(import.meta.dirname, '..', name);
const kept = (name: string): string => readFileSync(fileOf(name), 'utf8');

const made: Readonly<Record<string, string>> = {
  'docs/openapi.json': await format(JSON.stringify(openApiDocument()), { parser: 'json', printWidth: 120 }),
  'docs/workflows/referral.md': withStageDiagram(kept('docs/workflows/referral.md')),
};

for (const [name, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(fileOf(name), text);
    console.log(`${name} written`);
  } else if (kept(name) !== text) {
    console.error(`${name} is not what the code says: run node --import tsx scripts/export-docs.ts`);
    process.exitCode = 1;
  }
}
