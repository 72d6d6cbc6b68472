import type { TaxProblem } from '../tax/profile.ts';
import { piece } from './facts.ts';
import { createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';

/** `until`: the last day of a form, in words already. */
type TaxWords = Readonly<Record<TaxProblem | 'ready', (until: string | undefined) => string>>;

const WORDS: Readonly<Record<Language, { partner: TaxWords; internal: TaxWords }>> = {
  en: {
    partner: {
      tax_form_missing: () =>
        'There is no tax form of yours yet. You can refer now; where a program asks for one, payments wait for it.',
      tax_form_unverified: () =>
        'Your tax form is here. Finance looks at it; where a program asks for one, payments wait until then.',
      tax_form_expired: (until) =>
        `Your tax form was valid${piece(' until ', until)}. Please send a new one; where a program asks for one, payments wait for it.`,
      ready: (until) => `Your tax form is verified${piece(' and valid until ', until)}.`,
    },
    internal: {
      tax_form_missing: () => 'The partner has sent no tax form. Ask the partner’s administrator for it.',
      tax_form_unverified: () =>
        'The tax form is not verified. Look at the form and its profile, then verify or refuse it.',
      tax_form_expired: (until) =>
        `The tax form was valid${piece(' until ', until)}. Ask the partner’s administrator for a new one.`,
      ready: (until) => `The tax form is verified${piece(' and valid until ', until)}.`,
    },
  },
  de: {
    partner: {
      tax_form_missing: () =>
        'Von Ihnen liegt noch kein Steuerformular vor. Sie können schon empfehlen; wo ein Programm eines verlangt, warten Zahlungen darauf.',
      tax_form_unverified: () =>
        'Ihr Steuerformular ist da. Die Buchhaltung prüft es; wo ein Programm eines verlangt, warten Zahlungen bis dahin.',
      tax_form_expired: (until) =>
        `Ihr Steuerformular galt${piece(' bis ', until)}. Bitte senden Sie ein neues; wo ein Programm eines verlangt, warten Zahlungen darauf.`,
      ready: (until) => `Ihr Steuerformular ist geprüft${piece(' und gilt bis ', until)}.`,
    },
    internal: {
      tax_form_missing: () => 'Der Partner hat kein Steuerformular gesendet. Bitten Sie ihn darum.',
      tax_form_unverified: () =>
        'Das Steuerformular ist nicht geprüft. Sehen Sie Formular und Angaben an, und bestätigen Sie es, oder lehnen Sie es ab.',
      tax_form_expired: (until) =>
        `Das Steuerformular galt${piece(' bis ', until)}. Bitten Sie den Partner um ein neues.`,
      ready: (until) => `Das Steuerformular ist geprüft${piece(' und gilt bis ', until)}.`,
    },
  },
};

export const isTaxProblem = (reason: string): reason is TaxProblem => Object.hasOwn(WORDS.en.partner, reason);

type Reading = { language?: Language | undefined; zone?: string | undefined; now: Date; forPartner: boolean };

/** What can be said of a tax form, with what to do. `until`: the last day of the one in force. */
export function taxSentence(
  problem: TaxProblem | null,
  until: string | null,
  { language = DEFAULT_LANGUAGE, zone, now, forPartner }: Reading,
): string {
  const words = WORDS[language][forPartner ? 'partner' : 'internal'];
  return words[problem ?? 'ready'](createFormat({ language, zone, now }).day(until ?? undefined));
}
