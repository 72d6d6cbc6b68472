import type { DocumentKind } from '../documents/vat.ts';
import type { VatTreatment } from '../tax/profile.ts';
import { DEFAULT_LANGUAGE, type Language } from './format.ts';

/** By whoever wrote it: `ours` in the name of the partner, `partner` by the partner. */
type Titles = Readonly<Record<'ours' | 'partner', Readonly<Record<'first' | 'correction', string>>>>;

/** `stated`: by the partner, on an invoice of its own. `selfBilled`: what laws ask for where the recipient writes the invoice. */
type Words = {
  titles: Titles;
  selfBilled: string;
  details: string;
  treatment: Readonly<Record<VatTreatment | 'stated', string>>;
  payment: string;
  paymentWithTax: string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    titles: {
      ours: { first: 'Self-billing invoice', correction: 'Correction of a self-billing invoice' },
      partner: { first: 'Invoice of the partner', correction: 'Credit note of the partner' },
    },
    selfBilled:
      'Self-billing: the recipient of the service wrote this invoice in the name of the supplier and with its agreement.',
    details: 'It corrects what was stated of supplier, recipient or tax; the net amounts stay.',
    treatment: {
      domestic: 'Value added tax is stated at the rate of the supplier.',
      reverse_charge: 'Reverse charge: the recipient of the service owes the value added tax.',
      exempt: 'No value added tax is charged: by its tax form, the supplier is exempt from it or not subject to it.',
      stated: 'The partner wrote it; how it is taxed stands in its file.',
    },
    payment: 'The net amount is paid by the payout run, less what was netted.',
    paymentWithTax:
      'The net amount is paid by the payout run, less what was netted. The value added tax is paid separately, by accounts payable.',
  },
  de: {
    titles: {
      ours: { first: 'Gutschrift', correction: 'Korrektur einer Gutschrift' },
      partner: { first: 'Rechnung des Partners', correction: 'Rechnungskorrektur des Partners' },
    },
    selfBilled:
      'Gutschrift: Der Empfänger der Leistung hat diese Rechnung im Namen des leistenden Unternehmers und mit dessen Zustimmung ausgestellt.',
    details: 'Sie berichtigt die Angaben zu leistendem Unternehmer, Empfänger oder Steuer; die Nettobeträge bleiben.',
    treatment: {
      domestic: 'Die Umsatzsteuer ist mit dem Satz des leistenden Unternehmers ausgewiesen.',
      reverse_charge: 'Steuerschuldnerschaft des Leistungsempfängers.',
      exempt:
        'Es wird keine Umsatzsteuer berechnet: Nach seinem Steuerformular ist der leistende Unternehmer davon befreit oder unterliegt ihr nicht.',
      stated: 'Der Partner hat sie geschrieben; wie sie versteuert wird, steht in ihrer Datei.',
    },
    payment: 'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde.',
    paymentWithTax:
      'Den Nettobetrag zahlt der Auszahlungslauf, abzüglich dessen, was verrechnet wurde. Die Umsatzsteuer zahlt die Kreditorenbuchhaltung gesondert.',
  },
};

/** `invoiceId`: of the upload, where the partner wrote it. */
type Kind = { kind: DocumentKind; invoiceId: string | null };

/** What it is called: where the recipient writes an invoice, laws ask for that very word. */
export const documentTitle = ({ kind, invoiceId }: Kind, language: Language = DEFAULT_LANGUAGE): string =>
  WORDS[language].titles[invoiceId === null ? 'ours' : 'partner'][kind === 'correction' ? 'correction' : 'first'];

/** `correctsDetails`: it changes no amount of a line. */
type Taxed = Pick<Kind, 'invoiceId'> & { treatment: VatTreatment | null; hasVat: boolean; correctsDetails: boolean };

/** What a document says beside its sums: who wrote it, how it is taxed, and how it is paid. */
export function documentNotes(
  { invoiceId, treatment, hasVat, correctsDetails }: Taxed,
  language: Language = DEFAULT_LANGUAGE,
): string[] {
  const words = WORDS[language];
  return [
    ...(invoiceId === null ? [words.selfBilled] : []),
    ...(correctsDetails ? [words.details] : []),
    words.treatment[treatment ?? 'stated'],
    hasVat ? words.paymentWithTax : words.payment,
  ];
}
