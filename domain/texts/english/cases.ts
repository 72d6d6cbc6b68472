import type { CaseWriting, Catalogue, MailText, MailWriting } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'A referral';
const promisedBy = ({ facts, format }: MailWriting): string => piece(' by ', format.moment(facts.text('dueAt')));
const said = (writing: MailWriting): string | undefined => saidBy('“', writing.message, '”') || undefined;
const decider = ({ decider: name }: CaseWriting): string => name ?? 'Nobody yet';
const by = ({ dueAt }: CaseWriting): string => piece(' by ', dueAt) || ' soon';

const KINDS: Catalogue['cases']['kinds'] = {
  declined: 'Not registered',
  disqualified: 'Found not to fit',
  expired: 'Registration ended',
  missing_credit: 'Missing credit',
  commission: 'Amount of the commission',
  late_payment: 'Late payment',
  parallel_deal: 'A deal beside the registration',
};

export const CASES: Catalogue['cases'] = {
  kinds: KINDS,
  involvements: {
    reviewed_it: 'reviewed the referral',
    qualified_it: 'decided about its qualification',
    closed_it: 'closed it',
    decided_extension: 'decided about its extension',
    decided_line: 'decided about its commission',
    decided_case: 'decided a case about it before',
    submitted_it: 'submitted it',
    owns_deal: 'has the deal',
    answered_it: 'answered for the deal',
    owns_rival: 'owns a referral that stands against it',
    submitted_rival: 'submitted a referral that stands against it',
    manages_rival: 'manages the partner of a referral that stands against it',
  },
  sentences: {
    partner: {
      open: (writing) =>
        `We have it. You get a first answer${by(writing)}; somebody who took no part in the decision looks at it.`,
      answered: (writing) => `We have answered. The decision follows${by(writing)}.`,
      late: () => 'We are late with this. A manager knows and sees to it.',
      unassigned: (writing) =>
        `We have it. You get an answer${by(writing)}; we are finding somebody who took no part in the decision.`,
      rejected: ({ reason, until }) =>
        sentences(
          `The decision stands${saidBy(': “', reason, '”') || '.'}`,
          piece('You may ask once for a second look by somebody else, until ', until, '.'),
        ),
      second_look: (writing) =>
        `Somebody who was not involved before looks at it once more. The decision follows${by(writing)}.`,
      final: ({ reason }) => `The decision stands${saidBy(': “', reason, '”') || '.'} This was the last word.`,
      reinstated: ({ reason }) =>
        sentences('You were right.', 'Your referral goes on with its old place in line.', saidBy('“', reason, '”')),
      credited: ({ reason }) => sentences('You were right.', 'The deal is credited to you.', saidBy('“', reason, '”')),
      adjusted: ({ reason }) =>
        sentences('You were right.', 'The amount is corrected once others have approved it.', saidBy('“', reason, '”')),
      right: ({ reason }) => sentences('You were right.', saidBy('“', reason, '”')),
      withdrawn: () => 'You have taken it back. Nothing changes.',
      settled: () => 'The referral was taken up again, so nothing is left to decide.',
      deal_found: (writing) =>
        `We found a deal of ours with this company beside your registration. You hear${by(writing)} what comes of it; your registration and your credit stay as they are.`,
      deal_answered: (writing) =>
        `It is said to be other business. Somebody who has no part in it decides${by(writing)}; your registration and your credit stay as they are.`,
      deal_linked: ({ reason }) =>
        sentences('The deal we found is the deal of your referral, and is linked to it.', saidBy('“', reason, '”')),
      deal_other: ({ reason, until }) =>
        sentences(
          `The deal we found is other business with the company${saidBy(': “', reason, '”') || '.'}`,
          'Your registration and your credit stay as they are.',
          piece('You may ask once for a second look by somebody else, until ', until, '.'),
        ),
      deal_other_final: ({ reason }) =>
        `The deal we found is other business with the company${saidBy(': “', reason, '”') || '.'} Your registration and your credit stay as they are.`,
    },
    internal: {
      open: (writing) => `${decider(writing)}: first answer${by(writing)}.`,
      answered: (writing) => `${decider(writing)}: decide${by(writing)}.`,
      late: (writing) => `Late: it was due${by(writing)}. ${decider(writing)} has it; the managers were told.`,
      unassigned: (writing) =>
        `Nobody who took no part is left${piece(' (', writing.barred, ')')}. Give somebody the role; decide${by(writing)}.`,
      rejected: ({ until }) => `Rejected. The partner may ask for a second look${piece(' until ', until)}.`,
      second_look: (writing) => `Second look, ${decider(writing)}: decide${by(writing)}.`,
      final: () => 'Rejected, finally.',
      reinstated: () => 'Upheld: the referral was reinstated.',
      credited: () => 'Upheld: the deal was credited.',
      adjusted: () => 'Upheld: an adjustment of the line waits for its approval, or has it.',
      right: () => 'Upheld without an effect on the referral.',
      withdrawn: () => 'Taken back by the partner.',
      settled: () => 'Settled: the referral was taken up again before it was decided.',
      deal_found: (writing) =>
        `Whoever has the deal says${by(writing)} whether it is the deal of this referral, or why it is other business. ${decider(writing)} decides then.`,
      deal_answered: (writing) => `Said to be other business. ${decider(writing)}: decide${by(writing)}.`,
      deal_linked: () => 'Linked: it is the deal of this referral.',
      deal_other: ({ until }) => `Not related. The partner may ask for a second look${piece(' until ', until)}.`,
      deal_other_final: () => 'Not related, finally.',
    },
  },
};

const about = (writing: MailWriting): string => {
  const kind = writing.facts.text('kind') ?? '';
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS].toLowerCase() : 'a decision';
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
        `${theCompany(writing)}: a partner was right about money`,
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
