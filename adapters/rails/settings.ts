import type { RailName } from '../../domain/commission/rails.ts';
import type { NachaOriginator } from './nacha.ts';
import type { SepaDebtor } from './sepa.ts';
import type { StripeSettings } from './stripe.ts';

/** Who pays, by rail; a rail without them is not there. `manual` and `csv` need none. */
export type RailSettings = {
  sepa?: SepaDebtor | undefined;
  nacha?: NachaOriginator | undefined;
  stripe?: StripeSettings | undefined;
};

/** The variables of the environment, parsed. */
export type RailVariables = {
  SEPA_DEBTOR_NAME?: string | undefined;
  SEPA_DEBTOR_IBAN?: string | undefined;
  SEPA_DEBTOR_BIC?: string | undefined;
  NACHA_BANK_ROUTING?: string | undefined;
  NACHA_BANK_NAME?: string | undefined;
  NACHA_COMPANY_NAME?: string | undefined;
  NACHA_COMPANY_ID?: string | undefined;
  NACHA_ACCOUNT_NUMBER?: string | undefined;
  STRIPE_SECRET_KEY?: string | undefined;
  STRIPE_API_URL?: string | undefined;
};

/** What each rail cannot do without. */
const NEEDED: Readonly<Partial<Record<RailName, readonly (keyof RailVariables)[]>>> = {
  sepa: ['SEPA_DEBTOR_NAME', 'SEPA_DEBTOR_IBAN'],
  nacha: ['NACHA_BANK_ROUTING', 'NACHA_BANK_NAME', 'NACHA_COMPANY_NAME', 'NACHA_COMPANY_ID', 'NACHA_ACCOUNT_NUMBER'],
  stripe: ['STRIPE_SECRET_KEY'],
};

/** What is missing for the rails that are named, as problems of the environment. */
export const missingForRails = (names: readonly RailName[], values: RailVariables): string[] =>
  names.flatMap((name) =>
    (NEEDED[name] ?? [])
      .filter((variable) => values[variable] === undefined)
      .map((variable) => `${variable} is missing (the rail ${name} of RAILS needs it)`),
  );

export function railSettings(values: RailVariables): RailSettings {
  const { SEPA_DEBTOR_NAME: name, SEPA_DEBTOR_IBAN: iban, SEPA_DEBTOR_BIC: bic = null } = values;
  const { NACHA_BANK_ROUTING: bankRouting, NACHA_BANK_NAME: bankName, NACHA_COMPANY_NAME: companyName } = values;
  const { NACHA_COMPANY_ID: companyId, NACHA_ACCOUNT_NUMBER: accountNumber } = values;
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: apiUrl } = values;
  const isNachaWhole = bankRouting && bankName && companyName && companyId && accountNumber;
  return {
    sepa: name && iban ? { name, iban, bic } : undefined,
    nacha: isNachaWhole ? { bankRouting, bankName, companyName, companyId, accountNumber } : undefined,
    stripe: secretKey ? { secretKey, apiUrl } : undefined,
  };
}
