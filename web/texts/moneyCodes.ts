import { inWords } from './inWords.ts';

const moneyState = inWords({
  waiting_trigger: 'Waits',
  holding: 'On hold',
  awaiting_approval: 'In approval',
  approved: 'Approved',
  in_run: 'In a payout run',
  paid: 'Paid',
  returned: 'Returned',
  frozen: 'Frozen',
  rejected: 'Rejected',
  clawed_back: 'Taken back',
  draft: 'Draft',
  prepared: 'Waits for release',
  released: 'Released',
  refused: 'Not paid',
  submitted: 'With the bank',
  settled: 'Settled',
  partly_returned: 'Partly returned',
  cancelled: 'Cancelled',
  excluded: 'Left out',
  netted: 'Netted',
});

const account = inWords({
  commission_expense: 'Commission expense',
  payable_pending: 'Owed, on hold',
  payable_due: 'Owed, due',
  payout_clearing: 'On its way to partners',
  partner_receivable: 'Owed back by partners',
  bank: 'Bank',
});

const posting = inWords({
  accrued: 'Commission earned',
  hold_over: 'End of the hold',
  released: 'Released for payment',
  netted: 'Netted with what the partner owed',
  settled: 'Paid by the bank',
  returned: 'Returned by the bank',
  returned_unsettled: 'Returned before the bank paid it',
  rejected_pending: 'Rejected on hold',
  rejected_due: 'Rejected when due',
  clawback_pending: 'Taken back on hold',
  clawback_due: 'Taken back when due',
  clawback_paid: 'Taken back after the payment',
  clawback_returned: 'Returned while owed back',
});

const excluded = inWords({
  holding: 'Still on hold',
  awaiting_approval: 'Not approved yet',
  frozen: 'Stopped while a question is looked into',
  approvals_missing: 'An approval is missing',
  after_cut_off: 'Payable after the cut-off',
  partner_not_active: 'The partner is not active',
  content_changed: 'It has changed since it was approved',
  below_minimum: 'Less than the minimum payout: carried over',
  run_full: 'The run is full: paid by a later one',
  state_changed: 'Its state has changed meanwhile',
  payee_missing: 'The partner has no account on file',
  payee_unverified: 'The account is not verified',
  payee_cooling_off: 'The account was changed lately',
  payee_changed: 'The account has changed since it was approved',
  agreement_missing: 'The partner has not signed the agreement',
  tax_form_missing: 'The tax form is missing',
  tax_form_unverified: 'The tax form is not verified',
  tax_form_expired: 'The tax form has expired',
  vendor_missing: 'Details of our own company are not recorded',
  document_missing: 'No invoice of the partner, and none can be written for it',
  document_unverified: 'An invoice of the partner is to be looked at',
  document_differs: 'The invoice says more than is owed by now: a credit note is needed',
});

const notPaid = inWords({
  payee_missing: 'No account to pay to: the partner has to enter one',
  account_not_usable:
    'This way of payment does not reach the account: pay it by another run, or ask for another account',
  account_closed: 'The account takes no payments: ask the partner for another one',
  currency_not_supported: 'This way of payment does not carry the currency: pay it by another run',
  amount_not_supported: 'This way of payment does not carry the amount: pay it by another run',
});

/** Words for the codes of money: lines, runs and books. */
export const moneyCodes = { moneyState, account, posting, excluded, notPaid };
