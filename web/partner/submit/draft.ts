import { optionalText } from '../../api/optionalText.ts';
import type { SubmitBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { toMinor } from '../../ui/money.ts';

export type Draft = {
  programId: string;
  companyName: string;
  domain: string;
  country: string;
  prospectName: string;
  prospectTitle: string;
  email: string;
  phone: string;
  need: string;
  productLine: string;
  project: string;
  /** Whole units of the program's currency; empty when unknown. */
  value: number | '';
  basis: '' | SubmitBody['consent']['basis'];
};

export const EMPTY_DRAFT: Draft = {
  programId: '',
  companyName: '',
  domain: '',
  country: '',
  prospectName: '',
  prospectTitle: '',
  email: '',
  phone: '',
  need: '',
  productLine: '',
  project: '',
  value: '',
  basis: '',
};

/** Nothing worth keeping: choosing a program is no draft yet. */
export const isEmpty = ({ programId: _program, ...draft }: Draft): boolean =>
  Object.values(draft).every((value) => value === '');

const { missing } = texts.partner.submit;
const isBlank = (text: string): boolean => text.trim() === '';

/** What can be told at the field without asking; the API has the last word. */
export const draftRules = {
  programId: (value: string) => (isBlank(value) ? missing.program : null),
  companyName: (value: string) => (isBlank(value) ? missing.company : null),
  country: (value: string) => (isBlank(value) || /^[A-Za-z]{2}$/.test(value.trim()) ? null : missing.country),
  prospectName: (value: string) => (isBlank(value) ? missing.prospect : null),
  email: (value: string, { phone }: Draft) => {
    if (isBlank(value)) return isBlank(phone) ? missing.contact : null;
    return /^\S+@\S+\.\S+$/.test(value.trim()) ? null : missing.email;
  },
  need: (value: string) => (isBlank(value) ? missing.need : null),
  basis: (value: string) => (value === '' ? missing.consent : null),
};

/** The draft as the API takes it. `currency` is the program's. */
export function bodyOf(draft: Draft, currency: string): SubmitBody {
  return {
    programId: draft.programId,
    prospect: {
      name: draft.prospectName.trim(),
      ...optionalText('email', draft.email),
      ...optionalText('phone', draft.phone),
      ...optionalText('title', draft.prospectTitle),
    },
    company: {
      name: draft.companyName.trim(),
      ...optionalText('domain', draft.domain),
      ...optionalText('country', draft.country.toUpperCase()),
    },
    need: draft.need.trim(),
    consent: { basis: draft.basis === '' ? 'legitimate_interest' : draft.basis },
    ...optionalText('productLine', draft.productLine),
    ...optionalText('project', draft.project),
    ...(draft.value === '' ? {} : { estimatedValue: { amount: toMinor(draft.value, currency), currency } }),
  };
}

const FIELD_OF_POINTER: Readonly<Record<string, keyof Draft>> = {
  '/programId': 'programId',
  '/prospect/name': 'prospectName',
  '/prospect/email': 'email',
  '/prospect/phone': 'phone',
  '/prospect/title': 'prospectTitle',
  '/company/name': 'companyName',
  '/company/domain': 'domain',
  '/company/country': 'country',
  '/need': 'need',
  '/productLine': 'productLine',
  '/project': 'project',
  '/estimatedValue/amount': 'value',
  '/consent/basis': 'basis',
};

/** Which field of the form a refusal of the API is about. */
export const fieldOf = (pointer: string): keyof Draft | undefined => FIELD_OF_POINTER[pointer.replace(/^#/, '')];
