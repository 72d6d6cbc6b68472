import { claimKeys, namedLine } from '../../domain/matching/claimKeys.ts';
import { companyKeys } from '../../domain/matching/normalise.ts';
import type { AddressBook } from '../../domain/matching/normalise.ts';
import { scoreCandidate } from '../../domain/matching/evidence.ts';
import type { Policy } from '../../domain/policy.ts';
import { callFunction, guarded } from './callFunction.ts';
import { searchCandidates } from './candidateSearch.ts';
import type { Database } from './client.ts';
import type { DescribedCompany, DuplicateChecks, Glance } from './duplicateChecksPort.ts';
import type { AskedOfVendor, VendorChecks } from './vendorPort.ts';

type Deps = { database: Database; addresses: AddressBook; vendor: VendorChecks };
type Known = { policy: Policy; ownWork: AskedOfVendor['ownWork'] } & Pick<Glance, 'company' | 'standing' | 'held'>;

/** No referral has this number: every deal of the CRM is a foreign one. */
const NO_NUMBER = '';

export const createDuplicateChecks = (deps: Deps): DuplicateChecks => ({
  note: (userId, { inMinute, inDay }) => callFunction(deps.database, 'note_duplicate_check', userId, inMinute, inDay),

  look: async (described, now) => {
    const keys = companyKeys(described, deps.addresses);
    const { programId } = described;
    const productLine = namedLine(described.productLine) ?? null;
    const known = await callFunction<Known | null>(deps.database, 'company_at_a_glance', {
      programId,
      claimKeys: claimKeys(described),
      keys,
    });
    if (known === null) return undefined;
    const { policy, ownWork, company, standing, held } = known;
    const asked = { number: NO_NUMBER, submittedAt: now.toISOString(), productLine, policy, keys, ownWork };
    const [candidates, vendor] = await Promise.all([candidatesOf(deps, described, company), deps.vendor.of(asked)]);
    return { company, standing, held, activeClaim: policy.duplicates.activeClaim, candidates, vendor };
  },
});

/** Look-alikes by name; the company itself is none. */
function candidatesOf(
  { database, addresses }: Deps,
  { name, domain, country, email, phone }: DescribedCompany,
  company: Glance['company'],
): Promise<Glance['candidates']> {
  return guarded(async () => {
    const facts = await searchCandidates(database, addresses, { name, domain, country, email, phone });
    const others = facts.filter(({ companyId }) => companyId !== company?.id).map(scoreCandidate);
    const ids = others.map(({ companyId }) => companyId).filter((id) => id !== null);
    const named = await database.company.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
    const names = new Map(named.map((one) => [one.id, one.name]));
    return others.map((one) => ({ ...one, name: one.companyId === null ? null : (names.get(one.companyId) ?? null) }));
  });
}
