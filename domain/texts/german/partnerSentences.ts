import type { Catalogue, Writing } from '../shape.ts';
import { asSentence, piece, sentences } from '../facts.ts';
import { CONTACT_TO_PARTNER } from './contact.ts';
import { openQuestionToPartner, stillAnswerable } from './questions.ts';
import { ruleToPartner } from './vendor.ts';
import { earnedAmount, ratingText, stageName } from './words.ts';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'Unser Vertrieb';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'Ihrem Kontakt';

const againFrom = ({ facts, format }: Writing): string | undefined => {
  const from = format.day(facts.text('againFrom'));
  return from === undefined ? undefined : `Sie können das Unternehmen ab ${from} erneut empfehlen.`;
};

const contestUntil = ({ facts, format }: Writing): string | undefined => {
  const until = format.day(facts.text('contestUntil'));
  return until === undefined ? undefined : `Nicht richtig? Sie können bis ${until} Einspruch einlegen.`;
};

/** Somebody else has it now: the name of today is not put to the miss of another. */
const successor = ({ facts, names }: Writing): string | undefined =>
  facts.number('handedOver') === 1 ? names.owner : undefined;

const latePromise = (writing: Writing): string => {
  const by = piece(' bis ', writing.format.moment(writing.facts.text('dueAt')));
  switch (writing.facts.text('kind')) {
    case 'acknowledge':
    case 'review':
      return `Unsere Antwort hätten Sie${by} haben sollen`;
    case 'extension':
      return `Unsere Entscheidung über mehr Zeit hätten Sie${by} haben sollen`;
    case 'next_try':
      return `${successor(writing) === undefined ? `${ourPerson(writing)} hätte` : 'Wir hätten'} es${by} erneut versuchen sollen`;
    case 'first_contact':
      return `${successor(writing) === undefined ? `${ourPerson(writing)} hätte sich` : 'Wir hätten uns'}${by} melden sollen`;
    default:
      return `Unser nächster Schritt war${by} fällig`;
  }
};

const registered = ({ facts, format }: Writing): string =>
  `Für Sie registriert${piece(' bis ', format.day(facts.text('expiresAt')))}.`;

/** Sentences for partners. They never hold another partner, a number behind, or a note of the house. */
export const PARTNER_SENTENCES: Catalogue['sentences']['partner'] = {
  submitted: ({ facts, format, number, dueAt }) =>
    `Ihre Empfehlung ist bei uns (${number}${piece(', ', format.exact(facts.text('submittedAt')))}). ` +
    `Sie erhalten ${piece('bis ', format.moment(facts.text('acknowledgeDueAt') ?? dueAt)) || 'in Kürze'} eine Antwort.`,
  in_review: ({ facts, format, names, dueAt }) =>
    `${names.reviewer ?? 'Eine Person bei uns'} ${facts.number('alike') === 0 ? 'prüft sie persönlich' : 'vergleicht sie mit einem ähnlichen Namen'}; ` +
    `Sie erhalten ${piece('bis ', format.moment(facts.text('dueAt') ?? dueAt)) || 'in Kürze'} eine Antwort.`,
  waitlisted: ({ facts }) => {
    const position = facts.number('position');
    const place =
      position === undefined
        ? 'Sie stehen auf der Warteliste'
        : position === 1
          ? 'Sie sind als Nächstes an der Reihe'
          : `Sie stehen auf Platz ${String(position)} der Warteliste`;
    const moves =
      position === 1 || position === undefined
        ? 'endet die andere, beginnt Ihre von selbst'
        : 'Sie rücken von selbst nach';
    return `Eine andere Empfehlung war früher da. ${place}; ${moves}. Sie müssen nichts tun.`;
  },
  promoted_asked: ({ facts, format, dueAt }) =>
    `Sie sind an der Reihe. Gilt die Empfehlung noch? Bitte antworten Sie${piece(' bis ', format.moment(facts.text('dueAt') ?? dueAt))}.`,
  accepted: (writing) =>
    `${registered(writing)} ${ourPerson(writing)} meldet sich` +
    `${piece(' bis ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))} bei ${theProspect(writing)}.`,
  unassigned: (writing) =>
    `${registered(writing)} Wir bestimmen gerade, wer sich bei ${theProspect(writing)} meldet` +
    `${piece('; das geschieht bis ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  late: (writing) =>
    sentences(
      `Wir sind im Verzug. ${latePromise(writing)}.`,
      piece('Jetzt ist ', successor(writing), ' dafür da.'),
      'Die Leitung weiß davon und kümmert sich darum.',
    ),
  ...CONTACT_TO_PARTNER,
  open_question: openQuestionToPartner,
  contacted: (writing) =>
    `${ourPerson(writing)} hat${piece(' ', writing.format.onMoment(writing.facts.text('at')))} mit ${theProspect(writing)} gesprochen. ` +
    'Als Nächstes: Passen Bedarf, Budget, Entscheidungsweg und Zeitpunkt?',
  qualified: (writing) =>
    sentences(
      'Es passt.',
      `${writing.names.owner ?? 'Der Vertrieb'} übernimmt${
        piece('; erster Schritt bis ', writing.format.moment(writing.facts.text('firstStepDueAt'))) ||
        ` und macht${piece(' bis ', writing.format.day(writing.facts.text('dueAt') ?? writing.dueAt))} eine Verkaufschance daraus`
      }.`,
      ratingText(writing),
    ),
  in_talks: ({ facts, format, dueAt }) =>
    sentences(
      `Im Gespräch${piece(' seit ', format.day(facts.text('since')))}${piece(', Phase ', stageName(facts.text('stage')))}.`,
      piece(
        'Etwa ',
        format.amount(facts.number('estimateMinor'), facts.text('currency')),
        ' für Sie, wenn es wie geschätzt abgeschlossen wird.',
      ),
      piece('Nächste Nachricht bis ', format.day(facts.text('dueAt') ?? dueAt ?? undefined), '.'),
    ),
  awaiting_second_person: () =>
    'Als gewonnen gemeldet. Eine zweite Person bestätigt das, dann wird Ihre Provision berechnet.',
  won: (writing) => {
    const { facts, format } = writing;
    const won = `Gewonnen${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.text('lineState') === 'rejected') return sentences(won, 'Die Provision wurde nicht freigegeben.');
    if (facts.number('amountMinor') === 0) return `${won} Der Plan dieses Tages sieht dafür keine Provision vor.`;
    const amount = earnedAmount({ facts, format });
    if (facts.text('lineState') === 'paid') return sentences(won, piece('', amount, ' verdient und ausgezahlt.'));
    const isHeld = [undefined, 'holding'].includes(facts.text('lineState'));
    const from = isHeld ? format.day(facts.text('payableFrom')) : undefined;
    const paid =
      from === undefined
        ? '; wird mit der nächsten Auszahlung gezahlt'
        : `; Haltefrist bis ${from}, danach mit der nächsten Auszahlung gezahlt`;
    return sentences(won, piece('', amount, ` verdient${paid}.`));
  },
  lost: (writing) =>
    sentences(
      `Ohne Abschluss beendet${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('lost')?.clause)}.`,
      againFrom(writing),
    ),
  declined: (writing) =>
    sentences(
      `Nicht registriert${piece(': ', writing.reason('declined')?.clause)}${piece(' (', ruleToPartner(writing), ')')}.`,
      againFrom(writing),
      contestUntil(writing),
    ),
  disqualified: (writing) =>
    sentences(
      `Passt derzeit nicht${piece(': ', writing.reason('disqualified')?.clause)}.`,
      piece('Unser Rat: ', asSentence(writing.feedback ?? writing.reason('disqualified')?.advice)),
      againFrom(writing),
      contestUntil(writing),
    ),
  expired: (writing) =>
    sentences(
      `Die Registrierung endete${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('expired')?.clause)}.`,
      piece(
        'Kauft das Unternehmen bis ',
        writing.format.day(writing.facts.text('tailUntil')),
        ', prüfen wir Ihren Anspruch von selbst.',
      ),
      stillAnswerable(writing),
      againFrom(writing),
      contestUntil(writing),
    ),
  withdrawn: (writing) =>
    sentences(
      `Zurückgezogen${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('withdrawn')?.clause)}.`,
      againFrom(writing),
    ),
};
