import { AWAITED } from './labels.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { ahead, asSentence, isWonTooLate, piece, sentences, approvalFacts } from '../facts.ts';
import { inApproval } from './approvals.ts';
import { CONTACT_TO_PARTNER } from './contact.ts';
import { openQuestionToPartner, stillAnswerable } from './questions.ts';
import { ruleToPartner } from './vendor.ts';
import { lateToPartner } from './late.ts';
import { earnedAmount, estimatedAmount, ratingText, stageName } from './words.ts';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'Unser Vertrieb';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'Ihrem Kontakt';

const againFrom = ({ facts, format }: Writing): string | undefined => {
  if (facts.text('againFrom') === undefined) return undefined;
  return `Sie können das Unternehmen${piece(' ab ', format.day(ahead(facts.text('againFrom'), format)))} erneut empfehlen.`;
};

const contestUntil = ({ facts, format }: Writing): string | undefined => {
  const until = format.day(ahead(facts.text('contestUntil'), format));
  return until === undefined ? undefined : `Nicht richtig? Sie können bis ${until} Einspruch einlegen.`;
};

/** Einer Verlängerung oder eines weiteren Geschäfts. */
const tooLate = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string =>
  `Keine Provision: ${facts.text('originKind') === 'renewal' ? 'Eine Verlängerung' : 'Ein weiteres Geschäft'} dieses Kunden bringt eine, wenn ${facts.text('originKind') === 'renewal' ? 'sie' : 'es'} vor dem ${format.day(facts.text('earnsBefore')) ?? 'Ende der Frist'} gewonnen wird.`;

const registered = ({ facts, format }: Writing): string =>
  `Für Sie registriert${piece(' bis ', format.day(ahead(facts.text('expiresAt'), format)))}.`;

const received = ({ facts, format, number, dueAt }: Writing): string =>
  `Ihre Empfehlung ist bei uns (${number}${piece(', ', format.exact(facts.text('submittedAt')))}). ` +
  `Sie erhalten ${piece('bis ', format.moment(facts.text('acknowledgeDueAt') ?? dueAt)) || 'in Kürze'} eine Antwort.`;

const reachesOut = (writing: Writing): string =>
  sentences(
    registered(writing),
    `${ourPerson(writing)} meldet sich` +
      `${piece(' bis ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))} bei ${theProspect(writing)}.`,
  );

/** Sentences for partners. They never hold another partner, a number behind, or a note of the house. */
export const PARTNER_SENTENCES: Catalogue['sentences']['partner'] = {
  submitted: received,
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
  promoted_asked: ({ facts, format, dueAt }) => {
    const by = facts.text('dueAt') ?? dueAt;
    const when =
      ahead(by, format) === undefined
        ? piece(' jetzt (fällig war es bis ', format.moment(by), ')')
        : piece(' bis ', format.moment(by));
    return `Sie sind an der Reihe. Gilt die Empfehlung noch? Bitte antworten Sie${when}.`;
  },
  accepted: reachesOut,
  paused_by_outage: (writing) =>
    sentences(
      writing.facts.text('acknowledgeDueAt') === undefined ? reachesOut(writing) : received(writing),
      'Unser CRM ist nicht erreichbar; für Sie ändert das nichts.',
    ),
  unassigned: (writing) =>
    `${registered(writing)} Wir bestimmen gerade, wer sich bei ${theProspect(writing)} meldet` +
    `${piece('; das geschieht bis ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  late: lateToPartner,
  ...CONTACT_TO_PARTNER,
  open_question: openQuestionToPartner,
  contacted: (writing) =>
    `${ourPerson(writing)} hat${piece(' ', writing.format.onMoment(writing.facts.text('at')))} mit ${theProspect(writing)} gesprochen. ` +
    'Als Nächstes: Passen Bedarf, Budget, Entscheidungsweg und Zeitpunkt?',
  qualified: (writing) =>
    sentences(
      'Es passt.',
      writing.facts.text('firstStepDueAt') === undefined
        ? `${writing.names.owner ?? 'Der Vertrieb'} arbeitet daran. ${registered(writing)}`
        : `${writing.names.owner ?? 'Der Vertrieb'} übernimmt; erster Schritt bis ${writing.format.moment(writing.facts.text('firstStepDueAt')) ?? 'bald'}.`,
      ratingText(writing),
    ),
  in_talks: ({ facts, format, dueAt }) =>
    sentences(
      `Im Gespräch${piece(' seit ', format.day(facts.text('since')))}${piece(', Phase ', stageName(facts.text('stage')))}.`,
      piece('Etwa ', estimatedAmount({ facts, format }), ' für Sie, wenn es wie geschätzt abgeschlossen wird.'),
      piece('Eine Provision gibt es nur, wenn es vor dem ', format.day(facts.text('earnsBefore')), ' gewonnen wird.'),
      piece('Nächste Nachricht bis ', format.day(facts.text('dueAt') ?? dueAt ?? undefined), '.'),
    ),
  awaiting_second_person: () =>
    'Als gewonnen gemeldet. Eine zweite Person bestätigt das, dann wird Ihre Provision berechnet.',
  won: (writing) => {
    const { facts, format } = writing;
    const won = `Gewonnen${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.text('lineState') === 'rejected')
      return sentences(won, 'Dafür wird keine Provision gezahlt; warum, steht bei Ihren Provisionen.');
    if (facts.text('lineState') === 'clawed_back')
      return sentences(won, 'Die Provision wurde ganz zurückgenommen; warum, steht bei der Provision.');
    if (facts.number('amountMinor') === 0 && isWonTooLate(facts)) return sentences(won, tooLate({ facts, format }));
    if (facts.number('amountMinor') === 0) return `${won} Der Plan dieses Tages sieht dafür keine Provision vor.`;
    const amount = earnedAmount({ facts, format });
    const awaits = facts.text('awaits');
    if (awaits === 'invoiced' || awaits === 'paid')
      return sentences(won, piece('Etwa ', amount, `, noch nicht verdient: ${AWAITED[awaits]}.`));
    if (facts.text('lineState') === 'waiting_trigger')
      return sentences(won, piece('', amount, ' verdient; es fehlt noch der Wechselkurs in Ihre Auszahlungswährung.'));
    if (facts.text('lineState') === 'paid') return sentences(won, piece('', amount, ' verdient und ausgezahlt.'));
    if (facts.text('lineState') === 'returned')
      return sentences(
        won,
        piece(
          '',
          amount,
          ' verdient; die Zahlung kam nicht zustande. Warum, und wie es weitergeht, steht bei Ihren Provisionen.',
        ),
      );
    if (facts.text('lineState') === 'awaiting_approval')
      return sentences(
        won,
        piece('', amount, ` verdient; ${inApproval(approvalFacts(facts.text('approveBy'), format))}.`),
      );
    if (facts.text('lineState') === 'frozen')
      return sentences(won, piece('', amount, ' verdient; angehalten, solange eine Frage dazu geklärt wird.'));
    const isHeld = [undefined, 'holding'].includes(facts.text('lineState'));
    const from = isHeld ? format.day(ahead(facts.text('payableFrom'), format)) : undefined;
    const payDay = format.day(facts.text('payDay'));
    const paid =
      from === undefined
        ? `; ${payDay === undefined ? 'wird mit der nächsten Auszahlung gezahlt' : `Zahltag ${payDay}`}`
        : `; Haltefrist bis ${from}, ${payDay === undefined ? 'danach mit der nächsten Auszahlung gezahlt' : `Zahltag ${payDay}`}`;
    return sentences(won, piece('', amount, ` verdient${paid}.`));
  },
  lost: (writing) =>
    sentences(
      `Ohne Abschluss beendet${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('lost')?.clause)}.`,
      againFrom(writing),
    ),
  declined: (writing) =>
    sentences(
      `Nicht registriert${piece(': ', writing.reason('declined')?.clause)}${piece(' (', writing.facts.text('joinedNumber') ?? ruleToPartner(writing), ')')}.`,
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
        writing.format.day(ahead(writing.facts.text('tailUntil'), writing.format)),
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
