import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { openApiDocument } from '../api/openapi.ts';

/** `node --import tsx scripts/export-docs.ts` writes docs/openapi.json; with `--check` it only compares. */
const file = join(import.meta.dirname, '../docs/openapi.json');
const made = await format(JSON.stringify(openApiDocument()), { parser: 'json', printWidth: 120 });

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== made) {
    console.error('docs/openapi.json is not what the schemas say: run node --import tsx scripts/export-docs.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, made);
  console.log('docs/openapi.json written');
}
