import { nameKeys } from './names.ts';
import { companyDomain } from './normalise.ts';
import type { AddressBook, CompanyKey } from './normalise.ts';

/** What a person says a company is also called, or can also be written to at. */
export type Alias = { name: string } | { domain: string };

/** The keys by which a submission that uses the alias is recognised; none for what could be anybody's. */
export function aliasKeys(alias: Alias, addresses: AddressBook): CompanyKey[] {
  if ('name' in alias) return nameKeys(alias.name, addresses.inLatin).map((value) => ({ kind: 'alias', value }));
  const domain = companyDomain(alias, addresses);
  return domain === undefined ? [] : [{ kind: 'domain', value: domain }];
}
