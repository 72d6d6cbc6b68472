import { createHash } from 'node:crypto';
import type { Call } from './http.ts';
import type { PartnerKey } from './people.ts';

export type SubmissionBody = {
  programId: string;
  prospect: { name: string; email: string; title: string };
  company: { name: string; domain: string; country: string };
  need: string;
  estimatedValue: { amount: number; currency: string };
  productLine: string;
  consent: { basis: 'legitimate_interest' };
  externalRef: string;
};

const NAME_LETTERS = 12;
const FIRST_LETTER = 'a'.charCodeAt(0);
const ALPHABET = 26;

/** Twelve letters of chance, the same for the same text: `company-1` and `company-2` would be look-alikes for a reviewer. */
function wordFor(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, NAME_LETTERS);
  return String.fromCharCode(...[...bytes].map((byte) => FIRST_LETTER + (byte % ALPHABET)));
}

/** A referral of a person at a company that nothing else refers to, unless the same `company` is given again. */
export function submissionBody(args: { programId: string; company: string; person: string }): SubmissionBody {
  const { programId, person } = args;
  const company = wordFor(args.company);
  return {
    programId,
    prospect: { name: `Ada ${person}`, email: `${person}@${company}.example`, title: 'COO' },
    company: { name: `${company} AB`, domain: `${company}.example`, country: 'SE' },
    need: 'Replaces a spreadsheet-based dispatch system, 40 seats',
    estimatedValue: { amount: 4_800_000, currency: 'EUR' },
    productLine: 'platform',
    consent: { basis: 'legitimate_interest' },
    externalRef: person,
  };
}

export const submissionCall = (by: PartnerKey, body: SubmissionBody, idempotencyKey: string): Call => ({
  method: 'POST',
  path: '/v1/referrals',
  headers: { ...by.headers, 'idempotency-key': idempotencyKey },
  body,
});
