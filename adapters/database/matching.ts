import type { CandidateFacts } from '../../domain/matching/evidence.ts';
import type { CompanyKey } from '../../domain/matching/normalise.ts';
import { crashPoint } from '../crashPoint.ts';
import { callFunction, callProcedure, databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { ClaimState, Matching, TakenClaim } from './storyPort.ts';

/** A person compares a handful, not a directory. */
const CANDIDATES_MAX = 10;

type LookAlike = { company_id: string; referral_id: string; kinds: CompanyKey['kind'][] };

export const createMatching = (database: Database): Matching => ({
  findCandidates: async (referralId): Promise<CandidateFacts[]> => {
    try {
      const rows = await database.$queryRaw<LookAlike[]>`
        SELECT theirs.company_id, array_agg(DISTINCT theirs.kind) AS kinds, (array_agg(earlier.id ORDER BY earlier.intake_no))[1] AS referral_id
        FROM referrals mine
        JOIN company_keys ours ON ours.company_id = mine.company_id
        JOIN company_keys theirs ON theirs.kind = ours.kind AND theirs.value = ours.value AND theirs.company_id <> mine.company_id
        JOIN referrals earlier ON earlier.company_id = theirs.company_id AND earlier.intake_no < mine.intake_no
        WHERE mine.id = ${referralId}
        GROUP BY theirs.company_id ORDER BY theirs.company_id LIMIT ${CANDIDATES_MAX}`;
      return rows.map((row) => ({
        source: 'company',
        id: row.company_id,
        companyId: row.company_id,
        referralId: row.referral_id,
        sameKeys: row.kinds,
        nameSimilarity: row.kinds.includes('name') ? 1 : 0,
        country: 'unknown',
        domain: row.kinds.includes('domain') ? 'same' : 'unknown',
        related: null,
      }));
    } catch (error) {
      throw databaseError(error);
    }
  },

  standsBehind: (referralId) => callFunction(database, 'stands_behind', referralId),

  takeClaim: async ({ referralId, at }) => {
    crashPoint('claim.before');
    const claim = await callFunction<TakenClaim>(database, 'take_claim', referralId, new Date(at));
    crashPoint('claim.after');
    return claim;
  },

  regainClaim: ({ referralId, place, undecided, at }) =>
    callFunction(database, 'regain_claim', referralId, place, undecided, new Date(at)),

  claimState: async (referralId) => {
    try {
      const { state } = await database.queueEntry.findUniqueOrThrow({ where: { referralId }, select: { state: true } });
      return state as ClaimState;
    } catch (error) {
      throw databaseError(error);
    }
  },

  moveToCompany: async ({ referralId, companyId }) => {
    await callProcedure(database, 'move_to_company', referralId, companyId);
  },
});
