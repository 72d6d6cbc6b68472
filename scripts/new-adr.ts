/** Begins the page of a new decision: `node --import tsx scripts/new-adr.ts "Short title of the decision"`. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '../docs/decisions');
const SECTIONS = ['Area', 'Context', 'Decision', 'Rejected', 'Consequences', 'Enforced by'];

const title = process.argv[2]?.trim();
if (title === undefined || title === '') {
  console.error('Name the decision: node --import tsx scripts/new-adr.ts "Received means committed"');
  process.exit(1);
}

const numbers = readdirSync(FOLDER).map((file) => Number(/^(\d{4})-/.exec(file)?.[1] ?? 0));
const number = String(Math.max(...numbers) + 1).padStart(4, '0');
const slug = title
  .toLowerCase()
  .replaceAll(/[^a-z0-9]+/g, '-')
  .replaceAll(/^-|-$/g, '');
const today = new Date().toISOString().slice(0, 10);
const file = `${number}-${slug}.md`;

writeFileSync(
  path.join(FOLDER, file),
  [
    `# ${number} ${title}`,
    '',
    '## Status',
    '',
    `Proposed, ${today}.`,
    '',
    ...SECTIONS.flatMap((name) => [`## ${name}`, '', '']),
  ].join('\n'),
  { flag: 'wx' },
);
console.info(`docs/decisions/${file} is begun. List it in docs/decisions/README.md.`);
