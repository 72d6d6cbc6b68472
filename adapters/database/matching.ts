import type { AddressBook } from '../../domain/matching/normalise.ts';
import { crashPoint } from '../crashPoint.ts';
import { callFunction, callProcedure, guarded } from './callFunction.ts';
import { searchCandidates } from './candidateSearch.ts';
import { makeOne } from './companies.ts';
import type { Database, Queryable } from './client.ts';
import type { ClaimState, JoinedReferral, Matching, RegainClaim, RegainedClaim, TakenClaim } from './storyPort.ts';

const SUBMITTED = {
  companyId: true,
  intakeNo: true,
  companyName: true,
  companyDomain: true,
  companyCountry: true,
  prospectEmail: true,
  prospectPhone: true,
} as const;

export const createMatching = (database: Database, addresses: AddressBook): Matching => ({
  findCandidates: (referralId) =>
    guarded(async () => {
      const mine = await database.referral.findUniqueOrThrow({ where: { id: referralId }, select: SUBMITTED });
      return await searchCandidates(database, addresses, {
        name: mine.companyName,
        domain: mine.companyDomain ?? undefined,
        email: mine.prospectEmail ?? undefined,
        phone: mine.prospectPhone ?? undefined,
        country: mine.companyCountry ?? undefined,
        companyId: mine.companyId,
        intakeNo: mine.intakeNo,
      });
    }),

  standsBehind: (referralId) => callFunction(database, 'stands_behind', referralId),

  coolingUntil: ({ referralId, at }) => callFunction(database, 'comes_too_early', referralId, new Date(at)),

  tellApart: async ({ companyId, otherId, by, at }) => {
    await callProcedure(database, 'tell_companies_apart', companyId, otherId, by, new Date(at));
  },

  tellReferralApart: ({ referralId, otherIds, by, at }) =>
    guarded(async () => {
      await database.$executeRaw`
        SELECT tell_companies_apart(r.company_id, other.id, ${by}, ${new Date(at)})
        FROM referrals r, unnest(${otherIds}::text[]) AS other(id) WHERE r.id = ${referralId}`;
    }),

  ...createReviewWrites(database),

  takeClaim: async ({ referralId, at, inLine = false }) => {
    crashPoint('claim.before');
    const claim = await callFunction<TakenClaim>(database, 'take_claim', referralId, new Date(at), false, inLine);
    crashPoint('claim.after');
    return claim;
  },

  regainClaim: (args) => regainClaim(database, args),

  claimState: (referralId) =>
    guarded(async () => {
      const { state } = await database.queueEntry.findUniqueOrThrow({ where: { referralId }, select: { state: true } });
      return state as ClaimState;
    }),

  moveToCompany: async ({ referralId, companyId }) => {
    await callProcedure(database, 'move_to_company', referralId, companyId);
  },
});

export function regainClaim(
  as: Queryable,
  { referralId, place, undecided, at, cap }: RegainClaim,
): Promise<RegainedClaim> {
  const most = cap === null ? [] : [cap];
  return callFunction(as, 'regain_claim', referralId, place, undecided, new Date(at), ...most);
}

/** What a reviewer says of two records. */
const createReviewWrites = (database: Database): Pick<Matching, 'makeOne' | 'joinFound'> => ({
  makeOne: ({ at, ...said }) =>
    guarded(async () => {
      crashPoint('review.same.before');
      await makeOne(database, { ...said, at: new Date(at) });
      crashPoint('review.same.after');
    }),

  joinFound: async (found) => {
    crashPoint('review.join.before');
    const joined = await callFunction<JoinedReferral | null>(database, 'join_found_referral', found);
    crashPoint('review.join.after');
    return joined;
  },
});
