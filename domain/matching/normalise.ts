import { acronymKey, nameKeys } from './names.ts';
import type { InLatin } from './names.ts';

/**
 * What a company may be recognised by. `domain`, `email` and `alias` are proof, the others are only hints. `mail_domain`: the
 * prospect writes from another domain than that of the site.
 */
export type CompanyKey = {
  kind: 'domain' | 'mail_domain' | 'email' | 'phone' | 'name' | 'acronym' | 'alias';
  value: string;
};

/** Facts about addresses and scripts that need public tables; an adapter gives them. */
export type AddressBook = {
  /** The one form of an international host name: `münchen.example` → `xn--mnchen-3ya.example`; empty for what is none. */
  asciiHost: (host: string) => string;
  /** `mail.shop.nordwind.co.uk` → `nordwind.co.uk`; undefined for what is no registrable name. */
  registrableDomain: (host: string) => string | undefined;
  /** Whether anybody can have an address there: free and disposable mail, pages on a platform. */
  isShared: (domain: string) => boolean;
  /** E.164; a number without a country code is one of the country. Undefined for what cannot be a number. */
  phoneNumber: (given: string, country: string | undefined) => string | undefined;
  inLatin: InLatin;
};

type Given = {
  name: string;
  domain?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  /** ISO 3166-1, two letters. */
  country?: string | undefined;
};

/** As it is written to; for whom it is, `personKey` tells. */
export const normaliseEmail = (email: string): string => email.trim().toLowerCase();

const GOOGLE_MAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * The person behind an address: what follows a plus is a note of theirs, an international domain has one form, and Google
 * knows no points. Undefined without a mailbox or a host.
 */
export function personKey(email: string, { asciiHost }: Pick<AddressBook, 'asciiHost'>): string | undefined {
  const normal = normaliseEmail(email);
  const at = normal.lastIndexOf('@');
  const host = asciiHost(normal.slice(at + 1));
  const mailbox = normal.slice(0, Math.max(0, at)).replace(/(?<=.)\+.*$/, '');
  if (at < 1 || host === '' || mailbox === '') return undefined;
  return GOOGLE_MAIL.has(host) ? `${mailbox.replaceAll('.', '')}@gmail.com` : `${mailbox}@${host}`;
}

const hostOf = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '');

type Domains = { own: string | undefined; mail: string | undefined };

/** Registrable, and never one that is shared. */
function domainsOf({ domain, email }: Pick<Given, 'domain' | 'email'>, addresses: AddressBook): Domains {
  const [site, mail] = [domain, email].map((address) => {
    const registrable = address === undefined ? undefined : addresses.registrableDomain(hostOf(address));
    return registrable === undefined || addresses.isShared(registrable) ? undefined : registrable;
  });
  const own = site ?? mail;
  return { own, mail: mail === own ? undefined : mail };
}

/**
 * The company's own domain: the one that is named, else that of the prospect's mail. Where both are given and differ, the mail
 * may be that of an agency, an owner or an adviser, so it does not prove.
 */
export const companyDomain = (given: Pick<Given, 'domain' | 'email'>, addresses: AddressBook): string | undefined =>
  domainsOf(given, addresses).own;

/** All keys of a submission, the strongest first. */
export function companyKeys(given: Given, addresses: AddressBook): CompanyKey[] {
  const person = given.email === undefined ? undefined : personKey(given.email, addresses);
  const phone = given.phone === undefined ? undefined : addresses.phoneNumber(given.phone, given.country);
  const acronym = acronymKey(given.name, addresses.inLatin);
  const { own, mail } = domainsOf(given, addresses);
  return [
    ...key('domain', own),
    ...key('email', person),
    ...key('mail_domain', mail),
    ...key('phone', phone),
    ...nameKeys(given.name, addresses.inLatin).map((value) => ({ kind: 'name' as const, value })),
    ...key('acronym', acronym),
  ];
}

const key = (kind: CompanyKey['kind'], value: string | undefined): CompanyKey[] =>
  value === undefined ? [] : [{ kind, value }];
