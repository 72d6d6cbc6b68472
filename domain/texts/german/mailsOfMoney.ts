import { refusalNamed } from '../../commission/railRefusal.ts';
import { unowedBecause, type Unowed } from '../../commission/unowed.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailWriting } from '../shape.ts';
import { NOT_PAID, REFUSALS, UNOWED } from './refusals.ts';
import { returnInWords } from './words.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Ihre Empfehlung';
const amountOf = ({ facts, format }: MailWriting): string =>
  format.amount(facts.number('amountMinor'), facts.text('currency')) ?? 'Ihre Provision';

const unowedIn = ({ facts }: MailWriting): Unowed | undefined => unowedBecause(facts.text('reasonCode'));

const nettedIn = ({ facts, format }: MailWriting): string | undefined => {
  const netted = facts.number('nettedMinor') ?? 0;
  return netted > 0 ? format.amount(netted, facts.text('currency')) : undefined;
};

const isPart = ({ facts }: MailWriting): boolean => (facts.number('leftMinor') ?? 0) > 0;

/** It goes to the other partner of a split, who reads the line and not the referral. */
const isShare = ({ facts }: MailWriting): boolean => facts.number('share') === 1;

/** Of a commission of which something was taken. */
function whatRemains({ facts, format }: MailWriting): string | undefined {
  if (facts.number('paid') === 1)
    return 'Die Zahlung war schon erfolgt, der Betrag wird deshalb mit Ihren nächsten Provisionen verrechnet.';
  const left = facts.number('leftMinor') ?? 0;
  const rest = left === 0 ? undefined : format.amount(left, facts.text('currency'));
  return piece('', rest, ' bleiben und werden neu freigegeben.') || undefined;
}

const NOTHING_BUT_MAIL = 'Sie müssen nichts tun';
function paidWith({ facts, format }: MailWriting): string {
  const payDay = format.day(facts.text('payDay'));
  return payDay === undefined
    ? `Die Zahlung kommt mit der nächsten Auszahlung${piece(' nach ', format.day(facts.text('payableFrom')))}.`
    : `Zahltag ist der ${payDay}.`;
}

const invoicedIn = ({ facts, format }: MailWriting): string | undefined =>
  format.amount(facts.number('amountMinor'), facts.text('currency'));

/** What a partner is told of lines and of the account that they are paid to. */
export const MONEY_MAILS_TO_PARTNER = {
  lead_bonus: (writing) => ({
    subject: `${theCompany(writing)}: für Ihre Empfehlung verdient`,
    sentence: `${amountOf(writing)} für Ihre Empfehlung verdient, weil sie qualifiziert ist. Das gilt, was auch aus dem Geschäft wird, sobald die Buchhaltung es freigegeben hat.`,
    next:
      writing.facts.text('lineState') === 'waiting_trigger'
        ? 'Der Betrag wartet auf den Wechselkurs in Ihre Auszahlungswährung. Sie müssen nichts tun.'
        : `Gezahlt wird mit der nächsten Auszahlung${piece(' nach dem ', writing.format.day(writing.facts.text('payableFrom')))}. Sie müssen nichts tun.`,
  }),
  commission_approved: (writing) => ({
    subject: `${theCompany(writing)}: Provision freigegeben`,
    sentence: `${amountOf(writing)} freigegeben.`,
    next: `${paidWith(writing)} Sie müssen nichts tun.`,
  }),
  commission_paid: (writing) => ({
    subject: `${theCompany(writing)}: Provision ausgezahlt`,
    sentence: `${amountOf(writing)} ausgezahlt${piece(' ', writing.format.onDay(writing.facts.text('settledOn')))}${piece(', Referenz ', writing.facts.text('reference'))}${piece('; ', nettedIn(writing), ' wurden vorher mit dem verrechnet, was von einer früheren Zahlung zurückzuzahlen war')}.`,
    next: `${NOTHING_BUT_MAIL}: Bei ${isShare(writing) ? 'Ihren Provisionen' : 'der Empfehlung'} steht, wie der Betrag entstanden ist.`,
  }),
  commission_netted: (writing) => ({
    subject: `${theCompany(writing)}: Provision verrechnet`,
    sentence: `${amountOf(writing)} mit dem verrechnet, was von einer früheren Zahlung zurückzuzahlen war; davon wird nichts überwiesen.`,
    next: `${NOTHING_BUT_MAIL}: Bei Ihren Provisionen steht, was noch zu verrechnen ist.`,
  }),
  commission_returned: (writing) => ({
    subject: `${theCompany(writing)}: Zahlung zurückgekommen`,
    sentence: `Die Bank hat ${amountOf(writing)}${piece(' ', writing.format.onDay(writing.facts.text('returnedOn')))} zurückgeschickt${piece(': ', returnInWords(writing.facts.text('reasonCode')))}. Der Betrag steht Ihnen weiter zu.`,
    next: 'Bitte prüfen Sie mit uns Ihre Kontodaten. Sobald sie stimmen, wird er mit der nächsten Auszahlung noch einmal gezahlt.',
  }),
  commission_not_paid: (writing) => {
    const { why, next } = REFUSALS[refusalNamed(writing.facts.text('reasonCode'))];
    return {
      subject: `${theCompany(writing)}: Zahlung noch nicht möglich`,
      sentence: NOT_PAID({ amount: amountOf(writing), why }),
      next,
    };
  },
  commission_rejected: (writing) => {
    const unowed = unowedIn(writing);
    return {
      subject: `${theCompany(writing)}: ${unowed === undefined ? 'Provision nicht freigegeben' : 'keine Provision'}`,
      sentence:
        unowed === undefined
          ? `${amountOf(writing)} von der Buchhaltung nicht freigegeben.`
          : `Etwa ${amountOf(writing)} erwartet; geschuldet ist nichts, denn ${UNOWED[unowed]}.`,
      next:
        unowed === undefined
          ? 'Ihre Ansprechperson im Partnerprogramm kann Ihnen den Grund nennen.'
          : 'Sie müssen nichts tun.',
    };
  },
  payee_changed: (writing) => ({
    subject: 'Das Konto für Ihre Zahlungen wurde geändert',
    sentence: `${writing.author ?? 'Jemand aus Ihrem Unternehmen'} hat ein anderes Konto eingetragen${piece(' (', writing.facts.text('account'), ')')}. Darauf wird erst gezahlt, wenn die Buchhaltung es geprüft hat${piece(', frühestens ', writing.format.onMoment(writing.facts.text('until')))}.`,
    next: 'Das war niemand von Ihnen? Rufen Sie bitte sofort Ihre Ansprechperson im Partnerprogramm an.',
  }),
  payee_verified: (writing) => ({
    subject: 'Das Konto für Ihre Zahlungen ist geprüft',
    sentence: `Die Buchhaltung hat Ihr Konto geprüft${piece(' (', writing.facts.text('account'), ')')}. Zahlungen gehen dorthin${piece(', frühestens ', writing.format.onMoment(writing.facts.text('until')))}.`,
    next: 'Sie müssen nichts tun.',
  }),
  payee_refused: (writing) => ({
    subject: 'Das Konto für Ihre Zahlungen wurde nicht angenommen',
    sentence: sentences(
      `Die Buchhaltung hat Ihr Konto nicht angenommen${piece(' (', writing.facts.text('account'), ')')}. Darauf wird nichts gezahlt.`,
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Bitte tragen Sie das Konto noch einmal ein, oder fragen Sie Ihre Ansprechperson im Partnerprogramm.',
  }),
  tax_verified: (writing) => ({
    subject: 'Ihr Steuerformular ist geprüft',
    sentence: `Die Buchhaltung hat Ihr Steuerformular geprüft${piece('. Es gilt bis ', writing.format.day(writing.facts.text('until')))}.`,
    next: 'Sie müssen nichts tun.',
  }),
  tax_refused: (writing) => ({
    subject: 'Ihr Steuerformular wurde nicht angenommen',
    sentence: sentences(
      'Die Buchhaltung hat Ihr Steuerformular nicht angenommen. Wo ein Programm eines verlangt, warten Zahlungen darauf.',
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Bitte senden Sie das Formular noch einmal, oder fragen Sie Ihre Ansprechperson im Partnerprogramm.',
  }),
  invoice_accepted: (writing) => ({
    subject: `Rechnung${piece(' ', writing.facts.text('number'))} ist angenommen`,
    sentence: `Die Buchhaltung hat Ihre Rechnung${piece(' über ', invoicedIn(writing), ' netto')} angenommen. Sie ist der Beleg ihrer Provisionen.`,
    next: 'Sie müssen nichts tun. Wann gezahlt wird, steht bei jeder Provision.',
  }),
  invoice_rejected: (writing) => ({
    subject: `Rechnung${piece(' ', writing.facts.text('number'))} wurde nicht angenommen`,
    sentence: sentences(
      `Die Buchhaltung hat Ihre Rechnung${piece(' über ', invoicedIn(writing), ' netto')} nicht angenommen. Was Sie verdient haben, bleibt Ihnen; wo ein Programm eine Rechnung verlangt, warten Zahlungen auf die richtige.`,
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Bitte laden Sie die richtige unter „Belege“ hoch, oder fragen Sie Ihre Ansprechperson im Partnerprogramm.',
  }),
  credit_note_wanted: (writing) => ({
    subject: `Rechnung${piece(' ', writing.facts.text('number'))}: eine Korrektur wird gebraucht`,
    sentence: `${invoicedIn(writing) ?? 'Teile'} netto Ihrer Rechnung${piece(' ', writing.facts.text('number'))} stehen Ihnen nicht mehr zu, weil von ihren Provisionen etwas zurückgenommen wurde.`,
    next: 'Bitte laden Sie unter „Belege“ eine Rechnungskorrektur über den Unterschied hoch. Was von der Rechnung noch nicht gezahlt ist, wartet darauf.',
  }),
  invoice_objection_kept: (writing) => ({
    subject: `Gutschrift${piece(' ', writing.facts.text('number'))}: Ihr Widerspruch ist beantwortet`,
    sentence: sentences(
      `Die Buchhaltung hat Ihren Widerspruch geprüft, und die Gutschrift${piece(' über ', invoicedIn(writing), ' netto')} bleibt, wie sie ist.`,
      saidBy('Die Antwort: „', writing.message, '“') || undefined,
    ),
    next: 'Geht es um die Höhe einer Provision, können Sie sie bei ihrer Empfehlung beanstanden. Sonst fragen Sie Ihre Ansprechperson im Partnerprogramm.',
  }),
  invoice_objection_corrected: (writing) => ({
    subject: `Gutschrift${piece(' ', writing.facts.text('number'))} wurde korrigiert`,
    sentence: sentences(
      'Die Buchhaltung ist Ihrem Widerspruch gefolgt: Eine Korrektur nennt leistenden Unternehmer, Empfänger und Steuer nach heutigem Stand.',
      saidBy('Die Antwort: „', writing.message, '“') || undefined,
    ),
    next: 'Bitte sehen Sie sich die Korrektur unter „Belege“ an.',
  }),
  tier_reached: ({ facts, format }) => ({
    subject: `Sie sind aufgestiegen${piece(': Stufe ', facts.text('tier'))}`,
    sentence: sentences(
      `Ab heute sind Sie in ${piece('der Stufe „', facts.text('tier'), '“') || 'einer höheren Stufe'}${piece('; bisher waren Sie in der Stufe „', facts.text('from'), '“')}.`,
      piece(
        'Ihre Empfehlungen haben in zwölf Monaten ',
        format.amount(facts.number('amountMinor'), facts.text('currency')),
        ' gewonnen, abzüglich Erstattungen.',
      ),
    ),
    next: 'Für neue Empfehlungen gilt diese Stufe, wo der Provisionsplan ihres Programms das vorsieht. Empfehlungen, die Sie vorher gesendet haben, behalten ihren Satz. Sie müssen nichts tun.',
  }),
  commission_frozen: (writing) => ({
    subject: `${theCompany(writing)}: Provision angehalten`,
    sentence: `${amountOf(writing)} angehalten: Zuerst wird eine Frage dazu geklärt.`,
    next: 'Sie müssen nichts tun: Wenn es weitergeht, bekommen Sie eine E-Mail. Ihre Ansprechperson im Partnerprogramm weiß mehr.',
  }),
  commission_clawed_back: (writing) => ({
    subject: `${theCompany(writing)}: ${isPart(writing) ? 'ein Teil der Provision' : 'Provision'} zurückgenommen`,
    sentence: `${amountOf(writing)} zurückgenommen, weil der Kunde Geld zurückbekommen hat.`,
    next: sentences(whatRemains(writing), 'Sie müssen nichts tun.'),
  }),
  commission_adjusted: (writing) => ({
    subject: `${theCompany(writing)}: Provision angepasst`,
    sentence: `${amountOf(writing)} durch eine Anpassung von Ihrer Provision abgezogen. Der Grund steht bei der Provision.`,
    next: sentences(
      whatRemains(writing),
      isShare(writing)
        ? 'Wenn Sie nicht einverstanden sind, sagen Sie es Ihrer Ansprechperson im Partnerprogramm.'
        : 'Wenn Sie nicht einverstanden sind, widersprechen Sie auf der Seite der Empfehlung.',
    ),
  }),
  deal_corrected: (writing) => ({
    subject: `${theCompany(writing)}: Das Geschäft wurde korrigiert`,
    sentence: sentences(
      `Das Geschäft wurde${piece(' von ', writing.format.amount(writing.facts.number('fromMinor'), writing.facts.text('currency')))}${piece(' auf ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')))} korrigiert. Soweit Ihre Provision davon abhängt, folgt sie dem nach denselben Regeln; die Empfehlung zeigt, was hinzukam oder abgezogen wurde.`,
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Was hinzukommt, muss die Buchhaltung erst freigeben. Wenn Sie nicht einverstanden sind, widersprechen Sie auf der Seite der Empfehlung.',
  }),
  commission_unfrozen: (writing) => ({
    subject: `${theCompany(writing)}: Provision läuft weiter`,
    sentence: `Die Frage ist geklärt; ${amountOf(writing)} nicht mehr angehalten.`,
    next: `Es geht weiter mit Freigabe und Zahlung${piece(', nicht vor dem ', writing.format.day(writing.facts.text('payableFrom')))}. Sie müssen nichts tun.`,
  }),
} satisfies Partial<Catalogue['mails']>;
