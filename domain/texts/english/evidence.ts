import type { Question } from '../../qualification/checklist.ts';
import { piece } from '../facts.ts';
import { codesIn, lacksIn } from '../evidence.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { vendorFound } from './vendor.ts';

export const EVIDENCE: Catalogue['evidence'] = {
  same_domain: 'same domain',
  same_email: 'same e-mail address',
  known_alias: 'known under this name',
  same_name: 'same name',
  similar_name: 'similar name',
  same_mail_domain: 'mail from the same domain',
  same_phone: 'same phone number',
  same_acronym: 'same initials',
  sibling_domain: 'same domain, other ending',
  similar_domain: 'similar domain',
  parent: 'parent company',
  subsidiary: 'subsidiary',
  same_country: 'same country',
  other_country: 'other country',
  other_domain: 'other domain',
  elsewhere: 'other domain, other country',
};

/** `similar name 0.81, other domain; 55 points`: what a reviewer compares. */
function likeness({ facts }: Pick<Writing, 'facts'>): string {
  const similarity = facts.number('nameSimilarity')?.toFixed(2);
  const said = codesIn(facts.text('evidence'), EVIDENCE).map((kind) =>
    kind === 'similar_name' ? `${EVIDENCE[kind]}${piece(' ', similarity)}` : EVIDENCE[kind],
  );
  if (said.length === 0) return 'it looks like a company we know';
  const others = (facts.number('alike') ?? 1) - 1;
  const more = others > 0 ? `; ${String(others)} more look${others === 1 ? 's' : ''} alike` : '';
  return `${said.join(', ')}${piece('; ', facts.number('score'), ' points')}${more}`;
}

/** `3 candidates`. */
export const candidates = (count: number): string => (count === 1 ? '1 candidate' : `${String(count)} candidates`);

const QUESTIONS: Readonly<Record<Question, string>> = {
  need: 'need',
  budget: 'budget',
  authority: 'authority',
  timeline: 'timeline',
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** `authority and timeline unknown, no budget`: what is missing for it to be qualified. */
export function missing({ facts }: Pick<Writing, 'facts'>): string | undefined {
  const lacks = lacksIn(facts.text('lacks'));
  const unknown = lacks.filter(({ answer }) => answer === 'unknown').map(({ question }) => QUESTIONS[question]);
  const denied = lacks.filter(({ answer }) => answer === 'no').map(({ question }) => `no ${QUESTIONS[question]}`);
  const said = [...(unknown.length === 0 ? [] : [`${listed(unknown)} unknown`]), ...denied].join(', ');
  return said === '' ? undefined : said.charAt(0).toUpperCase() + said.slice(1);
}

/** What our own records say comes before what only looks alike. */
export function found(writing: Writing): string {
  const known = vendorFound(writing);
  if (known === undefined) return likeness(writing);
  return writing.facts.text('evidence') === undefined ? known : `${known}; ${likeness(writing)}`;
}
