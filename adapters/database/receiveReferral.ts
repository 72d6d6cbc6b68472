import { companyDomain, companyKeys, normaliseEmail } from '../../domain/matching/normalise.ts';
import type { AddressBook, CompanyKey } from '../../domain/matching/normalise.ts';
import { claimKeys, namedLine } from '../../domain/matching/claimKeys.ts';
import { crashPoint } from '../crashPoint.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Queryable } from './client.ts';
import { createTurns } from './turns.ts';
import type { Intake, ReceiveResult, Submission } from './port.ts';

type StoredResult = Exclude<ReceiveResult, { outcome: 'replayed' }> & { replayed?: boolean };

/**
 * Rivals for one company queue behind its locks in any case. So many of them may do so on connections of the pool; the
 * others wait before it, so that everybody else finds a connection.
 */
const RIVALS_AT_ONCE = 2;

/** The receiving transaction behind POST /referrals: one call of `receive_referral` (see prisma/migrations). */
export function createIntake({ database, addresses }: { database: Queryable; addresses: AddressBook }): Intake {
  const inTurn = createTurns(RIVALS_AT_ONCE);
  return {
    receive: async (submission) => {
      const parameters = toParameters(submission, addresses);
      const rival = parameters.keys.find(({ kind }) => kind === 'domain') ?? parameters.keys[0];
      crashPoint('receive.before');
      const result = await inTurn(`${rival?.kind ?? ''}:${rival?.value ?? ''}`, () =>
        callFunction<StoredResult>(database, 'receive_referral', parameters),
      );
      crashPoint('receive.after');
      if (result.outcome === 'created' && 'replayed' in result) return { ...result, outcome: 'replayed' };
      return result.outcome === 'same_partner' ? { ...result, replayed: 'replayed' in result } : result;
    },
  };
}

type Parameters = Record<string, unknown> & { keys: readonly CompanyKey[] };

function toParameters(submission: Submission, addresses: AddressBook): Parameters {
  const { idempotency, prospect, company, ...rest } = submission;
  const { name, domain, country } = company;
  const given = { name, domain, country, email: prospect.email, phone: prospect.phone };
  return {
    ...rest,
    productLine: namedLine(rest.productLine),
    project: namedLine(rest.project),
    claimKeys: claimKeys(rest),
    ids: { referral: newId('referral'), company: newId('company'), contact: newId('contact') },
    key: idempotency?.key,
    requestHash: idempotency?.requestHash,
    prospect: { ...prospect, emailKey: prospect.email === undefined ? undefined : normaliseEmail(prospect.email) },
    company: { ...company, registrableDomain: companyDomain(given, addresses) },
    keys: companyKeys(given, addresses),
  };
}
