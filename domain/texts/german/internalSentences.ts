import type { Catalogue, Writing } from '../shape.ts';
import { piece, sentences } from '../facts.ts';
import { earnedAmount, stageName, whyNobody } from './words.ts';
import { CONTACT_INTERNAL } from './contact.ts';
import { vendorFound } from './vendor.ts';
import { openQuestionInternal } from './questions.ts';

const by = (writing: Writing, iso: string | undefined): string => {
  const moment = writing.format.moment(iso);
  if (moment === undefined) return '';
  const left =
    iso !== undefined && writing.format.now !== undefined && iso > writing.format.now
      ? writing.format.between(writing.format.now, iso)
      : undefined;
  return ` bis ${moment}${piece(' (noch ', left, ')')}`;
};

const owner = ({ names }: Writing, nobody: string): string => names.owner ?? nobody;

const late = (writing: Writing): string => {
  const { facts, format } = writing;
  const dueAt = facts.text('dueAt');
  const length = format.now === undefined ? undefined : format.between(dueAt, format.now);
  const promise = { acknowledge: 'Antwort', review: 'Prüfung', first_contact: 'Erstkontakt' }[facts.text('kind') ?? ''];
  return sentences(
    `Im Verzug${piece(' seit ', length && inDative(length))}: ${promise ?? 'nächster Schritt'} war fällig${piece(' bis ', format.moment(dueAt))}.`,
    `Zuständig: ${owner(writing, 'niemand')}; die Leitung weiß Bescheid.`,
  );
};

/** `3 Tage 4 Stunden` → `3 Tagen 4 Stunden`; hours, minutes and seconds are the same in both cases. */
const inDative = (length: string): string => length.replace(/\bTage\b/, 'Tagen');

const ended =
  (word: string, stage: 'lost' | 'declined' | 'disqualified' | 'expired' | 'withdrawn') =>
  (writing: Writing): string =>
    sentences(
      `${word}${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason(stage)?.label)}.`,
      piece('Nachlauf bis ', writing.format.day(writing.facts.text('tailUntil')), '.'),
      piece('Wieder möglich ab ', writing.format.day(writing.facts.text('againFrom')), '.'),
    );

export const INTERNAL_SENTENCES: Catalogue['sentences']['internal'] = {
  submitted: (writing) =>
    `Prüfung läuft; Antwort fällig${by(writing, writing.facts.text('acknowledgeDueAt') ?? writing.dueAt)}.`,
  in_review: (writing) =>
    `${writing.names.reviewer ?? 'Wer prüft,'} entscheidet${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}: ${vendorFound(writing) ?? 'Es ähnelt einem Unternehmen, das wir kennen'}.`,
  waitlisted: ({ facts }) =>
    `Auf der Warteliste${piece(', Platz ', facts.number('position'))}. Beginnt von selbst, wenn der Anspruch davor weitergeht.`,
  promoted_asked: (writing) =>
    `Nachgerückt; wartet${piece(' bis ', writing.format.moment(writing.facts.text('dueAt') ?? writing.dueAt))} auf den Partner.`,
  accepted: (writing) =>
    `${owner(writing, 'Noch niemand')}: erster Versuch${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  unassigned: (writing) =>
    `${whyNobody(writing)} Bitte zuweisen; erster Versuch${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  late,
  ...CONTACT_INTERNAL,
  open_question: openQuestionInternal,
  contacted: (writing) =>
    `Gesprochen${piece(' ', writing.format.onMoment(writing.facts.text('at')))}. Bitte qualifizieren.`,
  qualified: (writing) =>
    sentences(
      `Qualifiziert${piece(', bewertet mit ', writing.facts.number('quality'), ' von 5')}.`,
      `${owner(writing, 'Noch niemand')} macht${
        piece('', by(writing, writing.facts.text('firstStepDueAt')) || undefined, ' den ersten Schritt') ||
        `${piece(' bis ', writing.format.day(writing.facts.text('dueAt') ?? writing.dueAt))} eine Verkaufschance daraus`
      }.`,
    ),
  in_talks: (writing) =>
    sentences(
      `Phase ${stageName(writing.facts.text('stage')) ?? 'offen'}${piece(' seit ', writing.format.day(writing.facts.text('since')))}.`,
      `${owner(writing, 'Noch niemand')} bringt es weiter oder schließt es ab${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}.`,
    ),
  awaiting_second_person: () =>
    'Gewonnen ohne Deal-ID: Eine Vertriebsleitung, die es nicht abgeschlossen hat, bestätigt es.',
  won: ({ facts, format }) => {
    const won = `Gewonnen${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.number('amountMinor') === undefined) return sentences(won, 'Die Provision liegt bei der Buchhaltung.');
    const amount = facts.number('amountMinor') === 0 ? undefined : earnedAmount({ facts, format });
    const from =
      facts.text('lineState') === 'paid'
        ? ', ausgezahlt'
        : piece(', zahlbar ab ', format.day(facts.text('payableFrom')));
    return sentences(won, amount === undefined ? 'Keine Provision.' : `Provision ${amount}${from}.`);
  },
  lost: ended('Verloren', 'lost'),
  declined: (writing) =>
    sentences(ended('Abgelehnt', 'declined')(writing), piece('Gefunden: ', vendorFound(writing), '.')),
  disqualified: ended('Passt nicht', 'disqualified'),
  expired: ended('Abgelaufen', 'expired'),
  withdrawn: ended('Zurückgezogen', 'withdrawn'),
};
