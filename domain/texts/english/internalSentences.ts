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
  return ` by ${moment}${piece(' (', left, ')')}`;
};

const owner = ({ names }: Writing, nobody: string): string => names.owner ?? nobody;

const until = ({ facts, format }: Writing, fact: string): string | undefined =>
  format.day(ahead(facts.text(fact), format));

/** Whether those who wait in line are next, or are told that the company is not available. */
const passesOn = ({ facts }: Writing): string | undefined => {
  const code = facts.text('reasonCode');
  if (code === undefined) return undefined;
  return claimPassesOn('disqualified', code) ? 'The claim passes on.' : 'The claim does not pass on.';
};

/** Before whose claim it waits, and when that one lapses or how far it is. */
function behind({ facts, format }: Writing): string {
  const lapses = format.day(ahead(facts.text('aheadUntil'), format));
  const how = piece(', which lapses on ', lapses) || piece(' (', stageName(facts.text('aheadStage')), ')');
  return piece(', behind ', facts.text('aheadNumber'), facts.text('aheadNumber') === undefined ? '' : how);
}

const AWAITED: Readonly<Record<string, string>> = {
  invoiced: 'waits for the invoice',
  paid: 'waits for the payment of the customer',
};

const MONEY: Readonly<Record<string, string>> = {
  waiting_trigger: 'waits for an exchange rate',
  holding: 'on hold',
  awaiting_approval: 'in approval',
  approved: 'approved',
  in_run: 'in a payout run',
  paid: 'paid',
  returned: 'the payment did not go through',
  rejected: 'rejected',
  frozen: 'frozen',
  clawed_back: 'taken back',
};

/** `in approval (1 of 2), payable from 2 May`. */
function progress(writing: Writing): string {
  const { facts } = writing;
  const state = facts.text('lineState') ?? '';
  const isOpen = state === 'holding' || state === 'awaiting_approval';
  const required = facts.number('approvalsRequired');
  const given = `${String(facts.number('approvals') ?? 0)} of ${String(required)} approvals`;
  const isDone =
    ['paid', 'rejected', 'in_run', 'frozen', 'clawed_back'].includes(state) || facts.text('payableFrom') === undefined;
  return [
    piece(', ', AWAITED[facts.text('awaits') ?? ''] ?? MONEY[state]),
    isOpen && required !== undefined ? ` (${given}${approvalDue(writing)})` : '',
    isDone ? '' : `, payable${piece(' from ', until(writing, 'payableFrom'))}`,
  ].join('');
}

const ended =
  (word: string, stage: 'lost' | 'declined' | 'disqualified' | 'expired' | 'withdrawn') =>
  (writing: Writing): string =>
    sentences(
      `${word}${piece(' ', writing.format.onDay(writing.facts.text('at')))}${piece(': ', writing.reason(stage)?.label)}.`,
      stage === 'disqualified' ? passesOn(writing) : undefined,
      piece('Tail until ', until(writing, 'tailUntil'), '.'),
      stage === 'expired' ? piece('An answer revives it until ', until(writing, 'answerUntil'), '.') : undefined,
      piece('Possible again from ', until(writing, 'againFrom'), '.'),
      piece('Case open until ', until(writing, 'contestUntil'), '.'),
    );

const firstAttempt = (writing: Writing): string =>
  `${owner(writing, 'Nobody yet')}: first attempt${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`;

const candidatesFound = ({ facts }: Writing): string | undefined => {
  const count = facts.number('alike') ?? 0;
  return count === 0 ? undefined : candidates(count);
};

const checkRuns = (writing: Writing): string =>
  `Check running${piece(', ', candidatesFound(writing), ' found')}; answer due${by(writing, writing.facts.text('acknowledgeDueAt') ?? writing.dueAt)}.`;

export const INTERNAL_SENTENCES: Catalogue['sentences']['internal'] = {
  submitted: checkRuns,
  in_review: (writing) =>
    `${writing.names.reviewer ?? 'A reviewer'} decides${by(writing, writing.facts.text('dueAt') ?? writing.dueAt)}: ${found(writing)}.`,
  waitlisted: (writing) =>
    sentences(
      `Wait-listed${piece(', place ', writing.facts.number('position'))}${behind(writing)}.`,
      `It starts by itself when the claim before it passes on${piece('; waiting ends on ', writing.format.day(ahead(writing.dueAt, writing.format)))}.`,
    ),
  promoted_asked: (writing) => {
    const { format } = writing;
    const answerBy = writing.facts.text('dueAt') ?? writing.dueAt;
    const when = ahead(answerBy, format) === undefined ? '; the answer was due by ' : ' until ';
    return `Promoted; waits for the partner${piece(when, format.moment(answerBy))}.`;
  },
  accepted: firstAttempt,
  paused_by_outage: (writing) =>
    writing.facts.text('acknowledgeDueAt') === undefined
      ? firstAttempt(writing)
      : sentences(checkRuns(writing), 'The CRM does not answer; it is asked again.'),
  unassigned: (writing) =>
    `${whyNobody(writing)} Assign it; first attempt${by(writing, writing.facts.text('firstContactDueAt') ?? writing.dueAt)}.`,
  late: lateInternal,
  ...CONTACT_INTERNAL,
  open_question: openQuestionInternal,
  contacted: (writing) =>
    sentences(
      `Spoken to${piece(' ', writing.format.onMoment(writing.facts.text('at')))}.`,
      `${piece('', missing(writing), '; qualify it') || 'Qualify it'}${writing.facts.number('postponed') === 0 ? ' or set “later”' : ''}.`,
    ),
  qualified: (writing) =>
    sentences(
      `Qualified${piece(', rated ', writing.facts.number('quality'), ' of 5')}.`,
      piece(
        `${owner(writing, 'Nobody yet')} makes the first step`,
        by(writing, writing.facts.text('firstStepDueAt')) || undefined,
        '.',
      ) ||
        `${owner(writing, 'Nobody yet')} makes it an opportunity${piece(' before it lapses on ', until(writing, 'expiresAt'))}.`,
    ),
  in_talks: (writing) =>
    sentences(
      `Stage ${writing.facts.text('stage') ?? 'open'}${piece(' since ', writing.format.day(writing.facts.text('since')))}.`,
      `${owner(writing, 'Nobody yet')} moves it on or closes it${piece('; news due', by(writing, writing.facts.text('dueAt') ?? writing.dueAt) || undefined)}.`,
    ),
  awaiting_second_person: () => 'Won without a deal id: a sales manager who did not close it confirms it.',
  won: (writing) => {
    const { facts, format } = writing;
    const won = `Won${piece(' ', format.onDay(facts.text('closedOn')))}.`;
    if (facts.number('amountMinor') === undefined) return sentences(won, 'The commission is with finance.');
    const amount = facts.number('amountMinor') === 0 ? undefined : earnedAmount({ facts, format });
    return sentences(won, amount === undefined ? 'No commission line.' : `Commission ${amount}${progress(writing)}.`);
  },
  lost: ended('Lost', 'lost'),
  declined: (writing) => sentences(ended('Declined', 'declined')(writing), piece('Found: ', vendorFound(writing), '.')),
  disqualified: ended('Disqualified', 'disqualified'),
  expired: ended('Expired', 'expired'),
  withdrawn: ended('Withdrawn', 'withdrawn'),
};
