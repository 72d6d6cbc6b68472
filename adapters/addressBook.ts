import { createRequire } from 'node:module';
import { domainToASCII } from 'node:url';
import anyAscii from 'any-ascii';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';
import { getDomain } from 'tldts';
import type { AddressBook } from '../domain/matching/normalise.ts';

const require = createRequire(import.meta.url);

/** Mailboxes for everybody that the lists do not have. */
const MORE_MAILERS = [
  ...[
    'tutanota.com',
    'tutanota.de',
    'tuta.io',
    'tuta.com',
    'tutamail.com',
    'posteo.de',
    'posteo.net',
    'fastmail.com',
    'gmx.ch',
  ],
  ...['duck.com', 'simplelogin.com', 'mozmail.com', 'burnermail.io', 'aon.at', 'ziggo.nl', 'telia.com', 'online.no'],
];
/** Where a company may have a page, but no company is recognised by it. */
const PLATFORMS = [
  ...['facebook.com', 'fb.com', 'instagram.com', 'linkedin.com', 'xing.com', 'twitter.com', 'x.com', 'youtube.com'],
  ...['tiktok.com', 'pinterest.com', 'linktr.ee', 't.me', 'wa.me', 'google.com', 'goo.gl', 'bit.ly', 'wikipedia.org'],
  ...['yelp.com', 'crunchbase.com', 'github.com', 'medium.com', 'etsy.com', 'ebay.com', 'ebay.de'],
];

const SHARED: ReadonlySet<string> = new Set([
  ...(require('email-providers/all.json') as string[]),
  ...(require('disposable-email-domains-js/dist/dict/disposable_email_blocklist.json') as string[]),
  ...MORE_MAILERS,
  ...PLATFORMS,
]);

const asciiHost = (host: string): string => domainToASCII(host.replace(/\.$/, ''));

/** The public suffix list, free and disposable mail providers, the numbering plans and the scripts, as packages bundle them. */
export const addressBook: AddressBook = {
  asciiHost,
  // `.example` and other reserved names are registrable for us: demo and test data live there.
  registrableDomain: (host) => getDomain(asciiHost(host), { allowPrivateDomains: true }) ?? undefined,
  isShared: (domain) => SHARED.has(domain),
  phoneNumber: (given, country) => {
    const international = given.trim().replace(/^00/, '+');
    const number = parsePhoneNumberFromString(international, country as CountryCode | undefined);
    return number?.isPossible() === true ? number.number : undefined;
  },
  inLatin: anyAscii,
};
