import { HELP_AFTER_TRIES, TRIES_MAX } from '../../qualification/tries.ts';
import { ahead, isAnswerless, piece, saidBy, sentences } from '../facts.ts';
import { isTime } from '../lateness.ts';
import type { MailText, MailWriting, SentenceWriter, Writing } from '../shape.ts';
import { noAnswerYet, ratingText } from './words.ts';

/** What is said about reaching the prospect, before and after the first conversation. */
type ContactSituation = 'attempted' | 'later';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'unser Vertrieb';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'Ihren Kontakt';
const toProspect = ({ names }: Writing): string => names.prospect ?? 'Ihrem Kontakt';
const theCompany = ({ names }: Writing): string => names.company ?? 'Ihre Empfehlung';

export const CONTACT_TO_PARTNER: Readonly<Record<ContactSituation, SentenceWriter>> = {
  attempted: (writing) =>
    sentences(
      noAnswerYet(writing),
      `Der nächste Versuch folgt${piece(' bis ', writing.format.moment(writing.facts.text('nextTryAt')))}.`,
    ),
  later: (writing) => {
    const { facts, format } = writing;
    return sentences(
      isTime({ facts, format })
        ? 'Es war bis jetzt aufgeschoben: Wir melden uns in Kürze wieder.'
        : `Gut, aber nicht jetzt: Wir melden uns ${format.onDay(facts.text('recontactAt')) ?? 'später'} wieder.`,
      piece('Ihre Registrierung bleibt bis ', format.day(ahead(facts.text('expiresAt'), format)), ' bestehen.'),
      ratingText(writing),
    );
  },
};

export const CONTACT_INTERNAL: Readonly<Record<ContactSituation, SentenceWriter>> = {
  attempted: ({ facts, format }) =>
    sentences(
      isAnswerless({ facts })
        ? `Versuch${piece(' ', facts.number('attempts'), ` von ${String(TRIES_MAX)}`)}${piece(' ', format.onMoment(facts.text('at')))}, keine Antwort.`
        : undefined,
      `Nächster Versuch${piece(' bis ', format.moment(facts.text('nextTryAt'))) || ' bald'}.`,
      (facts.number('attempts') ?? 0) < HELP_AFTER_TRIES
        ? `Der Partner wird nach ${String(HELP_AFTER_TRIES)} Versuchen um Hilfe gebeten.`
        : 'Der Partner wurde um Hilfe gebeten.',
    ),
  later: ({ facts, format }) =>
    sentences(
      isTime({ facts, format })
        ? `Ein neuer Anruf war vereinbart${piece(': ', format.day(facts.text('recontactAt')))}. Bitte anrufen und qualifizieren.`
        : `Neuer Anruf ${format.onDay(facts.text('recontactAt')) ?? 'später'}.`,
      piece('Die Registrierung bleibt bis ', format.day(ahead(facts.text('expiresAt'), format)), ' bestehen.'),
    ),
};

export const CONTACT_MAILS_TO_PARTNER = {
  help_reaching: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Können Sie uns helfen, ${theProspect(writing)} zu erreichen?`,
    sentence: sentences(
      `Wir haben es ${times(writing.facts.number('attempts'))} versucht und niemanden erreicht.`,
      writing.sentence('partner', 'attempted'),
      saidBy('Unsere Nachricht an Sie: „', writing.message, '“'),
    ),
    next: `Bitte sagen Sie ${toProspect(writing)}, dass ${ourPerson(writing)} anruft, oder nennen Sie uns eine bessere Zeit oder einen besseren Weg.`,
  }),
  later: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: gut, aber nicht jetzt`,
    sentence: writing.sentence('partner', 'later'),
    next: 'Sie müssen nichts tun: Der Termin ist vorgemerkt, und das Ergebnis kommt per E-Mail.',
  }),
};

export const CONTACT_MAILS_TO_STAFF = {
  next_try_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Der nächste Versuch ist fällig`,
    sentence: sentences(
      `Der nächste Versuch war fällig${piece(' bis ', writing.format.moment(writing.facts.text('dueAt')))}.`,
      `Bisher hat niemand geantwortet${piece(' (Versuch ', writing.facts.number('attempts'), ` von ${String(TRIES_MAX)})`)}.`,
    ),
    next: 'Versuchen Sie es erneut, und tragen Sie es ein: Dem Partner wurde diese Zeit genannt.',
  }),
  recontact_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Zeit für ein neues Gespräch`,
    sentence: `Ein neuer Anruf${piece(' bei ', writing.names.prospect)} war vereinbart${piece(': ', writing.format.day(writing.facts.text('recontactAt')))}.`,
    next: 'Rufen Sie an, und qualifizieren Sie. Ein zweites Mal lässt es sich nicht aufschieben.',
  }),
};

const times = (count: number | undefined): string => (count === undefined ? 'mehrmals' : `${String(count)}-mal`);
