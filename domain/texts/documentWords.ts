import type { VatTreatment } from '../tax/profile.ts';
import { DEFAULT_LANGUAGE, type Language } from './format.ts';

type Words = { treatment: Readonly<Record<VatTreatment, string>>; payment: string; paymentWithTax: string };

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    treatment: {
      domestic: 'Value added tax is stated at the rate of the partner.',
      reverse_charge: 'Reverse charge: the recipient of the service owes the value added tax.',
      exempt: 'No value added tax is charged.',
    },
    payment: 'The net amount is paid by the payout run, less what was netted.',
    paymentWithTax:
      'The net amount is paid by the payout run, less what was netted. The value added tax is paid separately, by accounts payable.',
  },
  de: {
    treatment: {
      domestic: 'Die Umsatzsteuer ist mit dem Satz des Partners ausgewiesen.',
      reverse_charge: 'Steuerschuldnerschaft des Leistungsempfängers.',
      exempt: 'Es wird keine Umsatzsteuer berechnet.',
    },
    payment: 'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde.',
    paymentWithTax:
      'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde. Die Umsatzsteuer zahlt die Kreditorenbuchhaltung gesondert.',
  },
};

/** What a document says beside its sums: how it is taxed, and how it is paid. */
export function documentNotes(
  { treatment, hasVat }: { treatment: VatTreatment; hasVat: boolean },
  language: Language = DEFAULT_LANGUAGE,
): string[] {
  const words = WORDS[language];
  return [words.treatment[treatment], hasVat ? words.paymentWithTax : words.payment];
}
