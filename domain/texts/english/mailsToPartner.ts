import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import type { EndStage } from '../../referral/reasons.ts';
import type { Situation } from '../../referral/nextStep.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import type { CaseMailKey, InternalMailKey, SplitMailKey } from '../mailKeys.ts';
import { CONTACT_MAILS_TO_PARTNER } from './contact.ts';
import { MONEY_MAILS_TO_PARTNER } from './mailsOfMoney.ts';
import { QUESTION_MAILS_TO_PARTNER } from './questions.ts';
import { days, stageName } from './words.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Your referral';
const ourPerson = ({ names }: MailWriting): string => names.owner ?? 'our sales team';
const theProspect = ({ names }: MailWriting): string => names.prospect ?? 'your contact';
const fromUs = (writing: MailWriting): string | undefined =>
  saidBy('From us to you: “', writing.message, '”') || undefined;

const tellUsNews = (writing: MailWriting): string =>
  `Nothing to do for you. If you hear anything at ${theCompany(writing)}, tell ${ourPerson(writing)}.`;

const inTalks =
  (subject: string) =>
  (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: ${subject}`,
    sentence: writing.sentence('partner', 'in_talks'),
    next: tellUsNews(writing),
  });

const ended =
  (subject: string, situation: EndStage & Situation) =>
  (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: ${subject}`,
    sentence: sentences(writing.sentence('partner', situation), fromUs(writing)),
    next: writing.reason(situation)?.advice ?? 'Your partner manager can tell you more.',
  });

const introduce = (writing: MailWriting): string =>
  `Tell ${theProspect(writing)} that ${ourPerson(writing)} will be in touch: an announced call goes better.`;

const followsFrom = ({ facts }: MailWriting): string =>
  `This is ${facts.text('originKind') === 'renewal' ? 'a renewal' : 'a further deal'} of the customer you referred${piece(' as ', facts.text('number'))}`;

export const MAILS_TO_PARTNER: Omit<Catalogue['mails'], InternalMailKey | CaseMailKey | SplitMailKey> = {
  received: (writing) => ({
    subject: `${theCompany(writing)}: we have your referral`,
    sentence: writing.sentence('partner', 'submitted'),
    next: 'Nothing to do for you: our answer comes by mail.',
  }),
  in_review: (writing) => ({
    subject: `${theCompany(writing)}: a person looks at it`,
    sentence: writing.sentence('partner', 'in_review'),
    next: 'Nothing to do for you: the decision comes by mail.',
  }),
  accepted: (writing) => ({
    subject: `${theCompany(writing)}: registered for you`,
    sentence: sentences(writing.sentence('partner', 'accepted'), fromUs(writing)),
    next: introduce(writing),
  }),
  waitlisted: (writing) => ({
    subject: `${theCompany(writing)}: you are in line`,
    sentence: sentences(writing.sentence('partner', 'waitlisted'), fromUs(writing)),
    next: 'You get a mail when your turn comes.',
  }),
  promoted: (writing) => ({
    subject: `${theCompany(writing)}: your turn, registered for you`,
    sentence: sentences('Your turn.', writing.sentence('partner', 'accepted')),
    next: introduce(writing),
  }),
  declined: ended('not registered', 'declined'),
  attempt: (writing) => ({
    subject: `${theCompany(writing)}: we tried to reach ${theProspect(writing)}`,
    sentence: sentences(writing.sentence('partner', 'attempted'), fromUs(writing)),
    next: `If you can, tell ${theProspect(writing)} that we are trying to reach them.`,
  }),
  ...CONTACT_MAILS_TO_PARTNER,
  ...QUESTION_MAILS_TO_PARTNER,
  contacted: (writing) => ({
    subject: `${theCompany(writing)}: we reached ${theProspect(writing)}`,
    sentence: sentences(writing.sentence('partner', 'contacted'), fromUs(writing)),
    next: 'Nothing to do for you: you get a mail with the result.',
  }),
  qualified: (writing) => ({
    subject: `${theCompany(writing)}: it fits`,
    sentence: writing.sentence('partner', 'qualified'),
    next: 'Nothing to do for you: you get a mail at every further step.',
  }),
  opportunity: inTalks('now an opportunity'),
  proposal: inTalks('a proposal is made'),
  negotiation: inTalks('in negotiation'),
  further_deal: (writing) => ({
    subject: `${theCompany(writing)}: ${writing.facts.text('originKind') === 'renewal' ? 'a renewal' : 'a further deal'} began`,
    sentence: sentences(`${followsFrom(writing)}.`, writing.sentence('partner', 'in_talks')),
    next: tellUsNews(writing),
  }),
  won: (writing) => ({
    subject: `${theCompany(writing)}: won`,
    sentence: writing.sentence('partner', 'won'),
    next: 'Thank you. Nothing to do for you: you get a mail when your commission is approved, and one when it is paid.',
  }),
  lost: ended('closed without a deal', 'lost'),
  disqualified: ended('not a fit now', 'disqualified'),
  expired: ended('registration ended', 'expired'),
  withdrawn: ended('taken back', 'withdrawn'),
  promise_missed: (writing) => ({
    subject: `${theCompany(writing)}: we are late`,
    sentence: writing.sentence('partner', 'late'),
    next:
      writing.facts.text('kind') === 'extension'
        ? 'We are sorry. Nothing to do for you: your registration does not end before the decision.'
        : 'We are sorry. Nothing to do for you: if it stays undone, another person takes over.',
  }),
  still_open: (writing) => ({
    subject: `${theCompany(writing)}: where it stands`,
    sentence: sentences(
      `As of ${writing.format.moment(writing.facts.text('statedAt')) ?? 'now'}, nothing has changed.`,
      writing.situation && writing.sentence('partner', writing.situation),
    ),
    next: `You should have heard from ${ourPerson(writing)} by now; a manager knows. Nothing to do for you.`,
  }),
  new_owner: (writing) => ({
    subject: `${theCompany(writing)}: ${ourPerson(writing)} looks after it now`,
    sentence: `${writing.names.owner ?? 'Another person'} looks after your referral now${piece(': ', writing.assignReason?.clause)}.`,
    next: writing.assignReason?.advice ?? 'Nothing to do: what was agreed stays.',
  }),
  weekly_digest: ({ facts }) => {
    const open = facts.number('open') ?? 0;
    const news = facts.number('news') ?? 0;
    const opened = open === 1 ? '1 open referral' : `${String(open)} open referrals`;
    return {
      subject: `Your week: ${opened}`,
      sentence: `You have ${opened}, and ${news === 0 ? 'no news that waited' : `${String(news)} news that waited`} for this mail.`,
      next: 'Open what you want to know more about. In your profile you choose what you hear of, and when.',
    };
  },
  message_from_us: (writing) => ({
    subject: `${theCompany(writing)}: ${writing.author ?? 'we'} wrote to you`,
    sentence: `${writing.author ?? 'We'} wrote to you${saidBy(': “', writing.message, '”') || '.'}`,
    next: 'Answer on the referral: everybody who works on it reads it there.',
  }),
  expiry_reminder: (writing) => ({
    subject: `${theCompany(writing)}: the registration ends soon`,
    sentence: `The registration ends${piece(' ', writing.format.onMoment(writing.facts.text('expiresAt'))) || ' soon'}, unless a deal is in sight by then.`,
    next: writing.forPartner
      ? `If something moves at ${theCompany(writing)}, tell ${ourPerson(writing)} before that.`
      : 'Make it an opportunity, or close it with a reason the partner can use.',
  }),
  moved_up: (writing) => ({
    subject: `${theCompany(writing)}: your place in line has changed`,
    sentence: writing.sentence('partner', 'waitlisted'),
    next: 'You get a mail when your turn comes.',
  }),
  promoted_asked: (writing) => ({
    subject: `${theCompany(writing)}: your turn, please confirm`,
    sentence: writing.sentence('partner', 'promoted_asked'),
    next: 'Confirm it on the page of the referral. Without an answer the next in line gets the turn.',
  }),
  reopened: (writing) => ({
    subject: `${theCompany(writing)}: taken up again`,
    sentence: sentences(
      `Your referral is taken up again${piece(', stage ', stageName(writing.facts.text('stage')))}.`,
      piece('Registered for you until ', writing.format.day(writing.facts.text('expiresAt')), '.'),
      fromUs(writing),
    ),
    next: `Nothing to do for you: ${ourPerson(writing)} goes on with it.`,
  }),
  extension_decided: (writing) => {
    const until = writing.format.onMoment(writing.facts.text('expiresAt'));
    const granted = writing.facts.text('decision') === 'approve';
    return {
      subject: `${theCompany(writing)}: ${granted ? 'registration prolonged' : 'registration not prolonged'}`,
      sentence: sentences(
        granted
          ? `The registration was prolonged by ${days(writing.facts.number('days'))}${piece('; it ends now ', until)}.`
          : `The registration was not prolonged${piece('; it ends as before ', until)}.`,
        fromUs(writing),
      ),
      next: writing.forPartner
        ? `If something moves at ${theCompany(writing)}, tell ${ourPerson(writing)} before that.`
        : 'Make it an opportunity, or close it with a reason the partner can use.',
    };
  },
  ...MONEY_MAILS_TO_PARTNER,
};
