import type { CandidateFacts } from './evidence.ts';
import type { CompanyKey } from './normalise.ts';
import { nameSimilarity, slipsBetween } from './similarity.ts';

/** What is known of a company, as the comparison needs it. */
export type CompanyProfile = { keys: readonly CompanyKey[]; country: string | null };

type Comparison = Pick<CandidateFacts, 'sameKeys' | 'nameSimilarity' | 'country' | 'domain'>;

/** Shorter names of domains differ by a letter without meaning each other. */
const LABEL_MIN = 6;

const valuesOf = ({ keys }: CompanyProfile, kind: CompanyKey['kind']): string[] =>
  keys.filter((key) => key.kind === kind).map(({ value }) => value);

const meet = (one: readonly string[], other: readonly string[]): boolean => one.some((value) => other.includes(value));

/** The name within a registrable domain: `nordwind` of `nordwind.co.uk`. */
const labelOf = (domain: string): string => domain.split('.')[0] ?? domain;

function compareDomains(ours: readonly string[], theirs: readonly string[]): Comparison['domain'] {
  if (ours.length === 0 || theirs.length === 0) return 'unknown';
  if (meet(ours, theirs)) return 'same';
  if (meet(ours.map(labelOf), theirs.map(labelOf))) return 'sibling';
  const nearly = ours.some((one) => theirs.some((other) => isMistyped(labelOf(one), labelOf(other))));
  return nearly ? 'similar' : 'other';
}

const isMistyped = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= LABEL_MIN && slipsBetween(one, other, 1) <= 1;

/** Endings of a country that everybody takes for what they sound like. */
const ENDINGS_OF_ALL = new Set([
  'ai',
  'cc',
  'co',
  'eu',
  'fm',
  'gg',
  'im',
  'io',
  'la',
  'ly',
  'me',
  'nu',
  'sh',
  'st',
  'to',
  'tv',
  'ws',
]);

/** Where nobody says it, the ending of the domain tells: two letters are those of a country. */
function countriesOf(profile: CompanyProfile): string[] {
  if (profile.country !== null) return [profile.country];
  const endings = valuesOf(profile, 'domain').map((domain) => domain.split('.').at(-1) ?? '');
  return endings
    .filter((ending) => ending.length === 2 && !ENDINGS_OF_ALL.has(ending))
    .map((ending) => (ending === 'uk' ? 'GB' : ending.toUpperCase()));
}

function compareCountries(ours: readonly string[], theirs: readonly string[]): Comparison['country'] {
  if (ours.length === 0 || theirs.length === 0) return 'unknown';
  return meet(ours, theirs) ? 'same' : 'other';
}

const homesOf = (profile: CompanyProfile): string[] => [
  ...valuesOf(profile, 'domain'),
  ...valuesOf(profile, 'mail_domain'),
];

/** Initials mean a name, and so does an alias; two names with the same initials do not mean each other. */
const isNameOf = (kind: 'acronym' | 'alias', ours: CompanyProfile, theirs: CompanyProfile): boolean =>
  meet(valuesOf(ours, kind), valuesOf(theirs, 'name'));

/** What two companies have in common, and where they contradict. */
export function compareCompanies(ours: CompanyProfile, theirs: CompanyProfile): Comparison {
  const shared: CompanyKey['kind'][] = (['domain', 'email', 'phone', 'name'] as const).filter((kind) =>
    meet(valuesOf(ours, kind), valuesOf(theirs, kind)),
  );
  const writesFrom = meet(homesOf(ours), homesOf(theirs)) && !shared.includes('domain');
  if (writesFrom) shared.push('mail_domain');
  for (const kind of ['alias', 'acronym'] as const)
    if (isNameOf(kind, ours, theirs) || isNameOf(kind, theirs, ours)) shared.push(kind);
  const alike = valuesOf(ours, 'name').flatMap((one) =>
    valuesOf(theirs, 'name').map((other) => nameSimilarity(one, other)),
  );
  return {
    sameKeys: shared,
    nameSimilarity: Math.max(0, ...alike),
    country: compareCountries(countriesOf(ours), countriesOf(theirs)),
    domain: writesFrom ? 'unknown' : compareDomains(valuesOf(ours, 'domain'), valuesOf(theirs, 'domain')),
  };
}
