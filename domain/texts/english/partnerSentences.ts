import { AWAITED } from './labels.ts';
import type { Catalogue, Writing } from '../shape.ts';
import { ahead, asSentence, isWonTooLate, piece, sentences, approvalFacts } from '../facts.ts';
import { inApproval } from './approvals.ts';
import { CONTACT_TO_PARTNER } from './contact.ts';
import { openQuestionToPartner, stillAnswerable } from './questions.ts';
import { ruleToPartner } from './vendor.ts';
import { lateToPartner } from './late.ts';
import { earnedAmount, estimatedAmount, ratingText } from './words.ts';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'Our sales team';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'your contact';

const againFrom = ({ facts, format }: Writing): string | undefined => {
  if (facts.text('againFrom') === undefined) return undefined;
  return `You may refer them again${piece(' from ', format.day(ahead(facts.text('againFrom'), format)))}.`;
};

const contestUntil = ({ facts, format }: Writing): string | undefined => {
  const until = format.day(ahead(facts.text('contestUntil'), format));
  return until === undefined ? undefined : `Wrong? Contest it until ${until}.`;
};

/** Of a renewal or further deal. */
const tooLate = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string =>
  `No commission: ${facts.text('originKind') === 'renewal' ? 'a renewal' : 'a further deal'} of this customer earns one when it is won before ${format.day(facts.text('earnsBefore')) ?? 'the end of its time'}.`;

const registered = ({ facts, format }: Writing): string =>
  `Registered for you${piece(' until ', format.day(ahead(facts.text('expiresAt'), format)))}.`;

const received = ({ facts, format, number, dueAt }: Writing): string =>
  `We have it (${number}${piece(', ', format.exact(facts.text('submittedAt')))}). ` +
  `You get an answer${piece(' by ', format.moment(facts.text('acknowledgeDueAt') ?? dueAt)) || ' shortly'}.`;

const reachesOut = (writing: Writing): string =>
  sentences(
    registered(writing),
    `${ourPerson(writing)} reaches out to ${theProspect(writing)}` +
      `${piece(' by ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  );

/** Sentences for partners. They never hold another partner, a number behind, or a note of the house. */
export const PARTNER_SENTENCES: Catalogue['sentences']['partner'] = {
  submitted: received,
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
  promoted_asked: ({ facts, format, dueAt }) => {
    const by = facts.text('dueAt') ?? dueAt;
    const when =
      ahead(by, format) === undefined
        ? piece(' now (it was due by ', format.moment(by), ')')
        : piece(' by ', format.moment(by));
    return `Your turn. Is the introduction still good? Please answer${when}.`;
  },
  accepted: reachesOut,
  paused_by_outage: (writing) =>
    sentences(
      writing.facts.text('acknowledgeDueAt') === undefined ? reachesOut(writing) : received(writing),
      'Our CRM is not reachable; this changes nothing for you.',
    ),
  unassigned: (writing) =>
    `${registered(writing)} We are choosing who reaches out to ` +
    `${theProspect(writing)}${piece('; it happens by ', writing.format.moment(writing.facts.text('firstContactDueAt') ?? writing.dueAt))}.`,
  late: lateToPartner,
  ...CONTACT_TO_PARTNER,
  open_question: openQuestionToPartner,
  contacted: (writing) =>
    `${ourPerson(writing)} spoke to ${theProspect(writing)}${piece(' ', writing.format.onMoment(writing.facts.text('at')))}. ` +
    'Next: do need, budget, authority and timing fit?',
  qualified: (writing) =>
    sentences(
      'It fits.',
      writing.facts.text('firstStepDueAt') === undefined
        ? `${writing.names.owner ?? 'A colleague of sales'} works on it. ${registered(writing)}`
        : `${writing.names.owner ?? 'A colleague of sales'} takes over; first step by ${writing.format.moment(writing.facts.text('firstStepDueAt')) ?? 'soon'}.`,
      ratingText(writing),
    ),
  in_talks: ({ facts, format, dueAt }) =>
    sentences(
      `In talks${piece(' since ', format.day(facts.text('since')))}${piece(', stage ', facts.text('stage'))}.`,
      piece('About ', estimatedAmount({ facts, format }), ' for you if it closes as estimated.'),
      piece('It earns a commission only if it is won before ', format.day(facts.text('earnsBefore')), '.'),
      piece('Next news by ', format.day(facts.text('dueAt') ?? dueAt ?? undefined), '.'),
    ),
  awaiting_second_person: () => 'Reported as won. A second person confirms it, then your commission is worked out.',
  won: ({ facts, format }) => {
    const won = `Won${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.text('lineState') === 'rejected')
      return sentences(won, 'No commission is paid for it; your earnings say why.');
    if (facts.text('lineState') === 'clawed_back')
      return sentences(won, 'All of the commission was taken back; the commission itself says why.');
    if (facts.number('amountMinor') === 0 && isWonTooLate(facts)) return sentences(won, tooLate({ facts, format }));
    if (facts.number('amountMinor') === 0) return `${won} The plan of that day pays no commission for it.`;
    const amount = earnedAmount({ facts, format });
    const awaits = facts.text('awaits');
    if (awaits === 'invoiced' || awaits === 'paid')
      return sentences(won, piece('About ', amount, `, not earned yet: ${AWAITED[awaits]}.`));
    if (facts.text('lineState') === 'waiting_trigger')
      return sentences(won, piece('', amount, ' earned; it waits for the exchange rate into your payout currency.'));
    if (facts.text('lineState') === 'paid') return sentences(won, piece('', amount, ' earned and paid.'));
    if (facts.text('lineState') === 'returned')
      return sentences(
        won,
        piece('', amount, ' earned; the payment did not go through. Your earnings say why, and what comes next.'),
      );
    if (facts.text('lineState') === 'awaiting_approval')
      return sentences(
        won,
        piece('', amount, ` earned; ${inApproval(approvalFacts(facts.text('approveBy'), format))}.`),
      );
    if (facts.text('lineState') === 'frozen')
      return sentences(won, piece('', amount, ' earned; stopped while a question about it is looked into.'));
    const isHeld = [undefined, 'holding'].includes(facts.text('lineState'));
    const from = isHeld ? format.day(ahead(facts.text('payableFrom'), format)) : undefined;
    const payDay = format.day(facts.text('payDay'));
    const paid =
      from === undefined
        ? `; ${payDay === undefined ? 'paid with the next payout' : `pay day ${payDay}`}`
        : `; on hold until ${from}, ${payDay === undefined ? 'paid with the next payout after it' : `pay day ${payDay}`}`;
    return sentences(won, piece('', amount, ` earned${paid}.`));
  },
  lost: (writing) =>
    sentences(
      `Closed without a deal${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason('lost')?.clause)}.`,
      againFrom(writing),
    ),
  declined: (writing) =>
    sentences(
      `Not registered${piece(': ', writing.reason('declined')?.clause)}${piece(' as ', writing.facts.text('joinedNumber'))}${piece(' (', ruleToPartner(writing), ')')}.`,
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
        writing.format.day(ahead(writing.facts.text('tailUntil'), writing.format)),
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
