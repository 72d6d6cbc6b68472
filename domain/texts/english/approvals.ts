import { ahead, piece, sentences } from '../facts.ts';
import type { InApproval } from '../commissionFacts.ts';
import type { MailText, MailWriting, Writing } from '../shape.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'A won deal';
const theAmount = ({ facts, format }: MailWriting): string =>
  format.amount(facts.number('amountMinor'), facts.text('currency')) ?? 'A commission';

/** `1 of 2 approvals`; nobody can approve while there is no threshold for the currency. */
function given({ facts }: Writing): string | undefined {
  const required = facts.number('approvalsRequired');
  if (required === undefined) return undefined;
  return `${String(facts.number('approvals') ?? 0)} of ${String(required)} ${required === 1 ? 'approval' : 'approvals'} given.`;
}

/** Behind how many have approved: by when it is due, or was. */
export function approvalDue({ facts, format }: Writing): string {
  const dueAt = facts.text('approveBy');
  const isAhead = ahead(dueAt, format) !== undefined;
  return piece(isAhead ? ', due by ' : ', was due by ', format.moment(dueAt));
}

/** What the partner reads while nobody has decided. */
export const inApproval = ({ approveBy, lateSince }: InApproval): string =>
  lateSince === undefined
    ? `finance is approving it${piece(' by ', approveBy)}`
    : `its approval was due by ${lateSince} and takes longer. Finance knows, and there is nothing for you to do`;

export const APPROVAL_MAILS = {
  approval_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: a commission waits for approval`,
    sentence: sentences(
      `${theAmount(writing)}${piece(' for ', writing.names.partner)} waits for your approval; half of the time for it is gone.`,
      given(writing),
    ),
    next: `Look at the proof, and approve or reject it${piece(' by ', writing.format.moment(writing.facts.text('dueAt')))}.`,
  }),
  approval_late: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: an approval is late`,
    sentence: sentences(
      `${theAmount(writing)}${piece(' for ', writing.names.partner)} was to be decided${piece(' by ', writing.format.moment(writing.facts.text('dueAt')))}, and nobody has done it.`,
      given(writing),
    ),
    next: 'Approve or reject it, or see to it that somebody can: it is paid with no payout before that.',
  }),
};
