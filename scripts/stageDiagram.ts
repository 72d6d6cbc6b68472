import { ENDED_STAGES, STAGE_TRANSITIONS, STAGES } from '../domain/referral/stages.ts';

const BEGIN = '<!-- stages: made by scripts/export-docs.ts -->';
const END = '<!-- end of stages -->';

/** The stages and the way between them as a Mermaid diagram, from the table that the story itself uses. */
function stageDiagram(): string {
  const ways = STAGES.flatMap((from) => STAGE_TRANSITIONS[from].map((to) => `    ${from} --> ${to}`));
  const ends = [...ENDED_STAGES, 'won'].map((stage) => `    ${stage} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', '    [*] --> submitted', ...ways, ...ends, '```'].join('\n');
}

/** The page with the diagram as it has to be. */
export function withStageDiagram(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no place for the stages: ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${stageDiagram()}\n\n${page.slice(end)}`;
}
