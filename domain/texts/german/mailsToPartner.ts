import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import type { EndStage } from '../../referral/reasons.ts';
import type { Situation } from '../../referral/nextStep.ts';
import type { CaseMailKey, InternalMailKey, SplitMailKey } from '../mailKeys.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import { CONTACT_MAILS_TO_PARTNER } from './contact.ts';
import { MONEY_MAILS_TO_PARTNER } from './mailsOfMoney.ts';
import { QUESTION_MAILS_TO_PARTNER } from './questions.ts';
import { days, stageName } from './words.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Ihre Empfehlung';
const ourPerson = ({ names }: MailWriting): string => names.owner ?? 'unser Vertrieb';
const toOurPerson = ({ names }: MailWriting): string => names.owner ?? 'unserem Vertrieb';
const theProspect = ({ names }: MailWriting): string => names.prospect ?? 'Ihren Kontakt';
const toProspect = ({ names }: MailWriting): string => names.prospect ?? 'Ihrem Kontakt';
const fromUs = (writing: MailWriting): string | undefined =>
  saidBy('Unsere Nachricht an Sie: „', writing.message, '“') || undefined;

const tellUsNews = (writing: MailWriting): string =>
  `Sie müssen nichts tun. Wenn Sie etwas Neues${piece(' von ', writing.names.company)} hören, sagen Sie es ${toOurPerson(writing)}.`;

const inTalks =
  (subject: string) =>
  (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: ${subject}`,
    sentence: writing.sentence('partner', 'in_talks'),
    next: tellUsNews(writing),
  });

const ended =
  (subject: string, situation: EndStage & Situation) =>
  (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: ${subject}`,
    sentence: sentences(writing.sentence('partner', situation), fromUs(writing)),
    next: writing.reason(situation)?.advice ?? 'Ihre Ansprechperson im Partnerprogramm kann Ihnen mehr sagen.',
  });

const introduce = (writing: MailWriting): string =>
  `Sagen Sie ${toProspect(writing)}, dass ${ourPerson(writing)} sich meldet: Ein angekündigter Anruf läuft besser.`;

const NOTHING_BUT_MAIL = 'Sie müssen nichts tun';

const followsFrom = ({ facts }: MailWriting): string =>
  `Es geht um ${facts.text('originKind') === 'renewal' ? 'eine Verlängerung' : 'ein weiteres Geschäft'} des Kunden aus ${facts.text('number') ?? 'Ihrer Empfehlung'}`;

export const MAILS_TO_PARTNER: Omit<Catalogue['mails'], InternalMailKey | CaseMailKey | SplitMailKey> = {
  received: (writing) => ({
    subject: `${theCompany(writing)}: Ihre Empfehlung ist eingegangen`,
    sentence: writing.sentence('partner', 'submitted'),
    next: `${NOTHING_BUT_MAIL}: Unsere Antwort kommt per E-Mail.`,
  }),
  in_review: (writing) => ({
    subject: `${theCompany(writing)}: Eine Person sieht es sich an`,
    sentence: writing.sentence('partner', 'in_review'),
    next: `${NOTHING_BUT_MAIL}: Die Entscheidung kommt per E-Mail.`,
  }),
  accepted: (writing) => ({
    subject: `${theCompany(writing)}: für Sie registriert`,
    sentence: sentences(writing.sentence('partner', 'accepted'), fromUs(writing)),
    next: introduce(writing),
  }),
  waitlisted: (writing) => ({
    subject: `${theCompany(writing)}: Sie stehen auf der Warteliste`,
    sentence: sentences(writing.sentence('partner', 'waitlisted'), fromUs(writing)),
    next: 'Sie erhalten eine E-Mail, wenn Sie an der Reihe sind.',
  }),
  promoted: (writing) => ({
    subject: `${theCompany(writing)}: Sie sind an der Reihe, für Sie registriert`,
    sentence: sentences('Sie sind an der Reihe.', writing.sentence('partner', 'accepted')),
    next: introduce(writing),
  }),
  declined: ended('nicht registriert', 'declined'),
  attempt: (writing) => ({
    subject: `${theCompany(writing)}: Wir haben versucht, ${theProspect(writing)} zu erreichen`,
    sentence: sentences(writing.sentence('partner', 'attempted'), fromUs(writing)),
    next: `Wenn Sie können, sagen Sie ${toProspect(writing)}, dass wir um ein Gespräch bitten.`,
  }),
  ...CONTACT_MAILS_TO_PARTNER,
  ...QUESTION_MAILS_TO_PARTNER,
  contacted: (writing) => ({
    subject: `${theCompany(writing)}: Wir haben ${theProspect(writing)} erreicht`,
    sentence: sentences(writing.sentence('partner', 'contacted'), fromUs(writing)),
    next: `${NOTHING_BUT_MAIL}: Das Ergebnis kommt per E-Mail.`,
  }),
  qualified: (writing) => ({
    subject: `${theCompany(writing)}: Es passt`,
    sentence: writing.sentence('partner', 'qualified'),
    next: `${NOTHING_BUT_MAIL}: Sie erhalten zu jedem weiteren Schritt eine E-Mail.`,
  }),
  opportunity: inTalks('jetzt eine Verkaufschance'),
  proposal: inTalks('Ein Angebot liegt vor'),
  negotiation: inTalks('in Verhandlung'),
  further_deal: (writing) => ({
    subject: `${theCompany(writing)}: ${writing.facts.text('originKind') === 'renewal' ? 'eine Verlängerung' : 'ein weiteres Geschäft'} hat begonnen`,
    sentence: sentences(`${followsFrom(writing)}.`, writing.sentence('partner', 'in_talks')),
    next: tellUsNews(writing),
  }),
  won: (writing) => ({
    subject: `${theCompany(writing)}: gewonnen`,
    sentence: writing.sentence('partner', 'won'),
    next: 'Vielen Dank. Sie müssen nichts tun: Sie erhalten eine E-Mail, wenn Ihre Provision freigegeben ist, und eine, wenn sie gezahlt ist.',
  }),
  lost: ended('ohne Abschluss beendet', 'lost'),
  disqualified: ended('passt derzeit nicht', 'disqualified'),
  expired: ended('Registrierung beendet', 'expired'),
  withdrawn: ended('zurückgezogen', 'withdrawn'),
  promise_missed: (writing) => ({
    subject: `${theCompany(writing)}: Wir sind im Verzug`,
    sentence: writing.sentence('partner', 'late'),
    next:
      writing.facts.text('kind') === 'extension'
        ? 'Das tut uns leid. Sie müssen nichts tun: Ihre Registrierung endet nicht vor der Entscheidung.'
        : 'Das tut uns leid. Sie müssen nichts tun: Geschieht weiter nichts, übernimmt eine andere Person.',
  }),
  still_open: (writing) => ({
    subject: `${theCompany(writing)}: der Stand`,
    sentence: sentences(
      `Stand ${writing.format.moment(writing.facts.text('statedAt')) ?? 'heute'}: Es hat sich nichts geändert.`,
      writing.situation && writing.sentence('partner', writing.situation),
    ),
    next: `Sie hätten inzwischen von ${toOurPerson(writing)} hören sollen; die Leitung weiß Bescheid. Sie müssen nichts tun.`,
  }),
  new_owner: (writing) => ({
    subject: `${theCompany(writing)}: ${writing.names.owner ?? 'Eine andere Person'} ist jetzt zuständig`,
    sentence: `${writing.names.owner ?? 'Eine andere Person'} kümmert sich jetzt um Ihre Empfehlung${piece(': ', writing.assignReason?.clause)}.`,
    next: writing.assignReason?.advice ?? 'Sie müssen nichts tun: Was vereinbart wurde, bleibt.',
  }),
  weekly_digest: ({ facts }) => {
    const open = facts.number('open') ?? 0;
    const news = facts.number('news') ?? 0;
    const opened = open === 1 ? '1 offene Empfehlung' : `${String(open)} offene Empfehlungen`;
    return {
      subject: `Ihre Woche: ${opened}`,
      sentence: `Sie haben ${opened} und ${news === 0 ? 'keine Neuigkeiten, die' : news === 1 ? 'eine Neuigkeit, die' : `${String(news)} Neuigkeiten, die`} auf diese E-Mail gewartet ${news === 1 ? 'hat' : 'haben'}.`,
      next: 'Öffnen Sie, worüber Sie mehr wissen möchten. In Ihrem Profil wählen Sie, wovon Sie wann hören.',
    };
  },
  message_from_us: (writing) => ({
    subject: `${theCompany(writing)}: Nachricht von ${writing.author ?? 'uns'}`,
    sentence: `${writing.author ?? 'Eine Person bei uns'} hat Ihnen geschrieben${saidBy(': „', writing.message, '“') || '.'}`,
    next: 'Antworten Sie bei der Empfehlung: Dort lesen es alle, die daran arbeiten.',
  }),
  expiry_reminder: (writing) => ({
    subject: `${theCompany(writing)}: Die Registrierung endet bald`,
    sentence: `Die Registrierung endet${piece(' ', writing.format.onMoment(writing.facts.text('expiresAt'))) || ' bald'}, wenn bis dahin kein Abschluss in Sicht ist.`,
    next: writing.forPartner
      ? `Wenn sich${piece(' bei ', writing.names.company)} etwas bewegt, sagen Sie es vorher ${toOurPerson(writing)}.`
      : 'Machen Sie eine Verkaufschance daraus, oder schließen Sie es mit einem Grund, der dem Partner hilft.',
  }),
  moved_up: (writing) => ({
    subject: `${theCompany(writing)}: Ihr Platz auf der Warteliste hat sich geändert`,
    sentence: writing.sentence('partner', 'waitlisted'),
    next: 'Sie bekommen eine E-Mail, wenn Sie an der Reihe sind.',
  }),
  promoted_asked: (writing) => ({
    subject: `${theCompany(writing)}: Sie sind an der Reihe, bitte bestätigen`,
    sentence: writing.sentence('partner', 'promoted_asked'),
    next: 'Bestätigen Sie es auf der Seite der Empfehlung. Ohne Antwort kommt die nächste Empfehlung an die Reihe.',
  }),
  reopened: (writing) => ({
    subject: `${theCompany(writing)}: wieder aufgenommen`,
    sentence: sentences(
      `Ihre Empfehlung ist wieder aufgenommen${piece(', Stand: ', stageName(writing.facts.text('stage')))}.`,
      piece('Für Sie registriert bis ', writing.format.day(writing.facts.text('expiresAt')), '.'),
      fromUs(writing),
    ),
    next: 'Sie müssen nichts tun: Wir arbeiten daran weiter.',
  }),
  extension_decided: (writing) => {
    const until = writing.format.onMoment(writing.facts.text('expiresAt'));
    const granted = writing.facts.text('decision') === 'approve';
    return {
      subject: `${theCompany(writing)}: Registrierung ${granted ? 'verlängert' : 'nicht verlängert'}`,
      sentence: sentences(
        granted
          ? `Die Registrierung wurde um ${days(writing.facts.number('days'))} verlängert${piece('; sie endet jetzt ', until)}.`
          : `Die Registrierung wurde nicht verlängert${piece('; sie endet wie bisher ', until)}.`,
        fromUs(writing),
      ),
      next: writing.forPartner
        ? `Wenn sich${piece(' bei ', writing.names.company)} etwas bewegt, sagen Sie es vorher ${toOurPerson(writing)}.`
        : 'Machen Sie eine Verkaufschance daraus, oder schließen Sie es mit einem Grund, der dem Partner hilft.',
    };
  },
  ...MONEY_MAILS_TO_PARTNER,
};
