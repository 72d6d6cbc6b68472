import type { AskedOfVendor } from '../database/vendorPort.ts';
import type { CrmKeys } from './port.ts';

type Asked = Pick<AskedOfVendor, 'keys'>;

export const valuesOf = ({ keys }: Asked, wanted: AskedOfVendor['keys'][number]['kind']): string[] =>
  keys.filter(({ kind }) => kind === wanted).map(({ value }) => value);

export const crmKeysIn = (asked: Asked): CrmKeys => ({
  domains: valuesOf(asked, 'domain'),
  emails: valuesOf(asked, 'email'),
  nameKeys: valuesOf(asked, 'name'),
});

/** Null where claims are for the company as a whole. */
export const lineAsked = ({ policy, productLine }: Pick<AskedOfVendor, 'policy' | 'productLine'>): string | null =>
  policy.claimScope === 'company' ? null : productLine;
