import type { z } from 'zod';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import type { Verdict } from '../schemas/verdict.ts';

type View = z.output<typeof Verdict>;

function presentVendor(vendor: VendorVerdict | undefined): View['vendor'] {
  if (vendor === undefined) return null;
  const { decision, why, unproven, finding, interested } = vendor;
  const { activity = null, at = null, recognised = null } = finding ?? {};
  return { decision, why, unproven, activity, at, recognised, interested };
}

/** What the check saw, with names for those inside. */
export const presentVerdict = ({ verdict, candidateNames, joinable }: ReferralRecord): View | null =>
  verdict === null
    ? null
    : {
        kind: verdict.kind,
        vendor: presentVendor(verdict.vendor),
        candidates: verdict.candidates.map(({ referralId, companyId, score, evidence }) => ({
          referralId,
          referralNumber: referralId === null ? null : (candidateNames[referralId] ?? null),
          companyId,
          companyName: companyId === null ? null : (candidateNames[companyId] ?? null),
          joinable: referralId !== null && joinable.includes(referralId),
          score,
          evidence: evidence.map(({ kind }) => kind),
        })),
      };
