import { ahead, piece, saidBy, sentences } from '../facts.ts';
import { lengthText } from '../format.ts';
import type { MailText, MailWriting, Writing } from '../shape.ts';
import { channelPast } from './words.ts';

const theCompany = ({ names }: Writing): string => names.company ?? 'Ihre Empfehlung';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'Ihr Kontakt';

const byWhen = ({ facts, format }: Writing): string => {
  const by = format.moment(facts.text('answerBy'));
  if (by === undefined) return ' bald';
  return ahead(facts.text('answerBy'), format) === undefined ? ` jetzt (fällig war es bis ${by})` : ` bis ${by}`;
};

/** What is asked: in the words of who asks, or what only the partner can mend. */
function asked(writing: Writing): string {
  switch (writing.facts.text('kind')) {
    case 'wrong_details':
      return `${theProspect(writing)} ist mit den vorliegenden Angaben nicht zu erreichen. Wie kommen wir ins Gespräch? Bitte antworten Sie${byWhen(writing)}.`;
    case 'refused':
      return sentences(
        `${theProspect(writing)} wollte nicht mit uns sprechen.`,
        `Wenn das ein Missverständnis ist, klären Sie es bitte und sagen Sie uns${byWhen(writing)} Bescheid; sonst lassen wir es dabei.`,
      );
    default:
      return sentences(
        `Wir brauchen eine Auskunft von Ihnen${saidBy(': „', writing.question, '“') || '.'}`,
        `Bitte antworten Sie${byWhen(writing)}.`,
      );
  }
}

const PAUSED: Readonly<Record<string, string>> = {
  acknowledge: 'die Antwort an den Partner',
  review: 'die Prüfung',
  first_contact: 'den Erstkontakt',
  handover: 'die Übergabe',
};

export const openQuestionToPartner = (writing: Writing): string =>
  sentences(asked(writing), writing.facts.number('paused') === 1 ? 'Unsere Frist ruht so lange.' : undefined);

function untilWhen({ facts, format }: Writing): string {
  const by = format.moment(facts.text('answerBy'));
  return ahead(facts.text('answerBy'), format) === undefined
    ? piece('; die Antwort war fällig bis ', by)
    : piece(' bis ', by);
}

export function openQuestionInternal(writing: Writing): string {
  const { facts, names } = writing;
  const who = names.submitter ?? names.partner ?? 'den Partner';
  const partner = names.submitter === undefined ? undefined : names.partner;
  const leftMs = facts.number('leftMs');
  const promise = PAUSED[facts.text('pausedKind') ?? ''];
  const left =
    leftMs === undefined || promise === undefined ? undefined : `noch ${lengthText(leftMs, 'de')} für ${promise}`;
  return sentences(
    facts.text('kind') === 'refused' ? 'Der Interessent wollte nicht sprechen.' : undefined,
    facts.text('kind') === 'wrong_details'
      ? `${channelPast(facts.text('channel'))}: Die Angaben stimmen nicht.`
      : undefined,
    `Wartet auf ${who}${piece(' (', partner, ')')}${untilWhen(writing)}${piece('; ', left)}.`,
  );
}

/** After an end for want of an answer: that a late one still helps. */
export const stillAnswerable = ({ facts, format }: Writing): string =>
  piece('Mit Ihrer Antwort geht es bis ', format.moment(ahead(facts.text('answerUntil'), format)), ' noch weiter.');

export const QUESTION_MAILS_TO_PARTNER = {
  question: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: eine Frage an Sie`,
    sentence: writing.sentence('partner', 'open_question'),
    next: `Öffnen Sie die Empfehlung, und antworten Sie${byWhen(writing)}: Eine Zeile genügt.`,
  }),
  question_reminder: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Ihre Antwort fehlt noch`,
    sentence: writing.sentence('partner', 'open_question'),
    next: `Öffnen Sie die Empfehlung, und antworten Sie${byWhen(writing)}: Ohne Ihre Antwort kommen wir nicht weiter.`,
  }),
};

const runsAgain = ({ facts }: Writing): boolean => facts.number('resumed') === 1;

export const QUESTION_MAILS_TO_STAFF = {
  question_answered: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Der Partner hat geantwortet`,
    sentence: `${writing.names.submitter ?? writing.names.partner ?? 'Der Partner'} hat geantwortet${saidBy(': „', writing.answer, '“') || '.'}`,
    next: runsAgain(writing) ? 'Machen Sie weiter: Unsere Frist läuft wieder.' : 'Machen Sie weiter.',
  }),
  question_lapsed: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: keine Antwort vom Partner`,
    sentence: `${writing.names.submitter ?? writing.names.partner ?? 'Der Partner'} hat nicht rechtzeitig geantwortet${saidBy(': „', writing.question, '“') || '.'}`,
    next: `Machen Sie ohne die Antwort weiter, oder fragen Sie erneut: ${runsAgain(writing) ? 'Unsere Frist läuft wieder, und nichts' : 'Nichts'} ist beendet.`,
  }),
};
