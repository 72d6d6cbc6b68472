import type { CaseMailKey, InternalMailKey } from '../mailKeys.ts';
import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import { piece, sentences } from '../facts.ts';
import { days, whyNobody } from './words.ts';
import { CONTACT_MAILS_TO_STAFF } from './contact.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Eine Empfehlung';
const by = (writing: MailWriting, ...names: string[]): string => {
  const due = names.map((name) => writing.facts.text(name)).find((text) => text !== undefined);
  return piece(' bis ', writing.format.moment(due));
};

const isReview = ({ facts }: MailWriting): boolean => ['acknowledge', 'review'].includes(facts.text('kind') ?? '');
const isTry = ({ facts }: MailWriting): boolean => facts.text('kind') === 'next_try';
const promise = (writing: MailWriting): string =>
  isReview(writing) ? 'die Antwort an den Partner' : isTry(writing) ? 'den nächsten Versuch' : 'den ersten Kontakt';
const promised = (writing: MailWriting): string =>
  isReview(writing) ? 'Die Antwort an den Partner' : isTry(writing) ? 'Der nächste Versuch' : 'Der erste Kontakt';

const missed = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: Zusage nicht eingehalten`,
  sentence: sentences(
    `${promised(writing)} war fällig${by(writing, 'dueAt')} und ist nicht erfolgt.`,
    `Zuständig: ${writing.names.owner ?? 'niemand'}.`,
    'Der Partner weiß es.',
  ),
  next: 'Kümmern Sie sich darum, oder weisen Sie es einer anderen Person zu. Geschieht nichts, wird es von selbst übergeben.',
});

/** No clock decides against a partner because we were late. */
const prolonged = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: Registrierung verlängert`,
  sentence: `Eine Zusage von uns ist überfällig, deshalb wurde die Registrierung um die verlorene Zeit verlängert${piece(', bis ', writing.format.moment(writing.facts.text('dueAt')))}.`,
  next: `Halten Sie die Zusage ein; zuständig: ${writing.names.owner ?? 'niemand'}.`,
});

export const MAILS_TO_STAFF: Pick<Catalogue['mails'], Exclude<InternalMailKey, CaseMailKey>> = {
  assigned: (writing) => ({
    subject: `${theCompany(writing)}: jetzt bei Ihnen`,
    sentence: sentences(
      `${theCompany(writing)} liegt jetzt bei Ihnen${piece(': ', writing.assignReason?.label)}.`,
      piece('Interessent: ', writing.names.prospect, '.'),
    ),
    next: `Machen Sie den nächsten Schritt${by(writing, 'firstContactDueAt', 'dueAt')}, und tragen Sie ihn ein.`,
  }),
  ...CONTACT_MAILS_TO_STAFF,
  reminder_50: (writing) => ({
    subject: `${theCompany(writing)}: Die halbe Zeit ist um`,
    sentence: `Die halbe Zeit für ${promise(writing)} ist um${piece('; fällig', by(writing, 'dueAt') || undefined)}.`,
    next: isReview(writing)
      ? `Entscheiden Sie die Prüfung${by(writing, 'dueAt')}.`
      : `Tragen Sie den ersten Kontakt${by(writing, 'dueAt')} ein.`,
  }),
  breach_100: (writing) => (writing.facts.text('kind') === 'expiry' ? prolonged(writing) : missed(writing)),
  handover_150: (writing) => ({
    subject: `${theCompany(writing)}: übergeben`,
    sentence:
      `${promised(writing)} war fällig${by(writing, 'dueAt')} und fehlt noch: Es ging` +
      `${piece(' von ', writing.previousOwner)} an ${writing.names.owner ?? 'die nicht zugewiesenen Empfehlungen'}.`,
    next: `${writing.names.owner ?? 'Eine Person im Dienst'} erledigt es sofort. Die Zusage gilt weiter als nicht eingehalten.`,
  }),
  unassigned: (writing) => ({
    subject: `${theCompany(writing)}: Niemand konnte es übernehmen`,
    sentence: `${whyNobody(writing)} Es liegt bei der Vertriebsleitung, bis es zugewiesen ist.`,
    next: `Weisen Sie es zu${piece('; der erste Kontakt ist fällig', by(writing, 'firstContactDueAt', 'dueAt') || undefined)}.`,
  }),
  review_due: (writing) => ({
    subject: `${theCompany(writing)}: bitte prüfen`,
    sentence: `Es ähnelt einem Unternehmen, das wir schon kennen; eine Person muss${by(writing, 'dueAt')} entscheiden.`,
    next: `Vergleichen und entscheiden Sie${by(writing, 'dueAt')}. Keine Uhr lehnt etwas ab.`,
  }),
  extension_requested: (writing) => ({
    subject: `${theCompany(writing)}: Bitte um mehr Zeit`,
    sentence: `Der Partner bittet um ${days(writing.facts.number('days'))} mehr${piece('; die Registrierung endet ', writing.format.onMoment(writing.facts.text('expiresAt')))}.`,
    next: 'Stimmen Sie zu oder lehnen Sie ab. Die Registrierung endet nicht, solange die Bitte auf Sie wartet.',
  }),
  second_person_needed: (writing) => ({
    subject: `${theCompany(writing)}: gewonnen, bitte bestätigen`,
    sentence:
      `Ohne Deal-ID als gewonnen gemeldet` +
      piece(', ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency'))) +
      `${piece(', abgeschlossen ', writing.format.onDay(writing.facts.text('closedOn')))}.`,
    next: 'Eine Vertriebsleitung, die es nicht abgeschlossen hat, bestätigt es.',
  }),
};
