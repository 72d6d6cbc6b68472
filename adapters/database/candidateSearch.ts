import { compareCompanies } from '../../domain/matching/compare.ts';
import type { CandidateFacts } from '../../domain/matching/evidence.ts';
import { companyKeys } from '../../domain/matching/normalise.ts';
import type { AddressBook, CompanyKey } from '../../domain/matching/normalise.ts';
import { guarded } from './callFunction.ts';
import type { Queryable } from './client.ts';
import type { CandidateQuestion } from './storyPort.ts';

/** A person compares a handful, not a directory. */
const CANDIDATES_MAX = 10;

type Found = {
  companyId: string;
  referralId: string | null;
  country: string | null;
  keys: CompanyKey[] | null;
  related: CandidateFacts['related'];
};

/** What is asked about: a submission as it was given, and which record and place in the order it has, if any. */
type Question = CandidateQuestion & { companyId?: string; intakeNo?: bigint };

/** The database finds, the domain compares. */
export async function searchCandidates(
  database: Queryable,
  addresses: AddressBook,
  { companyId, intakeNo, ...given }: Question,
): Promise<CandidateFacts[]> {
  const country = given.country ?? null;
  const ours = { keys: companyKeys(given, addresses), country };
  const question = { keys: ours.keys, country, companyId, intakeNo: intakeNo?.toString() };
  return guarded(async () => {
    const found = await database.$queryRawUnsafe<Found[]>(
      `SELECT company_id AS "companyId", referral_id AS "referralId", country, keys, related FROM find_companies($1::jsonb, $2::int)`,
      JSON.stringify(question),
      CANDIDATES_MAX,
    );
    return found.map(({ keys, country: theirCountry, ...one }) => ({
      source: 'company',
      id: one.companyId,
      ...one,
      ...compareCompanies(ours, { keys: keys ?? [], country: theirCountry }),
    }));
  });
}
