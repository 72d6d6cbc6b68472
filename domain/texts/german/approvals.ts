import { ahead, piece, sentences } from '../facts.ts';
import type { InApproval } from '../commissionFacts.ts';
import type { MailText, MailWriting, Writing } from '../shape.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Ein Abschluss';
const theAmount = ({ facts, format }: MailWriting): string =>
  piece('Die Provision über ', format.amount(facts.number('amountMinor'), facts.text('currency'))) || 'Eine Provision';

/** Nobody can approve while there is no threshold for the currency. */
function given({ facts }: Writing): string | undefined {
  const required = facts.number('approvalsRequired');
  if (required === undefined) return undefined;
  return `${String(facts.number('approvals') ?? 0)} von ${String(required)} ${required === 1 ? 'Freigabe' : 'Freigaben'} erteilt.`;
}

/** Behind how many have approved: by when it is due, or was. */
export function approvalDue({ facts, format }: Writing): string {
  const dueAt = facts.text('approveBy');
  const isAhead = ahead(dueAt, format) !== undefined;
  return piece(isAhead ? ', fällig bis ' : ', war fällig bis ', format.moment(dueAt));
}

/** What the partner reads while nobody has decided. */
export const inApproval = ({ approveBy, lateSince }: InApproval): string =>
  lateSince === undefined
    ? `die Buchhaltung prüft die Freigabe${piece(' bis ', approveBy)}`
    : `die Freigabe war fällig bis ${lateSince} und dauert länger. Die Buchhaltung weiß das, für Sie ist nichts zu tun`;

export const APPROVAL_MAILS = {
  approval_due: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Eine Provision wartet auf Freigabe`,
    sentence: sentences(
      `${theAmount(writing)}${piece(' für ', writing.names.partner)} wartet auf Ihre Freigabe; die Hälfte der Zeit dafür ist um.`,
      given(writing),
    ),
    next: `Sehen Sie den Nachweis an, und geben Sie frei oder lehnen Sie ab${piece(', spätestens bis ', writing.format.moment(writing.facts.text('dueAt')))}.`,
  }),
  approval_late: (writing: MailWriting): MailText => ({
    subject: `${theCompany(writing)}: Eine Freigabe ist überfällig`,
    sentence: sentences(
      `${theAmount(writing)}${piece(' für ', writing.names.partner)} sollte${piece(' bis ', writing.format.moment(writing.facts.text('dueAt')))} freigegeben oder abgelehnt sein, und niemand hat entschieden.`,
      given(writing),
    ),
    next: 'Geben Sie frei oder lehnen Sie ab, oder sorgen Sie dafür, dass jemand es kann: Vorher wird nichts davon ausgezahlt.',
  }),
};
