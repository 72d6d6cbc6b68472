import { randomUUID } from 'node:crypto';
import { addressBook } from '../../adapters/addressBook.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import { createCompanies } from '../../adapters/database/companies.ts';
import type { CompanyWrites } from '../../adapters/database/companiesPort.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import { createPartner, createProgram, receive, submissionOf } from './factories.ts';
import type { Partner } from './factories.ts';
import { createGround } from './ground.ts';

export const AT = '2026-12-01T12:00:00.000Z';

/** Companies of an installation of their own, each referral by another of its partners, and what a manager says of them. */
export async function openCompanyRecords() {
  const ground = await createGround();
  const worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 10 });
  const api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 10 });
  const matching = createMatching(worker, addressBook);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  const partners = await Promise.all(
    Array.from({ length: 12 }, () => createPartner(ground.database, { programIds: [programId] })),
  );
  const close = async () => {
    await worker.$disconnect();
    await api.$disconnect();
    await ground.close();
  };
  const take = (referralId: string) => matching.takeClaim({ referralId, at: AT });
  const entry = (referralId: string) => ground.database.queueEntry.findUniqueOrThrow({ where: { referralId } });
  const statesOf = async (ids: readonly string[]) => (await Promise.all(ids.map(entry))).map(({ state }) => state);
  const recordOf = async (referralId: string) =>
    (await ground.database.referral.findUniqueOrThrow({ where: { id: referralId } })).companyId;
  const work = (referralId: string) =>
    ground.database.referral.update({ where: { id: referralId }, data: { stage: 'contacted' } });

  async function write<Result>(act: (writes: CompanyWrites) => Promise<Result>): Promise<Result> {
    let result: Result | undefined;
    await createCompanies(api, addressBook).once(undefined, async (writes) => {
      result = await act(writes);
      return { status: 200, headers: {}, text: '' };
    });
    return result as Result;
  }
  const decision = () => ({ by: ground.vendor.greta, at: new Date(AT) });
  const merge = (companyId: string, otherId: string, keeps: string[] = []) =>
    write((writes) => writes.merge({ ...decision(), companyId, otherId, keeps, reason: undefined }));
  const unmerge = (companyId: string, otherId: string) =>
    write((writes) => writes.unmerge({ ...decision(), companyId, otherId }));
  /** In the order in which they were written. */
  async function signalsTo(referralId: string): Promise<string[]> {
    const where = { kind: 'signal', groupKey: `referral:${referralId}` };
    const rows = await ground.database.outboxRow.findMany({ where, orderBy: { id: 'asc' } });
    return rows.map(({ payload }) => (payload as { signal: string }).signal);
  }
  const company = companiesOf({ ground, partners, take });
  return {
    ...{ ground, worker, matching, partners, close, company, take, entry, statesOf, recordOf, work },
    ...{ write, decision, merge, unmerge, signalsTo },
  };
}

export type CompanyRecords = Awaited<ReturnType<typeof openCompanyRecords>>;

type Refers = Pick<CompanyRecords, 'ground' | 'take'> & { partners: readonly Partner[] };

/** A company of this installation, and how to refer it: each time by another partner. */
function companiesOf({ ground, partners, take }: Refers) {
  let asked = 0;
  return () => {
    const domain = `${randomUUID()}.example`; // no two of them look alike
    const refer = async (line?: string): Promise<string> => {
      asked += 1;
      const prospect = { name: 'P', email: `p${String(asked)}@${domain}` };
      const by = partners[asked % partners.length] as Partner;
      const changes = {
        company: { name: domain, domain },
        prospect,
        ...(line === undefined ? {} : { productLine: line }),
      };
      return (await receive(ground.database, submissionOf(by, changes))).referralId;
    };
    const referAndTake = async (line?: string): Promise<string> => {
      const referralId = await refer(line);
      await take(referralId);
      return referralId;
    };
    return { domain, refer, referAndTake };
  };
}
