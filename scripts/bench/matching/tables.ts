import { cpus } from 'node:os';
import type { Row } from '../report.ts';
import { isFound } from './judge.ts';
import type { Judged } from './judge.ts';

const markdownTable = ([head = [], ...rows]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export function textTable(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? '').length)));
  return table
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const whatItSaid = ({ of, outcome, candidates }: Judged): string => {
  const [best] = candidates;
  const evidence = best?.evidence.map(({ kind, weight }) => `${kind} ${String(weight)}`).join(', ') ?? '';
  const { name, domain = '', email = '', country = '' } = of.submitted;
  return `${of.kind} → ${outcome}: ${name} | ${domain} | ${email} | ${country} [${of.tags.join(', ')}] ${best === undefined ? '' : `${String(best.score)}: ${evidence}`}`;
};

/** Some of what was wrong or cost a reviewer's time, to look at while tuning. */
export function missesOf(judged: readonly Judged[], limit: number): string[] {
  const missed = judged.filter((one) => one.of.truth !== null && !isFound(one));
  const wrong = judged.filter(({ of, outcome }) => of.truth === null && outcome === 'same');
  const asked = judged.filter(({ of, outcome }) => of.truth === null && outcome === 'review');
  return [missed, wrong, asked].flatMap((some) => some.slice(0, limit).map(whatItSaid));
}

export function markdownReport(args: {
  seed: number;
  companies: number;
  cases: number;
  rows: readonly Row[];
  confusion: string[][];
  evidence: string[][];
  tags: string[][];
  examples: string[][];
  plan: string;
}): string {
  const rows = args.rows.map(({ what, measured, target = '', met }) => [
    what,
    measured,
    target,
    met === false ? 'NO' : 'yes',
  ]);
  return `# How good the matching is

Written by \`npm run bench:matching -- --report\` on ${new Date().toISOString().slice(0, 10)}, ${String(cpus().length)} processors
(${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}. What is measured and how is said in [Matching](matching.md#quality).

Seed ${String(args.seed)}, which was not used for tuning: ${args.cases.toLocaleString('en')} submissions against ${args.companies.toLocaleString('en')} companies.

${markdownTable([['what', 'measured', 'target', 'met'], ...rows])}

## Where the submissions came to

${markdownTable(args.confusion)}

## What the evidence is worth

Among all candidates that the search brought: how many of those that carry an evidence are the company, and how many of the companies
that were there carry it.

${markdownTable(args.evidence)}

## By what was done to the submission

${markdownTable(args.tags)}

## Hard examples

${markdownTable(args.examples)}

## The plan of the search at the largest size

\`\`\`
${args.plan.trim()}
\`\`\`
`;
}
