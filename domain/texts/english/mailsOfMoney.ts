import { refusalNamed } from '../../commission/railRefusal.ts';
import { unowedBecause, type Unowed } from '../../commission/unowed.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailWriting } from '../shape.ts';
import { NOT_PAID, REFUSALS, UNOWED } from './refusals.ts';
import { returnInWords } from './words.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Your referral';
const amountOf = ({ facts, format }: MailWriting): string =>
  format.amount(facts.number('amountMinor'), facts.text('currency')) ?? 'Your commission';

const unowedIn = ({ facts }: MailWriting): Unowed | undefined => unowedBecause(facts.text('reasonCode'));

const nettedIn = ({ facts, format }: MailWriting): string | undefined => {
  const netted = facts.number('nettedMinor') ?? 0;
  return netted > 0 ? format.amount(netted, facts.text('currency')) : undefined;
};

const isPart = ({ facts }: MailWriting): boolean => (facts.number('leftMinor') ?? 0) > 0;

/** It goes to the other partner of a split, who reads the line and not the referral. */
const isShare = ({ facts }: MailWriting): boolean => facts.number('share') === 1;

/** Of a commission of which something was taken. */
function whatRemains({ facts, format }: MailWriting): string | undefined {
  if (facts.number('paid') === 1) return 'It was paid already, so it is set off against your next commissions.';
  const left = facts.number('leftMinor') ?? 0;
  const rest = left === 0 ? undefined : format.amount(left, facts.text('currency'));
  return piece('', rest, ' remains and is approved anew.') || undefined;
}

function paidWith({ facts, format }: MailWriting): string {
  const payDay = format.day(facts.text('payDay'));
  return payDay === undefined
    ? `It is paid with the next payout${piece(' after ', format.day(facts.text('payableFrom')))}.`
    : `Pay day is ${payDay}.`;
}

const invoicedIn = ({ facts, format }: MailWriting): string | undefined =>
  format.amount(facts.number('amountMinor'), facts.text('currency'));

/** What a partner is told of lines and of the account that they are paid to. */
export const MONEY_MAILS_TO_PARTNER = {
  lead_bonus: (writing) => ({
    subject: `${theCompany(writing)}: earned for your introduction`,
    sentence: `${amountOf(writing)} earned for your introduction, because the referral is qualified. It is owed whatever becomes of the deal, once finance has approved it.`,
    next:
      writing.facts.text('lineState') === 'waiting_trigger'
        ? 'It waits for the exchange rate into your payout currency. Nothing to do for you.'
        : `It is paid with the next payout${piece(' after ', writing.format.day(writing.facts.text('payableFrom')))}. Nothing to do for you.`,
  }),
  commission_approved: (writing) => ({
    subject: `${theCompany(writing)}: commission approved`,
    sentence: `${amountOf(writing)} approved.`,
    next: `${paidWith(writing)} Nothing to do for you.`,
  }),
  commission_paid: (writing) => ({
    subject: `${theCompany(writing)}: commission paid`,
    sentence: `${amountOf(writing)} paid${piece(' ', writing.format.onDay(writing.facts.text('settledOn')))}${piece(', reference ', writing.facts.text('reference'))}${piece('; ', nettedIn(writing), ' was set off before against what was to be returned of an earlier payment')}.`,
    next: `Nothing to do for you: ${isShare(writing) ? 'your earnings show' : 'the referral shows'} how the amount came about.`,
  }),
  commission_netted: (writing) => ({
    subject: `${theCompany(writing)}: commission set off`,
    sentence: `${amountOf(writing)} set off against what was to be returned of an earlier payment; nothing of it is transferred.`,
    next: 'Nothing to do for you: your earnings show what is still to be set off.',
  }),
  commission_returned: (writing) => ({
    subject: `${theCompany(writing)}: payment came back`,
    sentence: `The bank sent ${amountOf(writing)} back${piece(' ', writing.format.onDay(writing.facts.text('returnedOn')))}${piece(': ', returnInWords(writing.facts.text('reasonCode')))}. The money is still yours.`,
    next: 'Please check your account details with us. Once they are right, it is paid again with the next payout.',
  }),
  commission_not_paid: (writing) => {
    const { why, next } = REFUSALS[refusalNamed(writing.facts.text('reasonCode'))];
    return {
      subject: `${theCompany(writing)}: payment not possible yet`,
      sentence: NOT_PAID({ amount: amountOf(writing), why }),
      next,
    };
  },
  commission_rejected: (writing) => {
    const unowed = unowedIn(writing);
    return {
      subject: `${theCompany(writing)}: commission not ${unowed === undefined ? 'approved' : 'owed'}`,
      sentence:
        unowed === undefined
          ? `${amountOf(writing)} not approved by finance.`
          : `About ${amountOf(writing)} expected; nothing is owed, for ${UNOWED[unowed]}.`,
      next: unowed === undefined ? 'Your partner manager can tell you why.' : 'Nothing to do for you.',
    };
  },
  payee_changed: (writing) => ({
    subject: 'The account for your payments was changed',
    sentence: `${writing.author ?? 'Somebody of your company'} entered another account${piece(' (', writing.facts.text('account'), ')')}. Nothing is paid to it before finance has verified it${piece(', and not before ', writing.format.moment(writing.facts.text('until')))}.`,
    next: 'Was that not you? Tell your partner manager at once, on the phone.',
  }),
  payee_verified: (writing) => ({
    subject: 'The account for your payments is verified',
    sentence: `Finance has verified your account${piece(' (', writing.facts.text('account'), ')')}. Payments go to it${piece(' from ', writing.format.moment(writing.facts.text('until')), ' on')}.`,
    next: 'Nothing to do for you.',
  }),
  payee_refused: (writing) => ({
    subject: 'The account for your payments was not accepted',
    sentence: sentences(
      `Finance has not accepted your account${piece(' (', writing.facts.text('account'), ')')}. Nothing is paid to it.`,
      saidBy('Their reason: “', writing.message, '”') || undefined,
    ),
    next: 'Please enter the account again, or ask your partner manager.',
  }),
  tax_verified: (writing) => ({
    subject: 'Your tax form is verified',
    sentence: `Finance has verified your tax form${piece('. It is valid until ', writing.format.day(writing.facts.text('until')))}.`,
    next: 'Nothing to do for you.',
  }),
  tax_refused: (writing) => ({
    subject: 'Your tax form was not accepted',
    sentence: sentences(
      'Finance has not accepted your tax form. Where a program asks for one, payments wait for it.',
      saidBy('Their reason: “', writing.message, '”') || undefined,
    ),
    next: 'Please send the form again, or ask your partner manager.',
  }),
  invoice_accepted: (writing) => ({
    subject: `Invoice${piece(' ', writing.facts.text('number'))} is accepted`,
    sentence: `Finance has accepted your invoice${piece(' over ', invoicedIn(writing), ' net')}. It is the document of its commissions.`,
    next: 'Nothing to do for you. When they are paid stands with each commission.',
  }),
  invoice_rejected: (writing) => ({
    subject: `Invoice${piece(' ', writing.facts.text('number'))} was not accepted`,
    sentence: sentences(
      `Finance has not accepted your invoice${piece(' over ', invoicedIn(writing), ' net')}. What you earned stays yours; where a program asks for an invoice, payments wait for the right one.`,
      saidBy('Their reason: “', writing.message, '”') || undefined,
    ),
    next: 'Please upload the right one under “Documents”, or ask your partner manager.',
  }),
  credit_note_wanted: (writing) => ({
    subject: `Invoice${piece(' ', writing.facts.text('number'))}: a credit note is needed`,
    sentence: `${invoicedIn(writing) ?? 'A part'} net of your invoice${piece(' ', writing.facts.text('number'))} is owed no more, because something was taken back of its commissions.`,
    next: 'Please upload a credit note for the difference under “Documents”. What of the invoice is not paid yet waits for it.',
  }),
  invoice_objection_kept: (writing) => ({
    subject: `Invoice${piece(' ', writing.facts.text('number'))}: your objection is answered`,
    sentence: sentences(
      `Finance has looked at your objection, and the invoice${piece(' over ', invoicedIn(writing), ' net')} stays as it is.`,
      saidBy('Their answer: “', writing.message, '”') || undefined,
    ),
    next: 'If you disagree about the amount of a commission, contest it from its referral. Otherwise ask your partner manager.',
  }),
  invoice_objection_corrected: (writing) => ({
    subject: `Invoice${piece(' ', writing.facts.text('number'))} was corrected`,
    sentence: sentences(
      'Finance has followed your objection: a correction states supplier, recipient and tax as they are known by now.',
      saidBy('Their answer: “', writing.message, '”') || undefined,
    ),
    next: 'Please look at the correction under “Documents”.',
  }),
  tier_reached: ({ facts, format }) => ({
    subject: `You reached a higher tier${piece(': ', facts.text('tier'))}`,
    sentence: sentences(
      `From today your tier is${piece(' “', facts.text('tier'), '”') || ' a higher one'}${piece('; before it was “', facts.text('from'), '”')}.`,
      piece(
        'Your referrals have won ',
        format.amount(facts.number('amountMinor'), facts.text('currency')),
        ' within twelve months, less refunds.',
      ),
    ),
    next: 'New referrals earn by this tier where the plan of their program says so. Referrals that you sent before keep their rate. Nothing to do for you.',
  }),
  commission_frozen: (writing) => ({
    subject: `${theCompany(writing)}: commission stopped`,
    sentence: `${amountOf(writing)} stopped: a question about it is looked into first.`,
    next: 'Nothing to do for you: you get a mail when it goes on. Your partner manager can tell you more.',
  }),
  commission_clawed_back: (writing) => ({
    subject: `${theCompany(writing)}: ${isPart(writing) ? 'a part of the commission' : 'commission'} taken back`,
    sentence: `${amountOf(writing)} taken back, because the customer got money back.`,
    next: sentences(whatRemains(writing), 'Nothing to do for you.'),
  }),
  commission_adjusted: (writing) => ({
    subject: `${theCompany(writing)}: commission adjusted`,
    sentence: `${amountOf(writing)} taken off your commission by an adjustment. Why is written beside the commission.`,
    next: sentences(
      whatRemains(writing),
      isShare(writing)
        ? 'If you disagree, tell your partner manager.'
        : 'If you disagree, contest it from the referral.',
    ),
  }),
  deal_corrected: (writing) => ({
    subject: `${theCompany(writing)}: the deal was corrected`,
    sentence: sentences(
      `The deal was corrected${piece(' from ', writing.format.amount(writing.facts.number('fromMinor'), writing.facts.text('currency')))}${piece(' to ', writing.format.amount(writing.facts.number('amountMinor'), writing.facts.text('currency')))}. Where your commission depends on that, it follows by the same rules; the referral shows what was added or taken off.`,
      saidBy('The reason: “', writing.message, '”') || undefined,
    ),
    next: 'What is added needs the approval of finance first. If you disagree, contest it from the referral.',
  }),
  commission_unfrozen: (writing) => ({
    subject: `${theCompany(writing)}: commission goes on`,
    sentence: `The question is settled; ${amountOf(writing)} no longer stopped.`,
    next: `It goes on to approval and payment${piece(', not before ', writing.format.day(writing.facts.text('payableFrom')))}. Nothing to do for you.`,
  }),
} satisfies Partial<Catalogue['mails']>;
