import type { Catalogue, Writing } from '../shape.ts';
import { piece, sentences } from '../facts.ts';
import { earnedAmount, whyNobody } from './words.ts';
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
  return ` by ${moment}${piece(' (', left, ')')}`;
};

const owner = ({ names }: Writing, nobody: string): string => names.owner ?? nobody;

const late = (writing: Writing): string => {
  const { facts, format } = writing;
  const dueAt = facts.text('dueAt');
  const length = format.now === undefined ? undefined : format.between(dueAt, format.now);
  const promise = { acknowledge: 'answer', review: 'review', first_contact: 'first contact' }[facts.text('kind') ?? ''];
  return sentences(
    `Late${piece(' ', length)}: ${promise ?? 'next step'} was due${piece(' by ', format.moment(dueAt))}.`,
    `${owner(writing, 'Nobody')} has it; the manager was told.`,
  );
};

const ended =
  (word: string, stage: 'lost' | 'declined' | 'disqualified' | 'expired' | 'withdrawn') =>
  (writing: Writing): string =>
    sentences(
      `${word}${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason(stage)?.label)}.`,
      piece('Tail until ', writing.format.day(writing.facts.text('tailUntil')), '.'),
      piece('Possible again from ', writing.format.day(writing.facts.text('againFrom')), '.'),
    );

export const INTERNAL_SENTENCES: Catalogue['sentences']['internal'] = {
  submitted: (writing) =>
    `Check running; answer due${by(writing, writing.facts.text('acknowledgeDueAt') ?? writing.dueAt)}.`,
  in_review: (writing) =>
    `${writing.names.reviewer ?? 'A reviewer'} decides${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}: ${vendorFound(writing) ?? 'it looks like a company we know'}.`,
  waitlisted: ({ facts }) =>
    `Wait-listed${piece(', place ', facts.number('position'))}. It starts by itself when the claim before it passes on.`,
  promoted_asked: (writing) =>
    `Promoted; waits for the partner${piece(' until ', writing.format.moment(writing.facts.text('dueAt') ?? writing.dueAt))}.`,
  accepted: (writing) =>
    `${owner(writing, 'Nobody yet')}: first attempt${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  unassigned: (writing) =>
    `${whyNobody(writing)} Assign it; first attempt${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  late,
  ...CONTACT_INTERNAL,
  open_question: openQuestionInternal,
  contacted: (writing) => `Spoken to${piece(' ', writing.format.onMoment(writing.facts.text('at')))}. Qualify it.`,
  qualified: (writing) =>
    sentences(
      `Qualified${piece(', rated ', writing.facts.number('quality'), ' of 5')}.`,
      `${owner(writing, 'Nobody yet')} ${
        piece('makes the first step', by(writing, writing.facts.text('firstStepDueAt')) || undefined) ||
        `makes it an opportunity${piece(' by ', writing.format.day(writing.facts.text('dueAt') ?? writing.dueAt))}`
      }.`,
    ),
  in_talks: (writing) =>
    sentences(
      `Stage ${writing.facts.text('stage') ?? 'open'}${piece(' since ', writing.format.day(writing.facts.text('since')))}.`,
      `${owner(writing, 'Nobody yet')} moves it on or closes it${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}.`,
    ),
  awaiting_second_person: () => 'Won without a deal id: a sales manager who did not close it confirms it.',
  won: ({ facts, format }) => {
    const won = `Won${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.number('amountMinor') === undefined) return sentences(won, 'The commission is with finance.');
    const amount = facts.number('amountMinor') === 0 ? undefined : earnedAmount({ facts, format });
    const from =
      facts.text('lineState') === 'paid' ? ', paid' : piece(', payable from ', format.day(facts.text('payableFrom')));
    return sentences(won, amount === undefined ? 'No commission line.' : `Commission ${amount}${from}.`);
  },
  lost: ended('Lost', 'lost'),
  declined: (writing) => sentences(ended('Declined', 'declined')(writing), piece('Found: ', vendorFound(writing), '.')),
  disqualified: ended('Disqualified', 'disqualified'),
  expired: ended('Expired', 'expired'),
  withdrawn: ended('Withdrawn', 'withdrawn'),
};
