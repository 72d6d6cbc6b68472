import { BASIS_POINTS_WHOLE, formatBasisPoints } from '../../money.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailWriting } from '../shape.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Ihre Empfehlung';
const other = ({ names }: MailWriting): string => names.partner ?? 'ein anderer Partner';

const inGerman = (basisPoints: number): string => formatBasisPoints(basisPoints).replace('.', ',');
const partOf = ({ facts }: MailWriting): string => inGerman(facts.number('basisPoints') ?? 0);
const restOf = ({ facts }: MailWriting): string =>
  inGerman(Number(BASIS_POINTS_WHOLE) - (facts.number('basisPoints') ?? 0));

const amountIn = ({ facts, format }: MailWriting, name: string): string | undefined =>
  format.amount(facts.number(name), facts.text('currency'));

/** What is said of a commission that two partners share; `partner` is the one that did not refer the company. */
export const SPLIT_MAILS = {
  split_proposed: (writing) => ({
    subject: `${theCompany(writing)}: Vorschlag, Ihre Provision zu teilen`,
    sentence: `Wir schlagen vor: Von dem, was dieses Geschäft bringt, bekommt ${other(writing)} ${partOf(writing)} und Sie ${restOf(writing)}. Was Sie für die Empfehlung selbst bekommen, bleibt ganz bei Ihnen.`,
    next: 'Sie entscheiden: Wer Ihr Unternehmen hier verwaltet, stimmt auf der Seite der Empfehlung zu oder lehnt ab. Bis dahin bleibt alles bei Ihnen. Was vereinbart ist, gilt.',
  }),
  split_agreed: (writing) => ({
    subject: `${theCompany(writing)}: ein Anteil für Sie`,
    sentence: `Wenn dieses Unternehmen kauft, bekommen Sie ${partOf(writing)} von dem, was das Geschäft bringt, wie für diese Empfehlung vereinbart.`,
    next: 'Sie müssen nichts tun: Sobald es etwas gibt, bekommen Sie eine E-Mail, und es steht bei Ihren Provisionen.',
  }),
  split_earned: (writing) => ({
    subject: `${theCompany(writing)}: gewonnen, mit einem Anteil für Sie`,
    sentence: writing.sentence('partner', 'won'),
    next: 'Sie müssen nichts tun: Bei Ihren Provisionen steht, wie der Betrag entstanden ist. Sie bekommen eine E-Mail, wenn er freigegeben ist, und eine, wenn er gezahlt ist.',
  }),
  split_corrected: (writing) => ({
    subject: `${theCompany(writing)}: das Geschäft wurde korrigiert`,
    sentence: sentences(
      `Das Geschäft wurde korrigiert. Nach denselben Regeln ändert sich Ihr Anteil${piece(' von ', amountIn(writing, 'fromMinor'))}${piece(' auf ', amountIn(writing, 'amountMinor'))}, vor Erstattungen und Anpassungen; bei Ihren Provisionen steht, was hinzukam oder abgezogen wurde.`,
      saidBy('Der Grund: „', writing.message, '“') || undefined,
    ),
    next: 'Was hinzukommt, gibt zuerst die Buchhaltung frei. Wenn Sie nicht einverstanden sind, wenden Sie sich an Ihre Ansprechperson im Partnerprogramm.',
  }),
  split_answered: (writing) => {
    const isAgreed = writing.facts.text('answer') === 'agreed';
    return {
      subject: `${theCompany(writing)}: Teilung ${isAgreed ? 'vereinbart' : 'abgelehnt'}`,
      sentence: sentences(
        `Der Partner ist ${isAgreed ? '' : 'nicht '}einverstanden, dass ${other(writing)} ${partOf(writing)} von dem bekommt, was dieses Geschäft bringt.`,
        isAgreed ? 'Das gilt ab jetzt.' : 'Alles bleibt bei dem Partner, der das Unternehmen empfohlen hat.',
      ),
      next: isAgreed
        ? 'Sie müssen nichts tun.'
        : 'Bis das Geschäft gewonnen ist, können Sie eine andere Teilung vorschlagen.',
    };
  },
} satisfies Partial<Catalogue['mails']>;
