import type { MailKey } from '../texts/mailKeys.ts';
import { choicesOf, type NotificationChoice, type NotificationReader, type NotificationSettings } from './events.ts';

/** What mails are about, in the order in which somebody reads through them. */
export const SUBJECTS = [
  'intake',
  'progress',
  'dialogue',
  'promises',
  'outcome',
  'money',
  'cases',
  'overview',
] as const;

export type Subject = (typeof SUBJECTS)[number];

const SUBJECT_OF: Readonly<Record<MailKey, Subject>> = {
  received: 'intake',
  in_review: 'intake',
  accepted: 'intake',
  waitlisted: 'intake',
  promoted: 'intake',
  promoted_asked: 'intake',
  moved_up: 'intake',
  declined: 'intake',
  assigned: 'intake',
  unassigned: 'intake',
  probing_suspected: 'intake',
  attempt: 'progress',
  contacted: 'progress',
  qualified: 'progress',
  later: 'progress',
  opportunity: 'progress',
  proposal: 'progress',
  negotiation: 'progress',
  new_owner: 'progress',
  reopened: 'progress',
  second_person_needed: 'progress',
  crm_contested: 'progress',
  question: 'dialogue',
  question_reminder: 'dialogue',
  question_answered: 'dialogue',
  question_lapsed: 'dialogue',
  help_reaching: 'dialogue',
  message_from_us: 'dialogue',
  message_from_partner: 'dialogue',
  promise_missed: 'promises',
  still_open: 'promises',
  reminder_50: 'promises',
  breach_100: 'promises',
  handover_150: 'promises',
  review_due: 'promises',
  next_try_due: 'promises',
  recontact_due: 'promises',
  won: 'outcome',
  lost: 'outcome',
  disqualified: 'outcome',
  expired: 'outcome',
  withdrawn: 'outcome',
  expiry_reminder: 'outcome',
  extension_requested: 'outcome',
  extension_decided: 'outcome',
  commission_approved: 'money',
  commission_paid: 'money',
  commission_returned: 'money',
  commission_rejected: 'money',
  payee_changed: 'money',
  payee_verified: 'money',
  payee_refused: 'money',
  payee_to_verify: 'money',
  commission_frozen: 'money',
  commission_unfrozen: 'money',
  case_opened: 'cases',
  case_answered: 'cases',
  case_decided: 'cases',
  case_second_look: 'cases',
  case_withdrawn: 'cases',
  case_late: 'cases',
  case_assigned: 'cases',
  case_reminder: 'cases',
  case_breached: 'cases',
  case_unassigned: 'cases',
  case_for_finance: 'cases',
  case_parallel_deal: 'cases',
  case_deal_answered: 'cases',
  weekly_digest: 'overview',
};

/** Every mail this reader can get with what is set, subject by subject. */
export function choicesBySubject(
  reader: NotificationReader,
  settings: NotificationSettings,
): (NotificationChoice & { subject: Subject })[] {
  const all = choicesOf(reader, settings);
  return SUBJECTS.flatMap((subject) =>
    all.filter(({ event }) => SUBJECT_OF[event] === subject).map((choice) => ({ ...choice, subject })),
  );
}
