import { isCommonWord } from './commonWords.ts';
import { isOnlyLegalForm, withoutLegalForms, withoutUnspacedForms } from './legalForms.ts';
import { folded } from './spelling.ts';

/** Any script in plain Latin letters; needs tables, so an adapter gives it. */
export type InLatin = (text: string) => string;

/** Bounds the work and the rows for a name of any length. */
const WORDS_MAX = 12;
const NAMES_MAX = 4;
const INITIALS_MIN = 3;
const INITIALS_MAX = 6;
const CONNECTORS = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'och', 'og', 'ja', 've', 'i', 'kai', 'the']);

/** "Trading as", "formerly" and the like: what stands on either side is a name. */
const OTHER_NAME =
  /\s+(?:[|/]|d\/?b\/?a|t\/a|a\/?k\/?a|f\/?k\/?a|trading as|doing business as|also known as|formerly|previously|vormals|ehemals|früher|anciennement|handelnd als)\s+/iu;
const BRACKETS = /[([{「『【〈《]([^)\]}」』】〉》]*)[)\]}」』】〉》]/gu;

function plainWords(name: string, inLatin: InLatin): string[] {
  const latin = inLatin(withoutUnspacedForms(name.normalize('NFKC'))).toLowerCase();
  return latin
    .replace(/['’`"]/g, '')
    .replace(/(?<=\b[a-z])[./](?=[a-z])/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX);
}

/** `S. A.` is `sa` as `S.A.` is, and `J P Morgan` is `jp morgan`. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const single = word.length === 1;
    if (single && open) joined.push((joined.pop() ?? '') + word);
    else joined.push(word);
    open = single;
  }
  return joined;
}

const isMeant = (word: string): boolean => !CONNECTORS.has(word);

/** The words that tell a company, in the order in which they are written. */
function tellingWords(name: string, inLatin: InLatin): string[] {
  const words = plainWords(name, inLatin).filter((word) => word.length === 1 || isMeant(word));
  return withoutLegalForms(joinInitials(words).filter(isMeant).map(folded)).filter(isMeant);
}

function keyOnce(name: string, inLatin: InLatin): string {
  const words = tellingWords(name, inLatin);
  const single = words.filter((word) => word.length === 1).sort();
  const longer = words.filter((word) => word.length > 1);
  return [...longer, ...(single.length === 0 ? [] : [single.join('')])].sort().join(' ');
}

/**
 * A company name as a key: Latin letters without marks, no punctuation, no legal form, words in alphabetical order.
 * `undefined` when nothing is left that could distinguish a company. Every key is its own key.
 */
export function nameKey(name: string, inLatin: InLatin): string | undefined {
  let key = keyOnce(name, inLatin);
  for (let next = keyOnce(key, inLatin); next !== key; next = keyOnce(key, inLatin)) key = next;
  return key.length < 2 ? undefined : key;
}

const saysWho = (key: string): boolean => !isOnlyLegalForm(key.split(' ').filter((word) => !isCommonWord(word)));

/** A name and the names besides it: in brackets, after "trading as" or a slash. The whole comes first. */
export function nameKeys(name: string, inLatin: InLatin): string[] {
  const keyOf = (part: string): string[] => [nameKey(part, inLatin)].filter((key) => key !== undefined);
  const asides = [...name.matchAll(BRACKETS)].map((match) => match[1] ?? '');
  const parts = [...name.replace(BRACKETS, ' ').split(OTHER_NAME), ...asides];
  const whole = keyOf(name.replace(OTHER_NAME, ' '));
  return [...new Set([...whole, ...parts.flatMap(keyOf).filter(saysWho)])].slice(0, NAMES_MAX);
}

/** `Bayerische Motoren Werke AG` → `bmw`. A short name has no initials; it is what initials are compared with. */
export function acronymKey(name: string, inLatin: InLatin): string | undefined {
  const words = tellingWords(name.replace(BRACKETS, ' ').split(OTHER_NAME)[0] ?? name, inLatin);
  if (words.length < INITIALS_MIN || words.length > INITIALS_MAX) return undefined;
  return words.map((word) => word[0] ?? '').join('');
}
