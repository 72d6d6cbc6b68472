import type { ChangePayeeBody } from '../api/types.ts';
import { texts } from '../texts/en.ts';

type Method = ChangePayeeBody['account']['kind'];

export type AccountValues = {
  kind: Method;
  holder: string;
  iban: string;
  bic: string;
  country: string;
  routingNumber: string;
  accountNumber: string;
  accountType: 'checking' | 'savings';
  accountId: string;
  instructions: string;
  contactEmail: string;
};

export const EMPTY_ACCOUNT: Omit<AccountValues, 'contactEmail'> = {
  kind: 'iban',
  holder: '',
  iban: '',
  bic: '',
  country: '',
  routingNumber: '',
  accountNumber: '',
  accountType: 'checking',
  accountId: '',
  instructions: '',
};

/** What each method asks for; everything else of the form is not sent. */
const REQUIRED: Readonly<Record<Method, readonly (keyof AccountValues)[]>> = {
  iban: ['holder', 'iban', 'country'],
  ach: ['holder', 'routingNumber', 'accountNumber'],
  stripe: ['accountId'],
  manual: ['holder', 'instructions'],
};

export const missingIn = (values: AccountValues): Record<string, string> =>
  Object.fromEntries(
    [...REQUIRED[values.kind], 'contactEmail' as const]
      .filter((field) => values[field].trim() === '')
      .map((field) => [field, texts.payees.form.required]),
  );

function accountOf(values: AccountValues): ChangePayeeBody['account'] {
  const { kind, holder, iban, bic, country, routingNumber, accountNumber, accountType, accountId, instructions } =
    values;
  switch (kind) {
    case 'iban':
      return { kind, holder, iban, bic: bic.trim() === '' ? null : bic, country: country.trim().toUpperCase() };
    case 'ach':
      return { kind, holder, routingNumber, accountNumber, accountType };
    case 'stripe':
      return { kind, accountId };
    case 'manual':
      return { kind, holder, instructions };
    default:
      return kind satisfies never;
  }
}

export const toBody = (values: AccountValues): ChangePayeeBody => ({
  account: accountOf(values),
  contactEmail: values.contactEmail.trim(),
});
