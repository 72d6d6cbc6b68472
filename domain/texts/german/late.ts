import { TRIES_MAX } from '../../qualification/tries.ts';
import { piece, sentences } from '../facts.ts';
import { hearsBy, nextHandOver, successor } from '../lateness.ts';
import type { Writing } from '../shape.ts';
import { noAnswerYet, whyNobody } from './words.ts';

/** "Nora Lindqvist hätte", or "Wir hätten" where somebody else has it now. */
const missedBy = (writing: Writing, reflexive = false): string =>
  successor(writing) === undefined
    ? `${writing.names.owner ?? 'Unser Vertrieb'} hätte${reflexive ? ' sich' : ''}`
    : `Wir hätten${reflexive ? ' uns' : ''}`;

function latePromise(writing: Writing): string {
  const by = piece(' bis ', writing.format.moment(writing.facts.text('dueAt')));
  switch (writing.facts.text('kind')) {
    case 'acknowledge':
    case 'review':
      return `Unsere Antwort hätten Sie${by} haben sollen`;
    case 'extension':
      return `Unsere Entscheidung über mehr Zeit hätten Sie${by} haben sollen`;
    case 'next_try':
      return `${missedBy(writing)} es${by} erneut versuchen sollen`;
    case 'first_contact':
      return `${missedBy(writing, true)}${by} melden sollen`;
    case 'handover':
      return `${missedBy(writing)}${by} den ersten Schritt machen sollen`;
    case 'status_update':
      return `Sie hätten${by} von uns hören sollen`;
    default:
      return `Unser nächster Schritt war${by} fällig`;
  }
}

/** Of a next try only its owner is reminded; all else is told to the managers. */
function whoKnows(writing: Writing): string {
  const { facts, names, format } = writing;
  const hears = piece('; Sie hören bis ', format.moment(hearsBy(writing)), ' von uns');
  if (facts.number('unnoticed') === 1) return `Wir kümmern uns darum${hears}.`;
  const knows =
    facts.text('kind') === 'next_try'
      ? `${names.owner ?? 'Die zuständige Person'} wurde erinnert`
      : 'Die Leitung weiß davon';
  return `${knows}${hears || ' und kümmert sich darum'}.`;
}

export const lateToPartner = (writing: Writing): string =>
  sentences(
    writing.facts.text('kind') === 'next_try' ? noAnswerYet(writing) : undefined,
    `Wir sind im Verzug. ${latePromise(writing)}.`,
    piece('Jetzt ist ', successor(writing), ' dafür da.'),
    whoKnows(writing),
  );

const PROMISES: Readonly<Record<string, string>> = {
  acknowledge: 'Antwort an den Partner',
  review: 'Prüfung',
  first_contact: 'Erstkontakt',
  extension: 'Entscheidung über mehr Zeit',
  next_try: 'nächster Versuch',
  handover: 'erster Schritt des Abschlusses',
  status_update: 'Nachricht an den Partner',
};

const whoWasTold = (writing: Writing): string | undefined => {
  if (writing.facts.number('unnoticed') === 1) return undefined;
  return writing.facts.text('kind') === 'next_try' ? 'eine Erinnerung ist verschickt' : 'die Leitung weiß Bescheid';
};

/** `3 Tage 4 Stunden` → `3 Tagen 4 Stunden`; hours, minutes and seconds are the same in both cases. */
const inDative = (length: string): string => length.replace(/\bTage\b/, 'Tagen');

export function lateInternal(writing: Writing): string {
  const { facts, format, names } = writing;
  const dueAt = facts.text('dueAt');
  const length = format.now === undefined ? undefined : format.between(dueAt, format.now);
  const next = nextHandOver(writing);
  return sentences(
    `Im Verzug${piece(' seit ', length && inDative(length))}: ${PROMISES[facts.text('kind') ?? ''] ?? 'nächster Schritt'} war fällig${piece(' bis ', format.moment(dueAt))}.`,
    facts.text('poolReason') === undefined ? undefined : whyNobody(writing),
    `Zuständig: ${names.owner ?? 'niemand'}${piece('; ', whoWasTold(writing))}.`,
    facts.text('kind') === 'next_try'
      ? piece('Versuche bisher: ', facts.number('attempts'), ` von ${String(TRIES_MAX)}.`)
      : undefined,
    next === undefined
      ? piece('Von selbst geht es nicht weiter; der Partner hört bis ', format.moment(hearsBy(writing)), ' davon.')
      : `Bei ${String(next.percent)}\u00a0% (${format.moment(next.at) ?? ''}) geht es an die nächste Person im Dienst.`,
  );
}
