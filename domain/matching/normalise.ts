/** What a company may be recognised by. `domain`, `email` and `alias` are proof, the others are only hints. */
export type CompanyKey = { kind: 'domain' | 'email' | 'phone' | 'name' | 'acronym' | 'alias'; value: string };

/** Facts about addresses that need public tables; an adapter gives them. */
export type AddressBook = {
  /** `mail.shop.nordwind.co.uk` → `nordwind.co.uk`; undefined for what is no registrable name. */
  registrableDomain: (host: string) => string | undefined;
  /** Whether anybody can have a mailbox there (free and disposable mail). */
  isPublicMail: (domain: string) => boolean;
};

const LEGAL_FORMS = new Set([
  'ab',
  'ag',
  'aps',
  'as',
  'asa',
  'bv',
  'co',
  'company',
  'corp',
  'corporation',
  'doo',
  'ev',
  'gmbh',
  'inc',
  'incorporated',
  'kft',
  'kg',
  'kk',
  'limited',
  'llc',
  'llp',
  'lp',
  'ltd',
  'ltda',
  'mbh',
  'nv',
  'ohg',
  'oy',
  'oyj',
  'plc',
  'pty',
  'pte',
  'sa',
  'sarl',
  'sas',
  'se',
  'sl',
  'spa',
  'spzoo',
  'sro',
  'srl',
  'ug',
  'zoo',
]);
const CONNECTORS = new Set(['and', 'und', 'et', 'y', 'e', 'en', 'och', 'og']);
const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

/**
 * A company name as a key: letters without marks, no punctuation, no legal form at either end, words in alphabetical
 * order. `undefined` when nothing is left that could distinguish a company.
 */
export function nameKey(name: string): string | undefined {
  const plain = Array.from(name.normalize('NFKD').toLowerCase())
    .map((letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter)
    .join('')
    .replace(/\p{M}/gu, '')
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const words = plain.split(' ').filter((word) => word !== '' && !CONNECTORS.has(word));
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop();
  while (words.length > 1 && LEGAL_FORMS.has(words[0] ?? '')) words.shift();
  const key = words.sort().join(' ');
  return key.length < 2 ? undefined : key;
}

const hostOf = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '');

/** The company's own domain: the one that is named, else that of the prospect's mail; never that of a public mailer. */
export function companyDomains(
  given: { domain?: string | undefined; email?: string | undefined },
  addresses: AddressBook,
): string[] {
  const hosts = [
    given.domain === undefined ? undefined : hostOf(given.domain),
    given.email?.split('@').at(-1)?.toLowerCase(),
  ];
  const domains = hosts
    .map((host) => (host === undefined ? undefined : addresses.registrableDomain(host)))
    .filter((domain): domain is string => domain !== undefined && !addresses.isPublicMail(domain));
  return [...new Set(domains)];
}

/** All keys of a submission, the strongest first. */
export function companyKeys(
  given: { name: string; domain?: string | undefined; email?: string | undefined },
  addresses: AddressBook,
): CompanyKey[] {
  const keys: CompanyKey[] = companyDomains(given, addresses).map((value) => ({ kind: 'domain', value }));
  if (given.email !== undefined) keys.push({ kind: 'email', value: normaliseEmail(given.email) });
  const name = nameKey(given.name);
  if (name !== undefined) keys.push({ kind: 'name', value: name });
  return keys;
}
