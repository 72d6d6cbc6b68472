import type { Catalogue, Writing } from '../shape.ts';
import { claimPassesOn } from '../../referral/reasons.ts';
import { ahead, piece, sentences } from '../facts.ts';
import { candidates, found, missing } from './evidence.ts';
import { lateInternal } from './late.ts';
import { earnedAmount, stageName, whyNobody } from './words.ts';
import { approvalDue } from './approvals.ts';
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

const until = ({ facts, format }: Writing, fact: string): string | undefined =>
  format.day(ahead(facts.text(fact), format));

/** Whether those who wait in line are next, or are told that the company is not available. */
const passesOn = ({ facts }: Writing): string | undefined => {
  const code = facts.text('reasonCode');
  if (code === undefined) return undefined;
  return claimPassesOn('disqualified', code)
    ? 'Der Anspruch geht an die nächste Empfehlung.'
    : 'Der Anspruch geht an keine andere Empfehlung.';
};

/** Before whose claim it waits, and when that one lapses or how far it is. */
function behind({ facts, format }: Writing): string {
  const lapses = format.onDay(ahead(facts.text('aheadUntil'), format));
  const how = piece(' (läuft ', lapses, ' ab)') || piece(' (', stageName(facts.text('aheadStage')), ')');
  return piece(', hinter ', facts.text('aheadNumber'), facts.text('aheadNumber') === undefined ? '' : how);
}

const AWAITED: Readonly<Record<string, string>> = {
  invoiced: 'wartet auf die Rechnung an den Kunden',
  paid: 'wartet auf die Zahlung des Kunden',
};

const MONEY: Readonly<Record<string, string>> = {
  waiting_trigger: 'wartet auf einen Wechselkurs',
  holding: 'in der Haltefrist',
  awaiting_approval: 'in Freigabe',
  approved: 'freigegeben',
  in_run: 'in einer Auszahlung',
  paid: 'ausgezahlt',
  returned: 'Zahlung nicht zustande gekommen',
  rejected: 'nicht freigegeben',
  frozen: 'angehalten',
  clawed_back: 'zurückgenommen',
};

/** `in Freigabe (1 von 2), zahlbar ab 2. Mai`. */
function progress(writing: Writing): string {
  const { facts } = writing;
  const state = facts.text('lineState') ?? '';
  const isOpen = state === 'holding' || state === 'awaiting_approval';
  const required = facts.number('approvalsRequired');
  const given = `${String(facts.number('approvals') ?? 0)} von ${String(required)} Freigaben`;
  const isDone =
    ['paid', 'rejected', 'in_run', 'frozen', 'clawed_back'].includes(state) || facts.text('payableFrom') === undefined;
  return [
    piece(', ', AWAITED[facts.text('awaits') ?? ''] ?? MONEY[state]),
    isOpen && required !== undefined ? ` (${given}${approvalDue(writing)})` : '',
    isDone ? '' : `, zahlbar${piece(' ab ', until(writing, 'payableFrom'))}`,
  ].join('');
}

const ended =
  (word: string, stage: 'lost' | 'declined' | 'disqualified' | 'expired' | 'withdrawn') =>
  (writing: Writing): string =>
    sentences(
      `${word}${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason(stage)?.label)}.`,
      stage === 'disqualified' ? passesOn(writing) : undefined,
      piece('Nachlauf bis ', until(writing, 'tailUntil'), '.'),
      stage === 'expired' ? piece('Eine Antwort belebt es wieder bis ', until(writing, 'answerUntil'), '.') : undefined,
      piece('Wieder möglich ab ', until(writing, 'againFrom'), '.'),
      piece('Einspruch möglich bis ', until(writing, 'contestUntil'), '.'),
    );

const firstAttempt = (writing: Writing): string =>
  `${owner(writing, 'Noch niemand')}: erster Versuch${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`;

const candidatesFound = ({ facts }: Writing): string | undefined => {
  const count = facts.number('alike') ?? 0;
  return count === 0 ? undefined : candidates(count);
};

const checkRuns = (writing: Writing): string =>
  `Prüfung läuft${piece(', ', candidatesFound(writing), ' gefunden')}; Antwort fällig${by(writing, writing.facts.text('acknowledgeDueAt') ?? writing.dueAt)}.`;

export const INTERNAL_SENTENCES: Catalogue['sentences']['internal'] = {
  submitted: checkRuns,
  in_review: (writing) =>
    `${writing.names.reviewer ?? 'Wer prüft,'} entscheidet${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}: ${found(writing)}.`,
  waitlisted: (writing) =>
    sentences(
      `Auf der Warteliste${piece(', Platz ', writing.facts.number('position'))}${behind(writing)}.`,
      `Beginnt von selbst, wenn der Anspruch davor weitergeht${piece('; das Warten endet ', writing.format.onDay(ahead(writing.dueAt, writing.format)))}.`,
    ),
  promoted_asked: (writing) => {
    const { format } = writing;
    const answerBy = writing.facts.text('dueAt') ?? writing.dueAt;
    return ahead(answerBy, format) === undefined
      ? `Nachgerückt; wartet auf den Partner${piece('; die Antwort war fällig bis ', format.moment(answerBy))}.`
      : `Nachgerückt; wartet${piece(' bis ', format.moment(answerBy))} auf den Partner.`;
  },
  accepted: firstAttempt,
  paused_by_outage: (writing) =>
    writing.facts.text('acknowledgeDueAt') === undefined
      ? firstAttempt(writing)
      : sentences(checkRuns(writing), 'Das CRM antwortet nicht; es wird erneut gefragt.'),
  unassigned: (writing) =>
    `${whyNobody(writing)} Bitte zuweisen; erster Versuch${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  late: lateInternal,
  ...CONTACT_INTERNAL,
  open_question: openQuestionInternal,
  contacted: (writing) =>
    sentences(
      `Gesprochen${piece(' ', writing.format.onMoment(writing.facts.text('at')))}.`,
      piece('', missing(writing), '.'),
      writing.facts.number('postponed') === 0 ? 'Bitte qualifizieren oder „später“ setzen.' : 'Bitte qualifizieren.',
    ),
  qualified: (writing) =>
    sentences(
      `Qualifiziert${piece(', bewertet mit ', writing.facts.number('quality'), ' von 5')}.`,
      piece(
        `${owner(writing, 'Noch niemand')} macht`,
        by(writing, writing.facts.text('firstStepDueAt')) || undefined,
        ' den ersten Schritt.',
      ) ||
        `${owner(writing, 'Noch niemand')} macht eine Verkaufschance daraus${piece(', bevor es abläuft am ', until(writing, 'expiresAt'))}.`,
    ),
  in_talks: (writing) =>
    sentences(
      `Phase ${stageName(writing.facts.text('stage')) ?? 'offen'}${piece(' seit ', writing.format.day(writing.facts.text('since')))}.`,
      `${owner(writing, 'Noch niemand')} bringt es weiter oder schließt es ab${piece('; Nachricht fällig', by(writing, writing.facts.text('dueAt') ?? writing.dueAt) || undefined)}.`,
    ),
  awaiting_second_person: () =>
    'Gewonnen ohne Deal-ID: Eine Vertriebsleitung, die es nicht abgeschlossen hat, bestätigt es.',
  won: (writing) => {
    const { facts, format } = writing;
    const won = `Gewonnen${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.number('amountMinor') === undefined) return sentences(won, 'Die Provision liegt bei der Buchhaltung.');
    const amount = facts.number('amountMinor') === 0 ? undefined : earnedAmount({ facts, format });
    return sentences(won, amount === undefined ? 'Keine Provision.' : `Provision ${amount}${progress(writing)}.`);
  },
  lost: ended('Verloren', 'lost'),
  declined: (writing) =>
    sentences(ended('Abgelehnt', 'declined')(writing), piece('Gefunden: ', vendorFound(writing), '.')),
  disqualified: ended('Passt nicht', 'disqualified'),
  expired: ended('Abgelaufen', 'expired'),
  withdrawn: ended('Zurückgezogen', 'withdrawn'),
};
