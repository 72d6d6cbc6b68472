import { isContestable, kindsIn } from '../domain/cases/kinds.ts';
import type { WayBack } from '../domain/referral/reopening.ts';
import { COMMANDS_IN_STAGE, ENDED_STAGES, STAGE_TRANSITIONS, STAGES } from '../domain/referral/stages.ts';
import type { ReferralCommandName, Stage } from '../domain/referral/stages.ts';

const BEGIN = '<!-- stages: made by scripts/export-docs.ts -->';
const END = '<!-- end of stages -->';

/** What leads back, by the command that asks for it; a case that is upheld does so by itself. */
const WAY_OF: Partial<Record<ReferralCommandName, WayBack>> = {
  undoWithdraw: 'undone',
  reopen: 'reopened',
  answer: 'revived',
};

const waysBackFrom = (stage: Stage): WayBack[] => [
  ...COMMANDS_IN_STAGE[stage].flatMap((command) => WAY_OF[command] ?? []),
  ...(isContestable(stage) ? (['reinstated'] as const) : []),
];

/**
 * The stages and the way between them as a Mermaid diagram, from the tables that the story itself uses. All ways back lead
 * to one place: the stage that was left, or the line, where somebody else has come in between.
 */
function stageDiagram(): string {
  const ways = STAGES.flatMap((from) => STAGE_TRANSITIONS[from].map((to) => `    ${from} --> ${to}`));
  const over = [...ENDED_STAGES, 'won'] as const;
  const back = over.map((stage) => `    ${stage} --> back: ${waysBackFrom(stage).join(', ')}`);
  const credited = ENDED_STAGES.filter((stage) => kindsIn(stage).includes('missing_credit')).map(
    (stage) => `    ${stage} --> won: credited`,
  );
  const place = '    state "the stage that was left, or waitlisted" as back';
  const ends = over.map((stage) => `    ${stage} --> [*]`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    place,
    '    [*] --> submitted',
    ...ways,
    ...back,
    ...credited,
    ...ends,
    '```',
  ].join('\n');
}

/** The page with the diagram as it has to be. */
export function withStageDiagram(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no place for the stages: ${BEGIN} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${stageDiagram()}\n\n${page.slice(end)}`;
}
