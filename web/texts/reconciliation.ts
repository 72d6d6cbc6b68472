import { codes } from './codes.ts';
import { inWords } from './inWords.ts';

const said = inWords({
  open: 'Open',
  released: 'Released',
  submitted: 'With the bank',
  no_statement: 'No statement',
  no_item: 'No payment',
  item: 'Payment',
  paid: 'Left the account',
  returned: 'Came back',
  lines: 'By the commissions',
  items: 'By the payments',
  books: 'In the ledger',
});

/** What is said of these is the stage of a deal. */
const KINDS_ABOUT_DEALS = [
  'won_without_credit',
  'open_here_closed_there',
  'won_here_not_there',
  'amount_differs',
] as const;

/** Where our sources and those of others differ. */
export const reconciliation = {
  title: 'Reconciliation',
  about: 'Referrals, the CRM, the ledger and the bank, compared every morning.',
  agree: (asOf: string) => `All four sources agree as of ${asOf}`,
  agreeText: (compared: number) => `${compared} comparisons were made.`,
  empty: 'There was nothing to compare',
  emptyText: 'No referral has a deal in the CRM yet, and no payment was made.',
  never: 'Nothing was compared yet',
  neverText: 'The first comparison is made in the morning. You can start one now.',
  noneFound: 'No difference was found in what could be read',
  noneFoundText: 'The rest is compared as soon as it can be read again.',
  compare: 'Compare now',
  comparing: 'Comparing',
  started: 'The comparison has started. It may take a few minutes.',
  runs: 'A comparison is being made.',
  table: 'As a table',
  explained: 'Explained',
  counts: (explained: number, compared: number) => `${explained} of ${compared}`,
  percent: (percent: number | null) => (percent === null ? 'Not known' : `${percent} %`),
  differences: 'Open differences',
  lastComparison: 'Compared',
  sources: { referrals: 'our referrals', crm: 'the CRM', ledger: 'the ledger', bank: 'the bank' },
  unreadable: (source: string, asOf: string | null) =>
    asOf === null
      ? `We could not read ${source}, and never could before.`
      : `We could not read ${source}. What you see of it is as of ${asOf}.`,
  unreadableText: 'Nothing is said about what could not be read.',
  columns: {
    what: 'Difference',
    subject: 'About',
    ours: 'Here',
    theirs: 'There',
    since: 'Since',
    owner: 'Whose it is',
    change: 'What to do',
  },
  kinds: {
    won_without_credit: 'Won without credit',
    open_here_closed_there: 'Open here, lost in the CRM',
    won_here_not_there: 'Won here, not in the CRM',
    amount_differs: 'Amounts differ',
    paid_not_settled: 'Released, not settled',
    rail_line_unmatched: 'The bank moved money without a payment',
    books_differ: 'The ledger differs',
  },
  todo: {
    won_without_credit: 'Credit',
    open_here_closed_there: 'Close',
    won_here_not_there: 'Look',
    amount_differs: 'Correct',
    paid_not_settled: 'Settle',
    rail_line_unmatched: 'Look',
    books_differ: 'Look',
  },
  said: (kind: string, says: string) =>
    KINDS_ABOUT_DEALS.some((one) => one === kind) && says !== 'open' ? codes.stage(says) : said(says),
  finance: 'Finance',
  run: 'Payout run',
  accept: 'Accept',
  acceptTitle: 'Accept this difference?',
  acceptText:
    'It counts as explained from then on. Nothing is booked or paid by it. When one of the two says something else later, you are asked again.',
  reason: 'Reason',
  reasonMissing: 'Enter why both are right',
  accepted: 'The difference is accepted.',
  acceptedBy: (name: string, day: string) => `Accepted by ${name}, ${day}`,
};
