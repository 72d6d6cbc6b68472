import { nameKeys } from './names.ts';
import { companyDomains } from './normalise.ts';
import type { AddressBook, CompanyKey } from './normalise.ts';

/** What a person says a company is also called, or can also be written to at. */
export type Alias = { name: string } | { domain: string };

/** The keys by which a submission that uses the alias is recognised; none for what could be anybody's. */
export const aliasKeys = (alias: Alias, addresses: AddressBook): CompanyKey[] =>
  'domain' in alias
    ? companyDomains(alias, addresses).map((value) => ({ kind: 'domain', value }))
    : nameKeys(alias.name, addresses.inLatin).map((value) => ({ kind: 'alias', value }));
