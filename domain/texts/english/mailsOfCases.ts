import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import { CASES, LOWERED } from './cases.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'A referral';
const promisedBy = ({ facts, format }: MailWriting): string => piece(' by ', format.moment(facts.text('dueAt')));
const said = (writing: MailWriting): string | undefined => saidBy('“', writing.message, '”') || undefined;

const about = (writing: MailWriting): string => {
  const kind = writing.facts.text('kind') ?? '';
  return Object.hasOwn(CASES.kinds, kind) ? CASES.kinds[kind as keyof typeof CASES.kinds].toLowerCase() : 'a decision';
};

const isDeal = ({ facts }: MailWriting): boolean => facts.text('kind') === 'parallel_deal';
const UNCHANGED = 'Your registration and your credit stay as they are.';

const outcome = (writing: MailWriting): string => {
  if (isDeal(writing))
    return writing.facts.text('effect') === 'link'
      ? 'The deal we found is the deal of your referral, and is linked to it.'
      : `The deal we found is other business with the company. ${UNCHANGED}`;
  if (writing.facts.text('outcome') !== 'upheld') return 'We looked at it again, and the decision stands.';
  switch (writing.facts.text('effect')) {
    case 'reinstate':
      return 'You were right: your referral goes on with its old place in line.';
    case 'credit':
      return 'You were right: the deal is credited to you.';
    case 'adjust':
      if (writing.facts.number('lowers') === 1) return LOWERED;
      return 'You were right: the amount is corrected once others have approved it.';
    default:
      return 'You were right.';
  }
};

const afterwards = ({ facts, format }: MailWriting): string => {
  const until = format.moment(facts.text('secondLookUntil'));
  if (until !== undefined) return `You may ask once for a second look by somebody else, until ${until}.`;
  return facts.text('effect') === 'reinstate'
    ? 'You get a mail as soon as it is registered again.'
    : 'Nothing to do for you.';
};

type CaseMails = Pick<Catalogue['mails'], Extract<keyof Catalogue['mails'], `case_${string}`>>;

export const MAILS_OF_CASES: CaseMails = {
  case_opened: (writing) =>
    isDeal(writing)
      ? {
          subject: `${theCompany(writing)}: we found a deal beside your registration`,
          sentence: `There is a deal of ours with this company beside your registration. Whoever has it says${promisedBy(writing) || ' soon'} whether it is the deal of your referral; if not, somebody who has no part in it decides. ${UNCHANGED}`,
          next: 'Nothing to do for you: every step comes by mail.',
        }
      : {
          subject: `${theCompany(writing)}: we look at it again`,
          sentence: `We have your objection (${about(writing)}). Somebody who took no part in the decision looks at it; you get a first answer${promisedBy(writing) || ' soon'}.`,
          next: 'Nothing to do for you: every step comes by mail.',
        },
  case_answered: (writing) => ({
    subject: `${theCompany(writing)}: our answer to your objection`,
    sentence: said(writing) ?? 'We have answered your objection.',
    next: `The decision follows${promisedBy(writing) || ' soon'}.`,
  }),
  case_decided: (writing) => ({
    subject: `${theCompany(writing)}: ${isDeal(writing) ? 'what the deal beside it is' : 'your objection is decided'}`,
    sentence: sentences(outcome(writing), said(writing)),
    next: afterwards(writing),
  }),
  case_second_look: (writing) => ({
    subject: `${theCompany(writing)}: a second look`,
    sentence: `Somebody who was not involved before looks at it once more. The decision follows${promisedBy(writing) || ' soon'}.`,
    next: 'Nothing to do for you.',
  }),
  case_withdrawn: (writing) => ({
    subject: `${theCompany(writing)}: objection taken back`,
    sentence: `The objection (${about(writing)}) was taken back. Nothing changes.`,
    next: 'Nothing to do.',
  }),
  case_settled: (writing) => ({
    subject: `${theCompany(writing)}: objection settled`,
    sentence: `The referral was taken up again, so nothing is left to decide about the objection (${about(writing)}).`,
    next: 'Nothing to do.',
  }),
  case_late: (writing) => ({
    subject: `${theCompany(writing)}: we are late${isDeal(writing) ? '' : ' with your objection'}`,
    sentence: `We are late: our ${writing.facts.text('promise') === 'decision' ? 'decision' : 'first answer'} was due${promisedBy(writing)}. The managers know and see to it.`,
    next: 'We are sorry. Nothing to do for you.',
  }),
  ...mailsToStaff(),
};

function mailsToStaff(): Pick<
  CaseMails,
  | 'case_assigned'
  | 'case_reminder'
  | 'case_breached'
  | 'case_unassigned'
  | 'case_for_finance'
  | 'case_parallel_deal'
  | 'case_deal_answered'
> {
  const objection = (writing: MailWriting): string =>
    isDeal(writing) ? 'A deal beside a registration' : `An objection (${about(writing)})`;
  const mail = (subject: string, sentence: string, next: string): MailText => ({ subject, sentence, next });
  return {
    case_assigned: (writing) =>
      mail(
        `${theCompany(writing)}: a case to decide`,
        `${objection(writing)} is yours: you ${isDeal(writing) ? 'have no part in it' : 'took none of the decisions in it'}.`,
        isDeal(writing)
          ? `Whoever has the deal answers${promisedBy(writing) || ' first'}; decide then.`
          : `Give the partner a first answer${promisedBy(writing)}, then decide.`,
      ),
    case_reminder: (writing) =>
      mail(
        `${theCompany(writing)}: half of the time is gone`,
        `${objection(writing)} waits for ${writing.facts.text('promise') === 'decision' ? 'your decision' : 'a first answer'}, due${promisedBy(writing) || ' soon'}.`,
        'Open the case and see to it.',
      ),
    case_breached: (writing) =>
      mail(
        `${theCompany(writing)}: promise to a partner missed`,
        `${objection(writing)} was due${promisedBy(writing)} and nothing has happened. The partner was told.`,
        'See to it. If nothing happens, it goes to another person who took no part.',
      ),
    case_unassigned: (writing) =>
      mail(
        `${theCompany(writing)}: nobody may decide this case`,
        `${objection(writing)} needs somebody who took none of the decisions in it, and nobody is left. The case names who is barred and why.`,
        `Give the role to another person; it is due${promisedBy(writing) || ' soon'}.`,
      ),
    case_for_finance: (writing) =>
      mail(
        `${theCompany(writing)}: an objection about money was upheld`,
        sentences(`${objection(writing)} was upheld.`, said(writing)),
        'See to the line or the payment it is about.',
      ),
    case_parallel_deal: (writing) =>
      mail(
        `${theCompany(writing)}: a deal beside a registration`,
        'The CRM has an open deal with this company, which a partner has registered.',
        writing.facts.number('asked') === 1
          ? `Say in the case${promisedBy(writing) || ' soon'}: it is the deal of the referral, or why it is other business.`
          : 'Nothing to do for you: whoever has the deal answers, the partner manager decides.',
      ),
    case_deal_answered: (writing) =>
      mail(
        `${theCompany(writing)}: other business, or the partner’s deal?`,
        'Whoever has the deal says that it is other business. The reason is in the case.',
        `Decide${promisedBy(writing) || ' soon'}: linked, or not related.`,
      ),
  };
}
