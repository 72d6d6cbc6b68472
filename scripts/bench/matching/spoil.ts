import type { Chance } from '../../chaos/random.ts';
import type { WorldCompany } from './companies.ts';
import { inScript, LANDS, SYLLABLES } from './vocabulary.ts';

/** One way in which somebody writes a name otherwise; undefined where this name has nothing to spoil in that way. */
type Spoil = (name: string, chance: Chance, company: WorldCompany) => string | undefined;

const latinName = ({ words }: WorldCompany): string => words.join(' ');
const isLatin = (name: string): boolean => /^[\p{Script=Latin}\p{P}\p{N}\s|]+$/u.test(name);

function typo(name: string, chance: Chance): string | undefined {
  const words = name.split(' ');
  const long = words.map((word, place) => ({ word, place })).filter(({ word }) => /^\p{L}{5,}$/u.test(word));
  if (long.length === 0) return undefined;
  const { word, place } = chance.pick(long);
  const at = 1 + chance.below(word.length - 2);
  const kind = chance.below(4);
  const letter = chance.pick('abcdeghiklmnoprstuvwz'.split(''));
  if (kind === 0) words[place] = word.slice(0, at) + word.slice(at + 1);
  else if (kind === 1) words[place] = word.slice(0, at) + letter + word.slice(at);
  else if (kind === 2) words[place] = word.slice(0, at) + letter + word.slice(at + 1);
  else words[place] = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  return words.join(' ');
}

const SHORT: Readonly<Record<string, string>> = {
  Logistik: 'Log.',
  Logistics: 'Log.',
  Maschinenbau: 'Masch.bau',
  Engineering: 'Eng.',
  Consulting: 'Cons.',
  Construction: 'Constr.',
  Elektrotechnik: 'E-Technik',
  Medizintechnik: 'Med.technik',
  Software: 'SW',
  Insurance: 'Ins.',
  Construcciones: 'Constr.',
  Costruzioni: 'Costr.',
};

function abbreviate(name: string, chance: Chance): string | undefined {
  const words = name.split(' ');
  const long = words
    .map((word, place) => ({ word, place }))
    .filter(({ word, place }) => place > 0 && /^\p{L}{7,}$/u.test(word));
  if (long.length === 0) return undefined;
  const { word, place } = chance.pick(long);
  words[place] = SHORT[word] ?? `${word.slice(0, 4)}.`;
  return words.join(' ');
}

function otherForm(name: string, chance: Chance, { form, country }: WorldCompany): string | undefined {
  if (!name.includes(form)) return undefined;
  const forms = LANDS.find((land) => land.country === country)?.forms ?? [];
  return name.replace(form, chance.next() < 0.7 ? '' : chance.pick(forms)).trim();
}

function withoutMarks(name: string, chance: Chance): string | undefined {
  if (!/[äöüßåæø]|\p{M}/u.test(name.normalize('NFD').toLowerCase())) return undefined;
  const asTwo = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ø: 'oe', å: 'aa', æ: 'ae' } as Readonly<Record<string, string>>;
  const spelled = chance.next() < 0.6 ? name.replace(/[äöüßøåæ]/gu, (letter) => asTwo[letter] ?? letter) : name;
  return spelled
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L');
}

function initials(_name: string, _chance: Chance, { words }: WorldCompany): string | undefined {
  const telling = words.filter((word) => word !== '&');
  return telling.length < 3 ? undefined : telling.map((word) => word.slice(0, 1).toUpperCase()).join('');
}

const tradingName = (_name: string, chance: Chance): string => {
  const brand = Array.from({ length: 3 }, () => chance.pick(SYLLABLES)).join('');
  return brand.slice(0, 1).toUpperCase() + brand.slice(1);
};

/** The other way in which a company abroad is written; native with the Latin name beside it, or Latin alone, or Cyrillic. */
function otherScript(name: string, chance: Chance, company: WorldCompany): string | undefined {
  if (!isLatin(name)) return chance.next() < 0.4 ? `${name} (${latinName(company)})` : latinName(company);
  return company.words.map((word) => (word === '&' ? word : inScript(word, 'cyrillic'))).join(' ');
}

const swapConnector: Spoil = (name, chance) =>
  name.includes(' & ') ? name.replace(' & ', chance.pick([' und ', ' and ', '&', ' + '])) : undefined;

/** Every corruption with how often it comes. */
export const SPOILS = {
  legal_form: { share: 0.35, apply: otherForm },
  typo: { share: 0.12, apply: typo },
  abbreviation: { share: 0.08, apply: abbreviate },
  umlauts: { share: 0.4, apply: withoutMarks },
  word_order: { share: 0.05, apply: (name) => (name.includes(' ') ? name.split(' ').reverse().join(' ') : undefined) },
  case: { share: 0.15, apply: (name, chance) => (chance.next() < 0.5 ? name.toUpperCase() : name.toLowerCase()) },
  connector: { share: 0.5, apply: swapConnector },
  place_behind: {
    share: 0.03,
    apply: (name, _chance, { country }) => `${name} ${country === 'DE' ? 'Deutschland' : 'International'}`,
  },
  other_script: { share: 0.05, apply: otherScript },
  initials: { share: 0.02, apply: initials },
  trading_name: { share: 0.02, apply: tradingName },
} as const satisfies Record<string, { share: number; apply: Spoil }>;

export type Corruption = keyof typeof SPOILS;

/** The name as somebody else writes it, and in which ways it is spoilt. */
export function spoilName(company: WorldCompany, chance: Chance): { name: string; corruptions: Corruption[] } {
  let { name } = company;
  const corruptions: Corruption[] = [];
  for (const [kind, { share, apply }] of Object.entries(SPOILS) as [Corruption, { share: number; apply: Spoil }][]) {
    if (chance.next() >= share || corruptions.length >= 3) continue;
    const spoilt = apply(name, chance, company);
    if (spoilt === undefined || spoilt === name || spoilt === '') continue;
    name = spoilt;
    corruptions.push(kind);
  }
  return { name, corruptions };
}
