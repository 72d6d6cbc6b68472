import type { Chance } from '../../chaos/random.ts';
import { HANZI, inScript, KANA, LANDS, SYLLABLES } from './vocabulary.ts';
import type { Land } from './vocabulary.ts';

/** A company as it is in the world; records and submissions tell of it more or less well. */
export type WorldCompany = {
  /** The words of its name without the legal form, in Latin letters. */
  words: readonly string[];
  form: string;
  /** As it writes itself. */
  name: string;
  country: string;
  ending: string;
  /** `nordwind-logistik`, to which an ending belongs. */
  label: string;
  dial: string;
  /** Without the country code, eight or nine digits. */
  phone: string;
};

export type Person = { name: string; mailbox: string };

const FIRST_NAMES =
  'Ada Ben Carla Dario Elif Finn Greta Hugo Ines Jonas Klara Leo Mira Nils Olga Paul Rosa Sami Tilda Vera'.split(' ');
const LAST_NAMES =
  'Adler Berg Costa Dorn Ek Falk Graf Hahn Iversen Jung Kolb Lund Moser Nagy Otto Pohl Quist Roth Sand Toth'.split(' ');

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const brandOf = (chance: Chance): string =>
  capital(Array.from({ length: chance.next() < 0.25 ? 2 : 3 }, () => chance.pick(SYLLABLES)).join(''));

/** How names are built, and how often. */
function wordsOf(land: Land, chance: Chance): string[] {
  const kind = chance.next();
  if (kind < 0.38) return [brandOf(chance), chance.pick(land.trades)];
  if (kind < 0.6) return [brandOf(chance)];
  if (kind < 0.82) return [chance.pick(land.families), brandOf(chance), chance.pick(land.trades)];
  if (kind < 0.87) return [chance.pick(land.families), chance.pick(land.trades)];
  if (kind < 0.92) return [chance.pick(land.families), '&', chance.pick(land.families)];
  return [chance.pick(land.towns), brandOf(chance), chance.pick(land.trades)];
}

const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replace(/[^a-z0-9]/g, '');

/** Words and the way in which the company itself writes them. */
function namesOf(land: Land, chance: Chance): { words: string[]; own: string } {
  if (land.script === 'kana' || land.script === 'hanzi') {
    const table = land.script === 'kana' ? KANA : HANZI;
    const syllables = Array.from({ length: 3 + chance.below(2) }, () => chance.pick(table));
    const latin = capital(syllables.map(([sound]) => sound).join(''));
    return { words: [latin], own: syllables.map(([, sign]) => sign).join('') };
  }
  const words = wordsOf(land, chance);
  const script = land.script;
  const own = script === undefined ? words : words.map((word) => (word === '&' ? word : inScript(word, script)));
  return { words, own: own.join(' ') };
}

function written(land: Land, form: string, own: string): string {
  if (land.script === 'kana') return form + own;
  if (land.script === 'hanzi') return own + form;
  return land.script === 'cyrillic' ? `${form} «${own}»` : `${own} ${form}`;
}

/** Domains are given away once, as in life: who comes later takes a longer name. */
export function makeCompany(chance: Chance, takenLabels: Set<string>, land: Land = chance.pick(LANDS)): WorldCompany {
  const { words, own } = namesOf(land, chance);
  const form = chance.pick(land.forms);
  const parts = words.map(plain).filter((word) => word !== '');
  const wishes = [parts[0] ?? '', parts.join('-'), parts.join(''), `${parts.join('-')}-${land.country.toLowerCase()}`];
  const fromFirst = chance.next() < 0.4 && (parts[0]?.length ?? 0) > 5 ? 0 : 1;
  let label = wishes.slice(fromFirst).find((wish) => !takenLabels.has(wish));
  while (label === undefined || takenLabels.has(label)) label = `${parts.join('-')}${String(chance.below(10_000))}`;
  takenLabels.add(label);
  return {
    words,
    form,
    name: written(land, form, own),
    country: land.country,
    ending: chance.next() < 0.25 ? 'com' : land.ending,
    label,
    dial: land.dial,
    phone: String(20_000_000 + chance.below(70_000_000)) + (chance.next() < 0.5 ? '' : String(chance.below(10))),
  };
}

export function makePerson(chance: Chance): Person {
  const [first, last] = [chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES)];
  const forms = [`${first}.${last}`, `${first.slice(0, 1)}.${last}`, `${first}${String(chance.below(1000))}`];
  return { name: `${first} ${last}`, mailbox: chance.pick(forms).toLowerCase() };
}

export const domainOf = ({ label, ending }: Pick<WorldCompany, 'label' | 'ending'>): string => `${label}.${ending}`;
