import { expect, it } from '@jest/globals';
import { documentNotes, documentTitle } from '../../../domain/texts/documentWords.ts';

it.each([
  { kind: 'self_billed', by: null, en: 'Self-billing invoice', de: 'Gutschrift' },
  { kind: 'correction', by: null, en: 'Correction of a self-billing invoice', de: 'Korrektur einer Gutschrift' },
  { kind: 'partner_invoice', by: 'pin_1', en: 'Invoice of the partner', de: 'Rechnung des Partners' },
  { kind: 'correction', by: 'pin_1', en: 'Credit note of the partner', de: 'Rechnungskorrektur des Partners' },
] as const)('$en is called by the word that laws ask for', ({ en, de, kind, by }) => {
  const document = { kind, invoiceId: by };
  expect([documentTitle(document), documentTitle(document, 'de')]).toEqual([en, de]);
});

it.each([
  { treatment: 'reverse_charge', en: 'Reverse charge', de: 'Steuerschuldnerschaft des Leistungsempfängers' },
  { treatment: 'exempt', en: 'No value added tax is charged', de: 'Es wird keine Umsatzsteuer berechnet' },
] as const)('a document without tax says why: $en', ({ treatment, en, de }) => {
  const ours = { invoiceId: null, treatment, hasVat: false, correctsDetails: false };
  expect(documentNotes(ours)).toEqual([
    expect.stringMatching(/^Self-billing/),
    expect.stringContaining(en),
    expect.any(String),
  ]);
  expect(documentNotes(ours, 'de')).toEqual([
    expect.stringMatching(/^Gutschrift/),
    expect.stringContaining(de),
    expect.any(String),
  ]);
});

it('nothing is said of self-billing where the partner wrote it', () => {
  expect(documentNotes({ invoiceId: 'pin_1', treatment: null, hasVat: true, correctsDetails: false })).toHaveLength(2);
});
