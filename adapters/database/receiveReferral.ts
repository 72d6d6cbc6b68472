import { companyDomains, companyKeys, normaliseEmail } from '../../domain/matching/normalise.ts';
import type { AddressBook } from '../../domain/matching/normalise.ts';
import { crashPoint } from '../crashPoint.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Queryable } from './client.ts';
import type { Intake, ReceiveResult, Submission } from './port.ts';

type StoredResult = Exclude<ReceiveResult, { outcome: 'replayed' }> & { replayed?: boolean };

/** The receiving transaction behind POST /referrals: one call of `receive_referral` (see prisma/migrations). */
export const createIntake = (deps: { database: Queryable; addresses: AddressBook }): Intake => ({
  receive: async (submission) => {
    const parameters = toParameters(submission, deps.addresses);
    crashPoint('receive.before');
    const result = await callFunction<StoredResult>(deps.database, 'receive_referral', parameters);
    crashPoint('receive.after');
    if (result.outcome === 'created' && 'replayed' in result) return { ...result, outcome: 'replayed' };
    return result.outcome === 'same_partner' ? { ...result, replayed: 'replayed' in result } : result;
  },
});

function toParameters(submission: Submission, addresses: AddressBook): Record<string, unknown> {
  const { idempotency, prospect, company, ...rest } = submission;
  const domain = { domain: company.domain, email: prospect.email };
  return {
    ...rest,
    ids: { referral: newId('referral'), company: newId('company'), contact: newId('contact') },
    key: idempotency?.key,
    requestHash: idempotency?.requestHash,
    prospect: { ...prospect, emailKey: prospect.email === undefined ? undefined : normaliseEmail(prospect.email) },
    company: { ...company, registrableDomain: companyDomains(domain, addresses)[0] },
    keys: companyKeys({ name: company.name, ...domain }, addresses),
  };
}
