import { ahead, piece, saidBy, sentences } from '../facts.ts';
import { lengthText } from '../format.ts';
import type { MailText, MailWriting, Writing } from '../shape.ts';
import { channelPast } from './words.ts';

const theCompany = ({ names }: Writing): string => names.company ?? 'Your referral';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'Your contact';

const byWhen = ({ facts, format }: Writing): string => {
  const by = format.moment(facts.text('answerBy'));
  if (by === undefined) return ' soon';
  return ahead(facts.text('answerBy'), format) === undefined ? ` now (it was due by ${by})` : ` by ${by}`;
};

/** What is asked: in the words of who asks, or what only the partner can mend. */
function asked(writing: Writing): string {
  switch (writing.facts.text('kind')) {
    case 'wrong_details':
      return `${theProspect(writing)} cannot be reached with the details we have. How can we reach them? Please answer${byWhen(writing)}.`;
    case 'refused':
      return sentences(
        `${theProspect(writing)} did not want to talk to us.`,
        `If that is a misunderstanding, please clear it up and tell us${byWhen(writing)}; otherwise we leave it at that.`,
      );
    default:
      return sentences(
        `We need one thing from you${saidBy(': “', writing.question, '”') || '.'}`,
        `Please answer${byWhen(writing)}.`,
      );
  }
}

const PAUSED: Readonly<Record<string, string>> = {
  acknowledge: 'the answer to the partner',
  review: 'the review',
  first_contact: 'first contact',
  handover: 'the handover',
};

export const openQuestionToPartner = (writing: Writing): string =>
  sentences(asked(writing), writing.facts.number('paused') === 1 ? 'Our clock is paused.' : undefined);

function untilWhen({ facts, format }: Writing): string {
  const by = format.moment(facts.text('answerBy'));
  return ahead(facts.text('answerBy'), format) === undefined
    ? piece('; the answer was due by ', by)
    : piece(' until ', by);
}

export function openQuestionInternal(writing: Writing): string {
  const { facts, names } = writing;
  const who = names.submitter ?? names.partner ?? 'the partner';
  const partner = names.submitter === undefined ? undefined : names.partner;
  const leftMs = facts.number('leftMs');
  const promise = PAUSED[facts.text('pausedKind') ?? ''];
  const left =
    leftMs === undefined || promise === undefined ? undefined : `${lengthText(leftMs, 'en')} left on ${promise}`;
  return sentences(
    facts.text('kind') === 'refused' ? 'The prospect declined to talk.' : undefined,
    facts.text('kind') === 'wrong_details'
      ? `${channelPast(facts.text('channel'))}: the details are wrong.`
      : undefined,
    `Waits for ${who}${piece(' (', partner, ')')}${untilWhen(writing)}${piece('; ', left)}.`,
  );
}

/** After an end for want of an answer: that a late one still helps. */
export const stillAnswerable = ({ facts, format }: Writing): string =>
  piece('An answer still takes it up again until ', format.moment(ahead(facts.text('answerUntil'), format)), '.');

export const QUESTION_MAILS_TO_PARTNER = {
  question: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: a question for you`,
    sentence: writing.sentence('partner', 'open_question'),
    next: `Open the referral and answer${byWhen(writing)}: it takes one line.`,
  }),
  question_reminder: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: your answer is still missing`,
    sentence: writing.sentence('partner', 'open_question'),
    next: `Open the referral and answer${byWhen(writing)}: without it we cannot go on.`,
  }),
};

const runsAgain = ({ facts }: Writing): boolean => facts.number('resumed') === 1;

export const QUESTION_MAILS_TO_STAFF = {
  question_answered: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: the partner has answered`,
    sentence: `${writing.names.submitter ?? writing.names.partner ?? 'The partner'} answered${saidBy(': “', writing.answer, '”') || '.'}`,
    next: runsAgain(writing) ? 'Go on with it: our clock runs again.' : 'Go on with it.',
  }),
  question_lapsed: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: no answer from the partner`,
    sentence: `${writing.names.submitter ?? writing.names.partner ?? 'The partner'} did not answer in time${saidBy(': “', writing.question, '”') || '.'}`,
    next: `Go on without it, or ask again: ${runsAgain(writing) ? 'our clock runs again, and ' : ''}nothing has ended.`,
  }),
};
