import { createRequire } from 'node:module';
import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';
import type { AddressBook } from '../domain/matching/normalise.ts';

const require = createRequire(import.meta.url);

const PUBLIC_MAIL: ReadonlySet<string> = new Set(require('email-providers/all.json') as string[]);

/** The public suffix list and the lists of free and disposable mail providers, as bundled by their packages. */
export const addressBook: AddressBook = {
  // `.example` and other reserved names are registrable for us: demo and test data live there.
  registrableDomain: (host) => getDomain(domainToASCII(host), { allowPrivateDomains: true }) ?? undefined,
  isPublicMail: (domain) => PUBLIC_MAIL.has(domain),
};
