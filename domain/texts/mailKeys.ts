/** ISO 8601 in UTC, or nothing. */
type Time = string | null;
type Count = number | null;
type Code = string | null;

type Amount = { amountMinor?: Count; currency?: Code };
type Ending = {
  at?: Time;
  reasonCode?: Code;
  againFrom?: Time;
  contestUntil?: Time;
  tailUntil?: Time;
  lookBack?: string;
  joinedId?: string;
  joinedNumber?: string;
};

type Escalation = { handOverAt?: Time; handOverAgainAt?: Time; newsAt?: Time; handedOver?: Count };
type Tried = { channel?: Code; at?: Time; attempts?: Count };

/** Of a renewal or further deal. */
type OfOrigin = { originKind?: Code; earnsBefore?: Time };

type InTalks = {
  ownerId?: Code;
  since?: Time;
  estimateMinor?: Count;
  currency?: Code;
  alsoMinor?: Count;
  alsoCurrency?: Code;
} & OfOrigin;

/** `account` is masked. */
type OfPayee = { account?: Code; until?: Time };

/** `number`: as the partner has written it. Below zero in a credit note. */
type OfInvoice = Amount & { number?: Code };

/** How many approvals there are of how many that are needed, and by when. */
type OfApproval = Amount & { commissionId?: Code; approvals?: Count; approvalsRequired?: Count; dueAt?: Time };

/** `partnerId`: of the other partner, whose part the basis points are. */
type OfSplit = { partnerId?: Code; basisPoints?: Count };

type OfCase = { caseId?: Code; kind?: Code; promise?: Code; dueAt?: Time; deciderId?: Code };

/**
 * Which mails exist, and the facts each can make use of: codes, ids, amounts in minor units, times. All may be missing;
 * the text is then said without them. `ownerId` and the like are user ids: names are looked up when the mail is written.
 */
export type MailFacts = {
  // To the partner
  received: { submittedAt?: Time; acknowledgeDueAt?: Time };
  in_review: { dueAt?: Time; reviewerId?: Code };
  accepted: { ownerId?: Code; firstContactDueAt?: Time; expiresAt?: Time };
  waitlisted: { position?: Count };
  promoted: { ownerId?: Code; firstContactDueAt?: Time; expiresAt?: Time };
  declined: Ending;
  attempt: Tried & { nextTryAt?: Time };
  help_reaching: Tried & { nextTryAt?: Time };
  question: { kind?: Code; answerBy?: Time; paused?: Count; ownerId?: Code };
  question_reminder: { kind?: Code; answerBy?: Time; paused?: Count; ownerId?: Code };
  contacted: { ownerId?: Code; at?: Time };
  later: { recontactAt?: Time; expiresAt?: Time; quality?: Count };
  qualified: { ownerId?: Code; quality?: Count; firstStepDueAt?: Time; dueAt?: Time };
  opportunity: InTalks;
  proposal: InTalks;
  negotiation: InTalks;
  /** `number`: of the first referral. */
  further_deal: InTalks & { number?: Code; dueAt?: Time };
  won: Amount &
    OfOrigin & {
      alsoMinor?: Count;
      alsoCurrency?: Code;
      closedOn?: Time;
      payableFrom?: Time;
      lineState?: Code;
      awaits?: Code;
    };
  lost: Ending;
  disqualified: Ending & { quality?: Count };
  expired: Ending;
  withdrawn: Ending;
  promise_missed: { kind?: Code; dueAt?: Time; ownerId?: Code } & Escalation & Tried;
  still_open: { situation?: Code; statedAt?: Time; ownerId?: Code } & Readonly<Record<string, string | number | null>>;
  new_owner: { ownerId?: Code; previousOwnerId?: Code; reasonCode?: Code };
  moved_up: { position?: Count };
  promoted_asked: { dueAt?: Time };
  reopened: { ownerId?: Code; stage?: Code; expiresAt?: Time };
  extension_decided: { decision?: Code; days?: Count; expiresAt?: Time; ownerId?: Code };
  expiry_reminder: { expiresAt?: Time; ownerId?: Code };
  lead_bonus: Amount & { payableFrom?: Time; lineState?: Code };
  split_earned: Amount & {
    alsoMinor?: Count;
    alsoCurrency?: Code;
    payableFrom?: Time;
    lineState?: Code;
    awaits?: Code;
  };
  split_corrected: Amount & { fromMinor?: Count; correctionId?: Code };
  split_proposed: OfSplit;
  split_agreed: OfSplit;
  commission_approved: Amount & { payableFrom?: Time };
  commission_paid: Amount & { nettedMinor?: Count; settledOn?: Time; reference?: Code };
  commission_netted: Amount;
  commission_returned: Amount & { returnedOn?: Time; reasonCode?: Code };
  commission_not_paid: Amount & { reasonCode?: Code };
  commission_rejected: Amount & { reasonCode?: Code };
  payee_changed: OfPayee & { authorId?: Code; partnerId?: Code };
  payee_verified: OfPayee;
  payee_refused: OfPayee;
  tax_verified: { until?: Time };
  tax_refused: { until?: Time };
  invoice_accepted: OfInvoice;
  invoice_rejected: OfInvoice;
  credit_note_wanted: OfInvoice;
  invoice_objection_kept: OfInvoice;
  invoice_objection_corrected: OfInvoice;
  /** The amount: what was won within twelve months. */
  tier_reached: Amount & { tier?: Code; from?: Code };
  commission_frozen: Amount;
  commission_unfrozen: Amount & { payableFrom?: Time };
  commission_clawed_back: Amount & { leftMinor?: Count; paid?: Count };
  deal_corrected: Amount & { fromMinor?: Count; correctionId?: Code };
  commission_adjusted: Amount & { leftMinor?: Count; paid?: Count };
  weekly_digest: { week?: Time; open?: Count; news?: Count };
  message_from_us: { authorId?: Code; messageId?: Code };
  case_opened: OfCase;
  case_answered: OfCase;
  /** `lowers`: 1 where the decision takes something off a line. */
  case_decided: OfCase & { outcome?: Code; effect?: Code; lowers?: Count; secondLookUntil?: Time };
  case_second_look: OfCase;
  case_withdrawn: OfCase;
  case_settled: OfCase;
  case_late: OfCase;
  // To who decides a case, to managers, administrators and finance
  case_assigned: OfCase;
  case_reminder: OfCase;
  case_breached: OfCase;
  case_unassigned: OfCase;
  case_for_finance: OfCase & { outcome?: Code; effect?: Code };
  case_parallel_deal: OfCase & { asked?: Count };
  case_deal_answered: OfCase;
  // To the owner
  assigned: { ownerId?: Code; reasonCode?: Code; firstContactDueAt?: Time; dueAt?: Time };
  /** `resumed`: a promise of ours had stood still and runs again. */
  question_answered: { kind?: Code; resumed?: Count; ownerId?: Code };
  question_lapsed: { kind?: Code; resumed?: Count; ownerId?: Code };
  next_try_due: { dueAt?: Time; attempts?: Count };
  recontact_due: { recontactAt?: Time; ownerId?: Code };
  message_from_partner: { authorId?: Code; messageId?: Code };
  reminder_50: { kind?: Code; dueAt?: Time; ownerId?: Code };
  // To the manager
  breach_100: { kind?: Code; dueAt?: Time; ownerId?: Code };
  handover_150: { kind?: Code; dueAt?: Time; ownerId?: Code; previousOwnerId?: Code };
  unassigned: { firstContactDueAt?: Time; dueAt?: Time; poolReason?: Code; reasonCode?: Code };
  review_due: { dueAt?: Time; reviewerId?: Code };
  extension_requested: {
    days?: Count;
    reasonCode?: Code;
    expiresAt?: Time;
    dueAt?: Time;
    late?: Count;
    ownerId?: Code;
  };
  payee_to_verify: OfPayee & { authorId?: Code; partnerId?: Code };
  tax_to_verify: { authorId?: Code; partnerId?: Code };
  invoice_to_check: OfInvoice & { authorId?: Code; partnerId?: Code };
  invoice_contested: OfInvoice & { authorId?: Code; partnerId?: Code };
  payout_drafted: Amount & { runId?: Code; partners?: Count; cutOffDay?: Time; payDay?: Time };
  payout_late: Amount & { runId?: Code; partners?: Count; payDay?: Time; runState?: Code };
  crm_contested: { times?: Count };
  split_answered: OfSplit & { answer?: Code };
  probing_suspected: { decided?: Count; known?: Count; days?: Count };
  second_person_needed: Amount & { closedOn?: Time; closedBy?: Code };
  // To who approves payments
  approval_due: OfApproval;
  approval_late: OfApproval;
};

export type MailKey = keyof MailFacts;

/** Those that people of the house get and partners never do. */
export type InternalMailKey = Extract<
  MailKey,
  | 'assigned'
  | 'question_answered'
  | 'question_lapsed'
  | 'next_try_due'
  | 'recontact_due'
  | 'reminder_50'
  | 'message_from_partner'
  | 'breach_100'
  | 'handover_150'
  | 'unassigned'
  | 'review_due'
  | 'second_person_needed'
  | 'approval_due'
  | 'approval_late'
  | 'crm_contested'
  | 'probing_suspected'
  | 'extension_requested'
  | 'case_assigned'
  | 'case_reminder'
  | 'case_breached'
  | 'case_unassigned'
  | 'case_for_finance'
  | 'case_parallel_deal'
  | 'case_deal_answered'
  | 'payee_to_verify'
  | 'tax_to_verify'
  | 'invoice_to_check'
  | 'invoice_contested'
  | 'payout_drafted'
  | 'payout_late'
  | 'split_answered'
>;

export type SplitMailKey = Extract<MailKey, `split_${string}`>;

export type CaseMailKey = Extract<MailKey, `case_${string}`>;

/** What an outbox row of kind `mail` carries; its group is `mail:<eventId>:<receiver>`. */
export type MailPayload<Key extends MailKey = MailKey> = {
  [K in Key]: { eventId: string; text: K; referralId: string | null; receiver: MailReceiver; facts: MailFacts[K] };
}[Key];

/**
 * `submitter`: who handed it in, or every active administrator of the partner when that was no person. `partner`: every active
 * administrator of this partner. `payee`: the address that a version of a payee names.
 */
export type MailReceiver =
  | { kind: 'submitter' }
  | { kind: 'partner'; partnerId: string }
  | { kind: 'user'; userId: string }
  | { kind: 'payee'; versionId: string };
