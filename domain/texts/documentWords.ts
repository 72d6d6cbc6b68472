import type { VatTreatment } from '../tax/profile.ts';
import { DEFAULT_LANGUAGE, type Language } from './format.ts';

/** `stated`: by the partner, on an invoice of its own. */
type Words = { treatment: Readonly<Record<VatTreatment | 'stated', string>>; payment: string; paymentWithTax: string };

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    treatment: {
      domestic: 'Value added tax is stated at the rate of the partner.',
      reverse_charge: 'Reverse charge: the recipient of the service owes the value added tax.',
      exempt: 'No value added tax is charged.',
      stated: 'The partner wrote it; how it is taxed stands in its file.',
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
      stated: 'Der Partner hat sie geschrieben; wie sie versteuert wird, steht in ihrer Datei.',
    },
    payment: 'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde.',
    paymentWithTax:
      'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde. Die Umsatzsteuer zahlt die Kreditorenbuchhaltung gesondert.',
  },
};

/** What a document says beside its sums: how it is taxed, and how it is paid. */
export function documentNotes(
  { treatment, hasVat }: { treatment: VatTreatment | null; hasVat: boolean },
  language: Language = DEFAULT_LANGUAGE,
): string[] {
  const words = WORDS[language];
  return [words.treatment[treatment ?? 'stated'], hasVat ? words.paymentWithTax : words.payment];
}
