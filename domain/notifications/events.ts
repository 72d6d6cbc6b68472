import type { MailKey } from '../texts/mailKeys.ts';

/** When a person hears of something: by a mail of its own, in the mail of the week, or not at all. */
export const DISPOSITIONS = ['now', 'digest', 'off'] as const;

export type Disposition = (typeof DISPOSITIONS)[number];

/** `partner`: people of a partner; `internal`: people of the house. */
export type NotificationReader = 'partner' | 'internal';

type Rule = { usual: Disposition; choices: readonly Disposition[] };

const FREE: Rule = { usual: 'now', choices: DISPOSITIONS };
const WEEKLY: Rule = { usual: 'digest', choices: DISPOSITIONS };
/** What somebody has to act on, or what concerns their account: nobody can miss it by a setting. */
const ALWAYS: Rule = { usual: 'now', choices: ['now'] };
/** Not by the mail of the week: people of the house get none, and it cannot be in itself. */
const NOW_OR_OFF: Rule = { usual: 'now', choices: ['now', 'off'] };

/** Which mails a person gets by default, and what they may choose instead. Every mail has at least one reader. */
export const NOTIFICATIONS: Readonly<Record<MailKey, Partial<Record<NotificationReader, Rule>>>> = {
  received: { partner: FREE },
  in_review: { partner: FREE },
  accepted: { partner: FREE },
  waitlisted: { partner: FREE },
  promoted: { partner: FREE },
  declined: { partner: FREE },
  attempt: { partner: WEEKLY },
  contacted: { partner: FREE },
  qualified: { partner: FREE },
  opportunity: { partner: FREE },
  proposal: { partner: WEEKLY },
  negotiation: { partner: WEEKLY },
  further_deal: { partner: FREE },
  won: { partner: FREE },
  lost: { partner: FREE },
  disqualified: { partner: FREE },
  expired: { partner: FREE },
  withdrawn: { partner: FREE },
  promise_missed: { partner: FREE },
  still_open: { partner: FREE },
  new_owner: { partner: FREE },
  question: { partner: ALWAYS },
  question_reminder: { partner: ALWAYS },
  later: { partner: FREE },
  help_reaching: { partner: ALWAYS },
  promoted_asked: { partner: ALWAYS },
  moved_up: { partner: WEEKLY },
  reopened: { partner: FREE },
  extension_decided: { partner: FREE, internal: NOW_OR_OFF },
  expiry_reminder: { partner: FREE, internal: NOW_OR_OFF },
  lead_bonus: { partner: FREE },
  split_proposed: { partner: ALWAYS },
  split_agreed: { partner: FREE },
  split_answered: { internal: NOW_OR_OFF },
  split_earned: { partner: FREE },
  split_corrected: { partner: FREE },
  commission_approved: { partner: WEEKLY },
  commission_paid: { partner: FREE },
  commission_netted: { partner: FREE },
  commission_returned: { partner: ALWAYS },
  commission_not_paid: { partner: ALWAYS },
  commission_rejected: { partner: FREE },
  payee_changed: { partner: ALWAYS },
  payee_verified: { partner: ALWAYS },
  payee_refused: { partner: ALWAYS },
  payee_to_verify: { internal: ALWAYS },
  tax_verified: { partner: ALWAYS },
  tax_refused: { partner: ALWAYS },
  tax_to_verify: { internal: ALWAYS },
  invoice_accepted: { partner: ALWAYS },
  invoice_rejected: { partner: ALWAYS },
  credit_note_wanted: { partner: ALWAYS },
  invoice_to_check: { internal: ALWAYS },
  invoice_contested: { internal: ALWAYS },
  invoice_objection_kept: { partner: ALWAYS },
  invoice_objection_corrected: { partner: ALWAYS },
  payout_drafted: { internal: ALWAYS },
  payout_late: { internal: ALWAYS },
  tier_reached: { partner: FREE },
  commission_frozen: { partner: FREE },
  commission_unfrozen: { partner: FREE },
  commission_clawed_back: { partner: FREE },
  commission_adjusted: { partner: FREE },
  deal_corrected: { partner: FREE },
  weekly_digest: { partner: NOW_OR_OFF },
  message_from_us: { partner: FREE },
  case_opened: { partner: ALWAYS },
  case_answered: { partner: ALWAYS },
  case_decided: { partner: ALWAYS },
  case_second_look: { partner: ALWAYS },
  case_withdrawn: { partner: ALWAYS },
  case_settled: { partner: ALWAYS },
  case_late: { partner: ALWAYS },
  case_assigned: { internal: ALWAYS },
  case_reminder: { internal: NOW_OR_OFF },
  case_breached: { internal: NOW_OR_OFF },
  case_unassigned: { internal: ALWAYS },
  case_for_finance: { internal: ALWAYS },
  case_parallel_deal: { internal: ALWAYS },
  case_deal_answered: { internal: ALWAYS },
  assigned: { internal: ALWAYS },
  message_from_partner: { internal: NOW_OR_OFF },
  reminder_50: { internal: NOW_OR_OFF },
  breach_100: { internal: NOW_OR_OFF },
  handover_150: { internal: NOW_OR_OFF },
  unassigned: { internal: ALWAYS },
  review_due: { internal: ALWAYS },
  question_answered: { internal: ALWAYS },
  question_lapsed: { internal: NOW_OR_OFF },
  next_try_due: { internal: NOW_OR_OFF },
  recontact_due: { internal: ALWAYS },
  extension_requested: { internal: ALWAYS },
  second_person_needed: { internal: ALWAYS },
  approval_due: { internal: NOW_OR_OFF },
  approval_late: { internal: ALWAYS },
  crm_contested: { internal: ALWAYS },
  probing_suspected: { internal: ALWAYS },
};

/** What somebody has chosen, mail by mail; what is not named is as usual. */
export type NotificationSettings = Readonly<Record<string, string>>;

const isDisposition = (text: string | undefined): text is Disposition =>
  DISPOSITIONS.some((disposition) => disposition === text);

/** How this mail reaches this reader. A choice that is not open (any more) counts as none. */
export function dispositionOf(args: {
  key: MailKey;
  reader: NotificationReader;
  settings: NotificationSettings;
}): Disposition {
  const rule = NOTIFICATIONS[args.key][args.reader];
  // A mail that reaches somebody it was not made for is told rather than lost.
  if (rule === undefined) return 'now';
  const chosen = Object.hasOwn(args.settings, args.key) ? args.settings[args.key] : undefined;
  return isDisposition(chosen) && rule.choices.includes(chosen) ? chosen : rule.usual;
}

export type NotificationChoice = {
  event: MailKey;
  setting: Disposition;
  usual: Disposition;
  choices: readonly Disposition[];
};

/** Every mail this reader can get, with what is set. */
export const choicesOf = (reader: NotificationReader, settings: NotificationSettings): NotificationChoice[] =>
  (Object.keys(NOTIFICATIONS) as MailKey[]).flatMap((event) => {
    const rule = NOTIFICATIONS[event][reader];
    return rule === undefined ? [] : [{ event, setting: dispositionOf({ key: event, reader, settings }), ...rule }];
  });
