import type { companyKeys } from '../../../domain/matching/normalise.ts';
import { createChance } from '../../chaos/random.ts';
import type { Chance } from '../../chaos/random.ts';
import { domainOf, makeCompany, makePerson } from './companies.ts';
import type { Person, WorldCompany } from './companies.ts';
import { spoilName } from './spoil.ts';
import type { Corruption } from './spoil.ts';
import { LANDS } from './vocabulary.ts';
import type { Land } from './vocabulary.ts';

/** What a submission says of the company; the same as what the rules make keys of. */
export type Submitted = Parameters<typeof companyKeys>[0];

export type KnownCompany = { id: string; company: WorldCompany; contact: Person; submitted: Submitted };

type Channel =
  'same_person' | 'colleague' | 'sub_domain' | 'country_domain' | 'domain_typo' | 'free_mail' | 'phone_only';
type Namesake = 'same_name_abroad' | 'subsidiary' | 'same_switchboard' | 'same_family' | 'same_trade' | 'same_adviser';

/** `truth`: the record that it is, or null where it is none. `tags`: what was done to it. */
export type Case = {
  submitted: Submitted;
  truth: string | null;
  kind: 'new' | 'duplicate' | 'hard_negative';
  tags: (Corruption | Channel | Namesake | 'phone_format')[];
};

/** How a stream of submissions is made up. */
const DUPLICATES = 0.28;
const HARD_NEGATIVES = 0.12;
/** Known to us by a free address or a phone only. */
const WITHOUT_DOMAIN = 0.08;
const FREE_MAILERS = [
  'gmail.com',
  'gmx.de',
  'outlook.com',
  'yahoo.com',
  'web.de',
  'posteo.de',
  'mail.ru',
  'qq.com',
  'orange.fr',
];

const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['same_person', 0.25],
  ['colleague', 0.45],
  ['sub_domain', 0.07],
  ['country_domain', 0.04],
  ['domain_typo', 0.02],
  ['free_mail', 0.12],
  ['phone_only', 0.05],
];

function pickByShare<Item>(shares: readonly (readonly [Item, number])[], chance: Chance): Item {
  let left = chance.next();
  const found = shares.find(([, share]) => (left -= share) < 0) ?? shares.at(-1);
  if (found === undefined) throw new Error('nothing to choose from');
  return found[0];
}

/** The same number as people write it. */
function phoneText({ dial, phone }: WorldCompany, chance: Chance): string {
  const grouped = phone.replace(/(\d{2})(?=\d)/g, chance.pick(['$1 ', '$1-', '$1']));
  const trunk = ['49', '43', '44', '33', '46', '31'].includes(dial) ? chance.pick(['', '(0)']) : '';
  return `${chance.pick(['+', '00'])}${dial} ${trunk}${grouped}`;
}

const freeAddress = (person: Person, chance: Chance): string =>
  `${person.mailbox}${String(chance.below(100_000))}@${chance.pick(FREE_MAILERS)}`;

/** What the first referral told of a company. */
export function makeKnown(company: WorldCompany, id: string, chance: Chance): KnownCompany {
  const contact = makePerson(chance);
  const domain = chance.next() < WITHOUT_DOMAIN ? undefined : domainOf(company);
  const email = domain === undefined ? freeAddress(contact, chance) : `${contact.mailbox}@${domain}`;
  const submitted: Submitted = {
    name: company.name,
    email,
    ...(domain === undefined || chance.next() < 0.4 ? {} : { domain: `https://www.${domain}/` }),
    ...(chance.next() < 0.5 ? { phone: phoneText(company, chance) } : {}),
    ...(chance.next() < 0.85 ? { country: company.country } : {}),
  };
  return { id, company, contact, submitted };
}

const otherEnding = ({ ending }: WorldCompany, chance: Chance): string =>
  chance.pick(['com', 'de', 'fr', 'eu', 'net', 'co.uk', 'pl'].filter((candidate) => candidate !== ending));

function mistyped(label: string, chance: Chance): string {
  const at = 1 + chance.below(Math.max(1, label.length - 2));
  return label.slice(0, at) + (label[at + 1] ?? '') + (label[at] ?? '') + label.slice(at + 2);
}

function addressOf(known: KnownCompany, channel: Channel, chance: Chance): string | undefined {
  const { company, contact } = known;
  const person = makePerson(chance);
  switch (channel) {
    case 'same_person':
      return known.submitted.email ?? freeAddress(contact, chance);
    case 'colleague':
      return `${person.mailbox}@${domainOf(company)}`;
    case 'sub_domain':
      return `${person.mailbox}@${chance.pick(['mail', 'sales', 'it', 'emea'])}.${domainOf(company)}`;
    case 'country_domain':
      return `${person.mailbox}@${company.label}.${otherEnding(company, chance)}`;
    case 'domain_typo':
      return `${person.mailbox}@${mistyped(company.label, chance)}.${company.ending}`;
    case 'free_mail':
      return freeAddress(person, chance);
    case 'phone_only':
      return undefined;
    default:
      return channel satisfies never;
  }
}

function duplicateOf(known: KnownCompany, chance: Chance): Case {
  const { company } = known;
  const { name, corruptions } = spoilName(company, chance);
  const channel = pickByShare(CHANNELS, chance);
  const email = addressOf(known, channel, chance);
  const withSite = channel !== 'country_domain' && channel !== 'domain_typo' && chance.next() < 0.5;
  const withPhone = channel === 'phone_only' || chance.next() < 0.4;
  const submitted: Submitted = {
    name,
    ...(email === undefined ? {} : { email }),
    ...(withSite ? { domain: domainOf(company) } : {}),
    ...(withPhone ? { phone: phoneText(company, chance) } : {}),
    ...(chance.next() < 0.8 ? { country: company.country } : {}),
  };
  return {
    submitted,
    truth: known.id,
    kind: 'duplicate',
    tags: [...corruptions, channel, ...(withPhone ? ['phone_format' as const] : [])],
  };
}

const tradesOf = (land: Land | undefined): readonly string[] =>
  land === undefined || land.trades.length === 0 ? ['Trading', 'Services'] : land.trades;

/** How often each kind of namesake comes. */
const NAMESAKES: readonly (readonly [Namesake, number])[] = [
  ['same_name_abroad', 0.28],
  ['subsidiary', 0.28],
  ['same_switchboard', 0.14],
  ['same_family', 0.14],
  ['same_trade', 0.14],
  ['same_adviser', 0.02],
];

/** Looks like a company that is known, and is another. */
function hardNegative(all: readonly KnownCompany[], taken: Set<string>, chance: Chance): Case {
  const kind = pickByShare(NAMESAKES, chance);
  const known = chance.pick(kind === 'same_adviser' ? all.filter(({ submitted }) => isPrivate(submitted)) : all);
  const { company } = known;
  const own = LANDS.find(({ country }) => country === company.country);
  const abroad = chance.pick(
    LANDS.filter(({ country, script }) => country !== company.country && script === undefined),
  );
  const fresh = makeCompany(chance, taken, kind === 'same_name_abroad' ? abroad : own);
  const [first = '', ...rest] = company.words;
  const namesake = {
    same_name_abroad: { ...fresh, name: `${company.words.join(' ')} ${fresh.form}` },
    subsidiary: { ...fresh, name: `${first} ${chance.pick(tradesOf(own))} ${fresh.form}` },
    same_switchboard: { ...fresh, dial: company.dial, phone: company.phone },
    same_family: { ...fresh, name: `${first} ${fresh.words.slice(1).join(' ') || 'Partner'} ${fresh.form}` },
    same_trade: { ...fresh, name: `${fresh.words[0] ?? ''} ${rest.join(' ')} ${fresh.form}` },
    same_adviser: fresh,
  }[kind];
  const { domain, ...submitted } = makeKnown(namesake, '', chance).submitted;
  const given = domain === undefined ? submitted : { ...submitted, domain };
  const email = known.submitted.email;
  const told = kind === 'same_adviser' && email !== undefined ? { ...submitted, email } : given;
  return { submitted: told, truth: null, kind: 'hard_negative', tags: [kind] };
}

/** Known by a free address: it may be that of somebody who speaks for several companies. */
const isPrivate = ({ domain, email = '' }: Submitted): boolean =>
  domain === undefined && FREE_MAILERS.some((mailer) => email.endsWith(`@${mailer}`));

export type Stream = { known: KnownCompany[]; cases: Case[] };

/** Companies that are known, and what is submitted afterwards, each for itself. The same seed makes the same stream. */
export function makeStream(args: { seed: number; companies: number; cases: number }): Stream {
  const chance = createChance(args.seed);
  const taken = new Set<string>();
  const known = Array.from({ length: args.companies }, (_, place) =>
    makeKnown(makeCompany(chance, taken), `cpy_${String(place).padStart(7, '0')}`, chance),
  );
  const cases = Array.from({ length: args.cases }, (): Case => {
    const kind = chance.next();
    if (kind < DUPLICATES) return duplicateOf(chance.pick(known), chance);
    if (kind < DUPLICATES + HARD_NEGATIVES) return hardNegative(known, taken, chance);
    const { submitted } = makeKnown(makeCompany(chance, taken), '', chance);
    return { submitted, truth: null, kind: 'new', tags: [] };
  });
  return { known, cases };
}
