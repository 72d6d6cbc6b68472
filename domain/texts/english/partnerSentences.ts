import type { Catalogue, Writing } from '../shape.ts';
import { asSentence, piece, sentences } from '../facts.ts';
import { CONTACT_TO_PARTNER } from './contact.ts';
import { openQuestionToPartner, stillAnswerable } from './questions.ts';
import { ruleToPartner } from './vendor.ts';
import { earnedAmount, ratingText } from './words.ts';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'Our sales team';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'your contact';

const againFrom = ({ facts, format }: Writing): string | undefined => {
  const from = format.day(facts.text('againFrom'));
  return from === undefined ? undefined : `You may refer them again from ${from}.`;
};

const contestUntil = ({ facts, format }: Writing): string | undefined => {
  const until = format.day(facts.text('contestUntil'));
  return until === undefined ? undefined : `Wrong? Contest it until ${until}.`;
};

/** Somebody else has it now: the name of today is not put to the miss of another. */
const successor = ({ facts, names }: Writing): string | undefined =>
  facts.number('handedOver') === 1 ? names.owner : undefined;

const whoMissed = (writing: Writing): string => (successor(writing) === undefined ? ourPerson(writing) : 'we');

const latePromise = (writing: Writing): string => {
  const by = piece(' by ', writing.format.moment(writing.facts.text('dueAt')));
  switch (writing.facts.text('kind')) {
    case 'acknowledge':
    case 'review':
      return `you should have had our answer${by}`;
    case 'extension':
      return `you should have had our decision about more time${by}`;
    case 'next_try':
      return `${whoMissed(writing)} should have tried again${by}`;
    case 'first_contact':
      return `${whoMissed(writing)} should have reached out${by}`;
    default:
      return `our next step was due${by}`;
  }
};

/** Sentences for partners. They never hold another partner, a number behind, or a note of the house. */
export const PARTNER_SENTENCES: Catalogue['sentences']['partner'] = {
  submitted: ({ facts, format, number, dueAt }) =>
    `We have it (${number}${piece(', ', format.exact(facts.text('submittedAt')))}). ` +
    `You get an answer${piece(' by ', format.moment(facts.text('acknowledgeDueAt') ?? dueAt)) || ' shortly'}.`,
  in_review: ({ facts, format, names, dueAt }) =>
    `${names.reviewer ?? 'One of us'} ${facts.number('alike') === 0 ? 'looks at it in person' : 'compares it with a similar name'}; ` +
    `you get an answer${piece(' by ', format.moment(facts.text('dueAt') ?? dueAt)) || ' shortly'}.`,
  waitlisted: ({ facts }) => {
    const position = facts.number('position');
    const place =
      position === undefined
        ? 'You are in line'
        : position === 1
          ? 'You are next'
          : `Your place in line is ${String(position)}`;
    const moves =
      position === 1 || position === undefined ? 'if it ends, yours starts by itself' : 'it moves up by itself';
    return `Another referral came first. ${place}; ${moves}. Nothing to do.`;
  },
  promoted_asked: ({ facts, format, dueAt }) =>
    `Your turn. Is the introduction still good? Please answer${piece(' by ', format.moment(facts.text('dueAt') ?? dueAt))}.`,
  accepted: (writing) =>
    `Registered for you${piece(' until ', writing.format.day(writing.facts.text('expiresAt')))}. ` +
    `${ourPerson(writing)} reaches out to ${theProspect(writing)}` +
    `${piece(' by ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  unassigned: (writing) =>
    `Registered for you${piece(' until ', writing.format.day(writing.facts.text('expiresAt')))}. We are choosing who reaches out to ` +
    `${theProspect(writing)}${piece('; it happens by ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  late: (writing) =>
    sentences(
      `We are late: ${latePromise(writing)}.`,
      piece('', successor(writing), ' has it now.'),
      'A manager knows and sees to it.',
    ),
  ...CONTACT_TO_PARTNER,
  open_question: openQuestionToPartner,
  contacted: (writing) =>
    `${ourPerson(writing)} spoke to ${theProspect(writing)}${piece(' ', writing.format.onMoment(writing.facts.text('at')))}. ` +
    'Next: do need, budget, authority and timing fit?',
  qualified: (writing) =>
    sentences(
      'It fits.',
      `${writing.names.owner ?? 'A colleague of sales'} takes over${
        piece('; first step by ', writing.format.moment(writing.facts.text('firstStepDueAt'))) ||
        ` and makes it an opportunity${piece(' by ', writing.format.day(writing.facts.text('dueAt') ?? writing.dueAt))}`
      }.`,
      ratingText(writing),
    ),
  in_talks: ({ facts, format, dueAt }) =>
    sentences(
      `In talks${piece(' since ', format.day(facts.text('since')))}${piece(', stage ', facts.text('stage'))}.`,
      piece(
        'About ',
        format.amount(facts.number('estimateMinor'), facts.text('currency')),
        ' for you if it closes as estimated.',
      ),
      piece('Next news by ', format.day(facts.text('dueAt') ?? dueAt ?? undefined), '.'),
    ),
  awaiting_second_person: () => 'Reported as won. A second person confirms it, then your commission is worked out.',
  won: ({ facts, format }) => {
    const won = `Won${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.text('lineState') === 'rejected') return sentences(won, 'The commission was not approved.');
    if (facts.number('amountMinor') === 0) return `${won} The plan of that day pays no commission for it.`;
    const amount = earnedAmount({ facts, format });
    if (facts.text('lineState') === 'paid') return sentences(won, piece('', amount, ' earned and paid.'));
    const isHeld = [undefined, 'holding'].includes(facts.text('lineState'));
    const from = isHeld ? format.day(facts.text('payableFrom')) : undefined;
    const paid =
      from === undefined
        ? '; paid with the next payout'
        : `; on hold until ${from}, paid with the next payout after it`;
    return sentences(won, piece('', amount, ` earned${paid}.`));
  },
  lost: (writing) =>
    sentences(
      `Closed without a deal${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('lost')?.clause)}.`,
      againFrom(writing),
    ),
  declined: (writing) =>
    sentences(
      `Not registered${piece(': ', writing.reason('declined')?.clause)}${piece(' (', ruleToPartner(writing), ')')}.`,
      againFrom(writing),
      contestUntil(writing),
    ),
  disqualified: (writing) =>
    sentences(
      `Not a fit now${piece(': ', writing.reason('disqualified')?.clause)}.`,
      piece('Advice: ', asSentence(writing.feedback ?? writing.reason('disqualified')?.advice)),
      againFrom(writing),
      contestUntil(writing),
    ),
  expired: (writing) =>
    sentences(
      `Registration ended${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('expired')?.clause)}.`,
      piece(
        'If they buy by ',
        writing.format.day(writing.facts.text('tailUntil')),
        ', we check your credit by ourselves.',
      ),
      stillAnswerable(writing),
      againFrom(writing),
      contestUntil(writing),
    ),
  withdrawn: (writing) =>
    sentences(
      `Taken back${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('withdrawn')?.clause)}.`,
      againFrom(writing),
    ),
};
