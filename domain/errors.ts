/**
 * The closed table of everything that can be refused or go wrong. An unknown code does not compile, and status and
 * retryability cannot be forgotten. `title` is what anybody may read; internals go to the log, never into an answer.
 */
const ERROR_TABLE = {
  invalid_request: { status: 400, retryable: false, title: 'The request does not fit its schema.' },
  invalid_json: { status: 400, retryable: false, title: 'The body is not valid JSON.' },
  unknown_field: { status: 400, retryable: false, title: 'The request has a field that is not known here.' },
  invalid_cursor: { status: 400, retryable: false, title: 'The cursor does not belong to this list and filter.' },
  idempotency_key_required: { status: 400, retryable: false, title: 'An Idempotency-Key header is required.' },
  unauthenticated: { status: 401, retryable: false, title: 'Sign in or send a valid API key.' },
  invalid_credentials: { status: 401, retryable: false, title: 'E-mail or password is not right.' },
  forbidden: { status: 403, retryable: false, title: 'You may not do this.' },
  insufficient_scope: { status: 403, retryable: false, title: 'The API key lacks the scope for this.' },
  cross_site: { status: 403, retryable: false, title: 'Writes from a browser must come from our own site.' },
  step_up_required: { status: 403, retryable: false, title: 'Confirm who you are once more to do this.' },
  separation_of_duties: { status: 403, retryable: false, title: 'Who prepared something may not approve it.' },
  raw_signals_refused: {
    status: 403,
    retryable: false,
    title: 'This installation takes commands through the API only.',
  },
  not_found: { status: 404, retryable: false, title: 'There is no such thing here.' },
  method_not_allowed: { status: 405, retryable: false, title: 'This address does not know that method.' },
  not_allowed_in_stage: { status: 409, retryable: false, title: 'This is not possible in the present stage.' },
  not_allowed_in_state: { status: 409, retryable: false, title: 'This is not possible in the present state.' },
  closed: { status: 409, retryable: false, title: 'The referral has ended; nothing more can be done on it.' },
  contest_window_closed: { status: 409, retryable: false, title: 'The time to contest this is over.' },
  case_open: { status: 409, retryable: false, title: 'This is being contested already.' },
  already_decided: { status: 409, retryable: false, title: 'A case about this end was decided already.' },
  nothing_to_contest: { status: 409, retryable: false, title: 'There is no commission on this referral yet.' },
  nothing_to_correct: { status: 409, retryable: false, title: 'The deal is worth exactly that already.' },
  not_joinable: {
    status: 409,
    retryable: false,
    title: 'It joins only an open referral of the same partner.',
  },
  claim_conflict: {
    status: 409,
    retryable: false,
    title: 'Two claims meet, and somebody speaks with the company for the one that would give way.',
  },
  deal_not_covered: {
    status: 409,
    retryable: false,
    title: 'The plan of this referral pays nothing for such a deal of its customer.',
  },
  further_deals_limit: {
    status: 409,
    retryable: false,
    title: 'As many renewals and further deals of this customer are recorded as may be.',
  },
  deal_credited: { status: 409, retryable: false, title: 'This deal is credited to another referral.' },
  content_changed: { status: 409, retryable: false, title: 'What you looked at has changed since.' },
  already_approved: { status: 409, retryable: false, title: 'You have approved this already.' },
  already_published: { status: 409, retryable: false, title: 'This version is published already.' },
  already_postponed: { status: 409, retryable: false, title: 'It was put off once already.' },
  already_exists: { status: 409, retryable: false, title: 'There is one like it already.' },
  already_answered: {
    status: 409,
    retryable: false,
    title: 'This request was answered before; its secret is not shown twice.',
  },
  undo_window_closed: { status: 409, retryable: false, title: 'The time to undo this withdrawal is over.' },
  reopen_window_closed: { status: 409, retryable: false, title: 'The time to reopen this referral is over.' },
  referred_again: { status: 409, retryable: false, title: 'The partner has referred this company again since.' },
  money_moved: { status: 409, retryable: false, title: 'Money of this deal is in a payout or paid already.' },
  extension_pending: { status: 409, retryable: false, title: 'An extension is asked for already and not decided yet.' },
  extension_limit: { status: 409, retryable: false, title: 'This registration was prolonged as often as it may be.' },
  no_extension_requested: { status: 409, retryable: false, title: 'Nobody has asked for an extension.' },
  question_open: { status: 409, retryable: false, title: 'One question is open already; its answer comes first.' },
  no_open_question: { status: 409, retryable: false, title: 'There is no question to answer.' },
  handover_required: {
    status: 409,
    retryable: false,
    title: 'This person still has open referrals; hand them over first.',
  },
  partner_not_active: { status: 409, retryable: false, title: 'The partner is not active in this program.' },
  open_cap_reached: {
    status: 409,
    retryable: false,
    title: 'The partner has as many open referrals as the program allows. One more is possible when one of them ends.',
  },
  account_unmapped: {
    status: 409,
    retryable: false,
    title: 'An account of this month has no number in your own books yet.',
  },
  line_not_payable: { status: 409, retryable: false, title: 'The line cannot be paid now.' },
  threshold_missing: { status: 409, retryable: false, title: 'No approval threshold is set for this currency.' },
  against_the_record: { status: 409, retryable: false, title: 'What stands in the record does not allow this.' },
  busy: { status: 409, retryable: true, title: 'Somebody else is changing this right now; try again.' },
  request_in_progress: { status: 409, retryable: true, title: 'The first request with this key is still running.' },
  precondition_failed: { status: 412, retryable: false, title: 'The version you name is not the present one.' },
  payload_too_large: { status: 413, retryable: false, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, retryable: false, title: 'This kind of content is not taken here.' },
  idempotency_key_reused: {
    status: 422,
    retryable: false,
    title: 'This Idempotency-Key was used for another request.',
  },
  program_required: { status: 422, retryable: false, title: 'The partner is in several programs; name one.' },
  checklist_incomplete: { status: 422, retryable: false, title: 'The checklist does not pass.' },
  reason_required: { status: 422, retryable: false, title: 'A valid reason code is required here.' },
  effect_not_offered: { status: 422, retryable: false, title: 'This kind of case cannot be decided with that effect.' },
  deal_below_refunds: { status: 422, retryable: false, title: 'A deal is worth no less than was refunded of it.' },
  refund_above_deal: { status: 422, retryable: false, title: 'More than the deal was worth cannot be refunded.' },
  payment_above_deal: {
    status: 422,
    retryable: false,
    title: 'More than the deal is worth cannot be invoiced or paid.',
  },
  adjustment_out_of_range: {
    status: 422,
    retryable: false,
    title: 'An adjustment takes no more than is left of the line, and adds no more than is allowed.',
  },
  document_differs: { status: 422, retryable: false, title: 'The invoice does not say exactly what is owed.' },
  currency_differs: { status: 422, retryable: false, title: 'The deal is kept in another currency.' },
  date_out_of_range: { status: 422, retryable: false, title: 'The date lies outside of what is allowed here.' },
  owner_not_available: { status: 422, retryable: false, title: 'This person cannot own the referral.' },
  deputy_not_available: { status: 422, retryable: false, title: 'This person cannot stand in then.' },
  rate_limited: { status: 429, retryable: true, title: 'Too many of these; try again later.' },
  precondition_required: { status: 428, retryable: false, title: 'Send If-Match with the version you looked at.' },
  transition_conflict: { status: 500, retryable: false, title: 'Something went wrong on our side.' },
  story_taken: { status: 500, retryable: false, title: 'Something went wrong on our side.' },
  internal_error: { status: 500, retryable: false, title: 'Something went wrong on our side.' },
  unavailable: { status: 503, retryable: true, title: 'We cannot do this right now; try again shortly.' },
  crm_unavailable: { status: 503, retryable: true, title: 'The CRM cannot be reached.' },
  mail_unavailable: { status: 503, retryable: true, title: 'The mail server cannot be reached.' },
  mail_refused: { status: 500, retryable: false, title: 'The mail server refuses this mail.' },
  rail_unavailable: { status: 503, retryable: true, title: 'The payment rail cannot be reached.' },
} as const satisfies Record<string, ErrorPolicy>;

type ErrorPolicy = { readonly status: number; readonly retryable: boolean; readonly title: string };

export type ErrorCode = keyof typeof ERROR_TABLE;

export const ERROR_POLICY: Readonly<Record<ErrorCode, ErrorPolicy>> = ERROR_TABLE;

export const ERROR_CODES = Object.keys(ERROR_TABLE) as readonly ErrorCode[];

export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERROR_TABLE, text);

/** JSON-safe facts that may be shown beside a refusal: the stage, what lacks, who may. Never a secret. */
export type ErrorFacts = Readonly<Record<string, unknown>>;

type AppErrorArgs = { code: ErrorCode; detail?: string; facts?: ErrorFacts; cause?: unknown };

/** The one error of the product. `detail` and `facts` are public; `cause` is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor({ code, detail, facts, cause }: AppErrorArgs) {
    super(detail ?? ERROR_POLICY[code].title, { cause });
    this.name = 'AppError';
    this.code = code;
    this.facts = facts ?? {};
  }

  get policy(): ErrorPolicy {
    return ERROR_POLICY[this.code];
  }
}
