import { HELP_AFTER_TRIES, TRIES_MAX } from '../../qualification/tries.ts';
import { ahead, isAnswerless, piece, saidBy, sentences } from '../facts.ts';
import { isTime } from '../lateness.ts';
import type { MailText, MailWriting, SentenceWriter, Writing } from '../shape.ts';
import { noAnswerYet, ratingText } from './words.ts';

/** What is said about reaching the prospect, before and after the first conversation. */
type ContactSituation = 'attempted' | 'later';

const ourPerson = ({ names }: Writing): string => names.owner ?? 'our sales team';
const theProspect = ({ names }: Writing): string => names.prospect ?? 'your contact';
const theCompany = ({ names }: Writing): string => names.company ?? 'Your referral';

export const CONTACT_TO_PARTNER: Readonly<Record<ContactSituation, SentenceWriter>> = {
  attempted: (writing) =>
    sentences(
      noAnswerYet(writing),
      `The next try follows${piece(' by ', writing.format.moment(writing.facts.text('nextTryAt')))}.`,
    ),
  later: (writing) => {
    const { facts, format } = writing;
    return sentences(
      isTime({ facts, format })
        ? 'It was put off until now: we are about to call again.'
        : `Good, but not now: we call again ${format.onDay(facts.text('recontactAt')) ?? 'later'}.`,
      piece('Your registration is kept until ', format.day(ahead(facts.text('expiresAt'), format)), '.'),
      ratingText(writing),
    );
  },
};

export const CONTACT_INTERNAL: Readonly<Record<ContactSituation, SentenceWriter>> = {
  attempted: ({ facts, format }) =>
    sentences(
      isAnswerless({ facts })
        ? `Attempt${piece(' ', facts.number('attempts'), ` of ${String(TRIES_MAX)}`)}${piece(' ', format.onMoment(facts.text('at')))}, no answer.`
        : undefined,
      `Next try${piece(' by ', format.moment(facts.text('nextTryAt'))) || ' soon'}.`,
      (facts.number('attempts') ?? 0) < HELP_AFTER_TRIES
        ? `The partner is asked for help after ${String(HELP_AFTER_TRIES)}.`
        : 'The partner was asked for help.',
    ),
  later: ({ facts, format }) =>
    sentences(
      isTime({ facts, format })
        ? `Recontact was agreed for ${format.day(facts.text('recontactAt')) ?? 'now'}: call and qualify.`
        : `Recontact ${format.onDay(facts.text('recontactAt')) ?? 'later'}.`,
      piece('The registration is kept until ', format.day(ahead(facts.text('expiresAt'), format)), '.'),
    ),
};

export const CONTACT_MAILS_TO_PARTNER = {
  help_reaching: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: can you help us reach ${theProspect(writing)}?`,
    sentence: sentences(
      `We have tried ${times(writing.facts.number('attempts'))} and reached nobody.`,
      writing.sentence('partner', 'attempted'),
      saidBy('From us to you: “', writing.message, '”'),
    ),
    next: `Please tell ${theProspect(writing)} that ${ourPerson(writing)} is calling, or tell us a better time or way.`,
  }),
  later: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: good, but not now`,
    sentence: writing.sentence('partner', 'later'),
    next: 'Nothing to do for you: the date is kept, and you get a mail with the result.',
  }),
};

export const CONTACT_MAILS_TO_STAFF = {
  next_try_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: the next try is due`,
    sentence: sentences(
      `The next try was due${piece(' by ', writing.format.moment(writing.facts.text('dueAt'))) || ' now'}.`,
      `So far nobody answered${piece(' (attempt ', writing.facts.number('attempts'), ` of ${String(TRIES_MAX)})`)}.`,
    ),
    next: `Try ${writing.names.prospect ?? 'the prospect'} again and log it: the partner was told this time.`,
  }),
  recontact_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: time to talk again`,
    sentence: `You agreed to call ${writing.names.prospect ?? 'the prospect'} again${piece(' ', writing.format.onDay(writing.facts.text('recontactAt')))}.`,
    next: 'Call and qualify. It cannot be put off a second time.',
  }),
};

const times = (count: number | undefined): string => (count === undefined ? 'several times' : `${String(count)} times`);
