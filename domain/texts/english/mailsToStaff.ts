import type { CaseMailKey, InternalMailKey, SplitMailKey } from '../mailKeys.ts';
import type { Catalogue, MailText, MailWriting } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import { days, whyNobody } from './words.ts';
import { APPROVAL_MAILS } from './approvals.ts';
import { CONTACT_MAILS_TO_STAFF } from './contact.ts';
import { QUESTION_MAILS_TO_STAFF } from './questions.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'A referral';
const by = (writing: MailWriting, ...names: string[]): string => {
  const due = names.map((name) => writing.facts.text(name)).find((text) => text !== undefined);
  return piece(' by ', writing.format.moment(due));
};

/** What was promised, and what keeps it. */
const PROMISES: Readonly<Record<string, { promise: string; toDo: string }>> = {
  acknowledge: { promise: 'answer to the partner', toDo: 'Decide the review' },
  review: { promise: 'answer to the partner', toDo: 'Decide the review' },
  first_contact: { promise: 'first contact', toDo: 'Log the first contact' },
  handover: { promise: 'first step of the closer', toDo: 'Log a contact or move it on' },
  extension: { promise: 'decision about more time', toDo: 'Approve or refuse it' },
  next_try: { promise: 'next try', toDo: 'Log the next try' },
  status_update: { promise: 'news for the partner', toDo: 'Log what has happened' },
};
const ofKind = ({ facts }: MailWriting): { promise: string; toDo: string } =>
  PROMISES[facts.text('kind') ?? ''] ?? { promise: 'next step', toDo: 'Make the next step' };
const toDo = (writing: MailWriting): string => ofKind(writing).toDo;
const promise = (writing: MailWriting): string => ofKind(writing).promise;
/** How far a payout is that its pay day has passed. */
const LATE_BECAUSE: Readonly<Record<string, string>> = {
  draft: 'Nobody has taken the draft on yet.',
  prepared: 'It waits for its release.',
  released: 'It is released, and not all of it has been handed over.',
  submitted: 'It was handed over, and nobody has said yet that the money is gone.',
};
const lateBecause = (state: string | undefined): string => LATE_BECAUSE[state ?? ''] ?? 'It is not settled.';
const times = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : count === 1 ? 'once' : `${String(count)} times`;
const share = ({ facts }: MailWriting): string =>
  `${String(facts.number('known') ?? 'many')} of ${String(facts.number('decided') ?? 'their')} referrals` +
  piece(' of the last ', days(facts.number('days')));
const kindIs = ({ facts }: MailWriting, kind: string): boolean => facts.text('kind') === kind;

const AFTER_MISS_USUAL = 'See to it, or assign it to another person. If nothing happens, it is handed over by itself.';
const AFTER_MISS: Readonly<Record<string, string>> = {
  status_update:
    'The partner got a dated line by itself. Log what has happened; the next news is promised from now on.',
  extension: 'Approve or refuse it; every sales manager may. The registration does not end before that.',
};

const missed = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: promise missed`,
  sentence: sentences(
    `The ${promise(writing)} was due${by(writing, 'dueAt')} and has not happened.`,
    `${writing.names.owner ?? 'Nobody'} has it.`,
    kindIs(writing, 'handover') ? undefined : 'The partner was told.',
  ),
  next: AFTER_MISS[writing.facts.text('kind') ?? ''] ?? AFTER_MISS_USUAL,
});

/** No clock decides against a partner because we were late. */
const prolonged = (writing: MailWriting): MailText => ({
  subject: `${theCompany(writing)}: registration prolonged`,
  sentence: `A promise of ours is overdue, so the registration was prolonged by the time lost${piece(' until ', writing.format.moment(writing.facts.text('dueAt')))}.`,
  next: `Keep the promise: ${writing.names.owner ?? 'nobody'} has it.`,
});

export const MAILS_TO_STAFF: Pick<Catalogue['mails'], Exclude<InternalMailKey, CaseMailKey | SplitMailKey>> = {
  assigned: (writing) => ({
    subject: `${theCompany(writing)} is yours`,
    sentence: sentences(
      `${theCompany(writing)} is yours now${piece(': ', writing.assignReason?.label.toLowerCase())}.`,
      piece('Prospect: ', writing.names.prospect, '.'),
    ),
    next: `Make the next step${by(writing, 'firstContactDueAt', 'dueAt')} and log it.`,
  }),
  ...CONTACT_MAILS_TO_STAFF,
  ...QUESTION_MAILS_TO_STAFF,
  ...APPROVAL_MAILS,
  reminder_50: (writing) => ({
    subject: `${theCompany(writing)}: half of the time is gone`,
    sentence: `Half of the time for the ${promise(writing)} is gone; it is due${by(writing, 'dueAt')}.`,
    next: `${toDo(writing)}${by(writing, 'dueAt')}.`,
  }),
  message_from_partner: (writing) => ({
    subject: `${theCompany(writing)}: message from the partner`,
    sentence: `${writing.author ?? 'The partner'} wrote${saidBy(': “', writing.message, '”') || '.'}`,
    next: 'Answer on the referral, where the partner reads it.',
  }),
  breach_100: (writing) => (writing.facts.text('kind') === 'expiry' ? prolonged(writing) : missed(writing)),
  handover_150: (writing) => ({
    subject: `${theCompany(writing)}: handed over`,
    sentence:
      `Still nothing on the ${promise(writing)}, which was due${by(writing, 'dueAt')}: it went` +
      `${piece(' from ', writing.previousOwner)} to ${writing.names.owner ?? 'the pool of unassigned referrals'}.`,
    next: `${writing.names.owner ?? 'A person on duty'} does it at once. The promise stays missed.`,
  }),
  unassigned: (writing) => ({
    subject: `${theCompany(writing)}: nobody could take it`,
    sentence: `${whyNobody(writing)} The sales managers hold it until it is assigned.`,
    next: `Assign it${piece('; the first contact is due', by(writing, 'firstContactDueAt', 'dueAt') || undefined)}.`,
  }),
  review_due: (writing) => ({
    subject: `${theCompany(writing)}: please review`,
    sentence: `It looks like a company we know already; a person has to decide${by(writing, 'dueAt')}.`,
    next: `Compare and decide${by(writing, 'dueAt')}. Nothing is declined by a clock.`,
  }),
  extension_requested: (writing) => ({
    subject: `${theCompany(writing)}: more time asked for`,
    sentence: sentences(
      `The partner asks for ${days(writing.facts.number('days'))} more${piece('; the registration ends ', writing.format.onMoment(writing.facts.text('expiresAt')))}.`,
      writing.facts.number('late') === 1
        ? `A decision was promised${by(writing, 'dueAt')}, and nobody has decided.`
        : undefined,
    ),
    next: `Approve or refuse it${writing.facts.number('late') === 1 ? '' : by(writing, 'dueAt')}. The registration does not end while the request waits for you.`,
  }),
  payee_to_verify: (writing) => ({
    subject: `${writing.names.partner ?? 'A partner'}: an account to verify`,
    sentence: `${writing.author ?? 'An administrator'} of ${writing.names.partner ?? 'a partner'} entered another account${piece(' (', writing.facts.text('account'), ')')}.`,
    next: 'Call the partner on a number you know, then verify or refuse it. Who verifies it does not approve what is paid to it.',
  }),
  tax_to_verify: (writing) => ({
    subject: `${writing.names.partner ?? 'A partner'}: a tax form to verify`,
    sentence: `${writing.author ?? 'An administrator'} of ${writing.names.partner ?? 'a partner'} sent a tax form.`,
    next: 'Look at the form and its profile, then verify or refuse it. The form before stays in force until then.',
  }),
  invoice_to_check: (writing) => ({
    subject: `${writing.names.partner ?? 'A partner'}: invoice${piece(' ', writing.facts.text('number'))} to look at`,
    sentence: `${writing.author ?? 'Somebody'} uploaded it${piece(': ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')), ' net, exactly what its lines come to')}.`,
    next: 'Compare the file with what was stated, then accept or reject it. Who uploaded it does not accept it.',
  }),
  invoice_contested: (writing) => ({
    subject: `${writing.names.partner ?? 'A partner'} objects to invoice${piece(' ', writing.facts.text('number'))}`,
    sentence: sentences(
      `${writing.author ?? 'Somebody'} objects to the invoice that we wrote${piece(' over ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')), ' net')}.`,
      saidBy('The reason: “', writing.message, '”') || undefined,
    ),
    next: 'Look at it under “Documents”: correct who or how it is taxed, or answer why it stays.',
  }),
  payout_drafted: ({ facts, format }) => {
    const partners = facts.number('partners');
    const whom = partners === undefined ? '' : ` to ${partners === 1 ? 'one partner' : `${String(partners)} partners`}`;
    const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
    return {
      subject: `Draft payout${piece(' of ', format.day(facts.text('cutOffDay')))} is ready`,
      sentence: `${amount ?? 'What is payable'}${whom}${piece(', pay day ', format.day(facts.text('payDay')))}. The draft was made automatically at the cut-off; nothing is paid yet.`,
      next: 'Look through it, leave out what should wait, and prepare it. Another person releases it.',
    };
  },
  payout_late: ({ facts, format }) => {
    const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
    const payDay = format.day(facts.text('payDay'));
    return {
      subject: `Late: payout${piece(' of ', payDay)}`,
      sentence: `${amount ?? 'What is payable'} should have been paid by the end of ${payDay ?? 'its pay day'}. ${lateBecause(facts.text('runState'))}`,
      next: 'See to it today. The partners read with their commissions that the payment is late.',
    };
  },
  crm_contested: (writing) => ({
    subject: `${theCompany(writing)}: attribution changed again and again`,
    sentence:
      `Somebody or something in the CRM keeps changing whom this deal is credited to` +
      `${piece('; we put it back ', times(writing.facts.number('times')), ' within a day')}. The credit here is unchanged.`,
    next: 'See who or what changes the record in the CRM, and stop it; the timeline says which fields. We try again tomorrow.',
  }),
  probing_suspected: (writing) => ({
    subject: `${writing.names.partner ?? 'A partner'}: many known companies`,
    sentence: `${writing.names.partner ?? 'A partner'} may be finding out what we know: ${share(writing)} were companies that we know already.`,
    next: 'Look at what they submitted, and speak with them. The partner is not told of this.',
  }),
  second_person_needed: (writing) => ({
    subject: `${theCompany(writing)}: won, please confirm`,
    sentence:
      `Reported as won without a deal id` +
      piece(', ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency'))) +
      `${piece(', closed on ', writing.format.day(writing.facts.text('closedOn')))}.`,
    next: 'A sales manager who did not close it confirms it.',
  }),
};
