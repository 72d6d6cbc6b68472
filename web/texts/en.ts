import { books } from './books.ts';
import { cases } from './cases.ts';
import { codes } from './codes.ts';
import { deals } from './deals.ts';
import { finance } from './finance.ts';
import { frame, signIn, ui } from './frame.ts';
import { agreements, documents } from './documents.ts';
import { invoices } from './invoices.ts';
import { payees } from './payees.ts';
import { tax } from './tax.ts';
import { partner } from './partner.ts';
import { plans } from './plans.ts';
import { profile } from './profile.ts';
import { promises } from './promises.ts';
import { reconciliation } from './reconciliation.ts';
import { questions } from './questions.ts';
import { sales } from './sales.ts';
import { splits } from './splits.ts';
import { staff } from './staff.ts';
import { statements } from './statements.ts';
import { thread } from './thread.ts';
import { vendor } from './vendor.ts';
import { today } from './today.ts';

/** Every text of the web app, in English. Sentences about a referral come from the API, in the reader's language. */
export const texts = {
  books,
  cases,
  codes,
  deals,
  finance,
  frame,
  partner,
  agreements,
  documents,
  invoices,
  payees,
  tax,
  plans,
  profile,
  promises,
  questions,
  reconciliation,
  sales,
  signIn,
  splits,
  staff,
  statements,
  thread,
  today,
  ui,
  vendor,
};
