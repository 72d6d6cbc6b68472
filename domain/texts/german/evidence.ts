import type { Question } from '../../qualification/checklist.ts';
import { piece } from '../facts.ts';
import { codesIn, lacksIn } from '../evidence.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { vendorFound } from './vendor.ts';

export const EVIDENCE: Catalogue['evidence'] = {
  same_domain: 'gleiche Domain',
  same_email: 'gleiche E-Mail-Adresse',
  known_alias: 'unter diesem Namen bekannt',
  same_name: 'gleicher Name',
  similar_name: 'ähnlicher Name',
  same_mail_domain: 'E-Mail von derselben Domain',
  same_phone: 'gleiche Telefonnummer',
  same_acronym: 'gleiche Anfangsbuchstaben',
  sibling_domain: 'gleiche Domain, andere Endung',
  similar_domain: 'ähnliche Domain',
  parent: 'Muttergesellschaft',
  subsidiary: 'Tochtergesellschaft',
  same_country: 'gleiches Land',
  other_country: 'anderes Land',
  other_domain: 'andere Domain',
  elsewhere: 'andere Domain, anderes Land',
};

/** `ähnlicher Name 0,81, andere Domain; 55 Punkte`: what a reviewer compares. */
function likeness({ facts }: Pick<Writing, 'facts'>): string {
  const similarity = facts.number('nameSimilarity')?.toFixed(2).replace('.', ',');
  const said = codesIn(facts.text('evidence'), EVIDENCE).map((kind) =>
    kind === 'similar_name' ? `${EVIDENCE[kind]}${piece(' ', similarity)}` : EVIDENCE[kind],
  );
  if (said.length === 0) return 'Ähnlichkeit mit einem Unternehmen, das wir kennen';
  const others = (facts.number('alike') ?? 1) - 1;
  const more = others > 0 ? `; ${String(others)} ${others === 1 ? 'weiteres ähnelt' : 'weitere ähneln'} ihm` : '';
  return `${said.join(', ')}${piece('; ', facts.number('score'), ' Punkte')}${more}`;
}

/** `3 Kandidaten`. */
export const candidates = (count: number): string => (count === 1 ? '1 Kandidat' : `${String(count)} Kandidaten`);

const QUESTIONS: Readonly<Record<Question, string>> = {
  need: 'Bedarf',
  budget: 'Budget',
  authority: 'Entscheidungsweg',
  timeline: 'Zeitpunkt',
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} und ${words.at(-1) ?? ''}`;

/** `Entscheidungsweg und Zeitpunkt unbekannt, kein Budget`: what is missing for it to be qualified. */
export function missing({ facts }: Pick<Writing, 'facts'>): string | undefined {
  const lacks = lacksIn(facts.text('lacks'));
  const unknown = lacks.filter(({ answer }) => answer === 'unknown').map(({ question }) => QUESTIONS[question]);
  const denied = lacks.filter(({ answer }) => answer === 'no').map(({ question }) => `kein ${QUESTIONS[question]}`);
  const said = [...(unknown.length === 0 ? [] : [`${listed(unknown)} unbekannt`]), ...denied].join(', ');
  return said === '' ? undefined : said.charAt(0).toUpperCase() + said.slice(1);
}

/** What our own records say comes before what only looks alike. */
export function found(writing: Writing): string {
  const known = vendorFound(writing);
  if (known === undefined) return likeness(writing);
  return writing.facts.text('evidence') === undefined ? known : `${known}; ${likeness(writing)}`;
}
