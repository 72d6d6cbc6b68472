import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createCompanies } from '../../adapters/database/companies.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createPartner, createProgram, submissionOf } from '../support/factories.ts';
import type { Partner } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

/** `FAIRNESS_COMPANIES=50 npm run jest -- test/database/fairness` is five hundred submissions at once. */
const COMPANIES = Number(process.env['FAIRNESS_COMPANIES'] ?? '12');
const EACH = 10;

let ground: Ground;
let api: Database;
let worker: Database;
let partners: Partner[];

beforeAll(async () => {
  ground = await createGround();
  api = createDatabase({ url: ground.url, role: 'fairlead_api', connections: 10 });
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 10 });
  // Claims hold across all programs of the installation.
  const programs = [
    await createProgram(ground.database, { vendor: ground.vendor }),
    await createProgram(ground.database, { vendor: ground.vendor }),
  ];
  partners = [];
  for (let place = 0; place < EACH; place += 1)
    partners.push(await createPartner(ground.database, { programIds: [programs[place % 2] ?? ''] }));
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await api.$disconnect();
  await ground.close();
});

/** Letters only, so that no two companies share a key. */
const wordOf = (company: number): string =>
  Array.from(String(company + 1_000), (digit) => `${'bdfgklmnrt'[Number(digit)] ?? ''}a`).join('');

/** Seven ways to name one company; the last two are known as records of their own until somebody says better. */
function spelled(company: number, way: number): { name: string; domain?: string; mail: string } {
  const word = wordOf(company);
  const ways = [
    { name: `${word} GmbH`, domain: `${word}.example`, mail: `${word}.example` },
    { name: word.toUpperCase(), domain: `www.${word}.example`, mail: `${word}.example` },
    {
      name: `${word} AG & Co. KG`,
      domain: `https://${word.toUpperCase()}.example/kontakt`,
      mail: `mail.${word}.example`,
    },
    { name: `The ${word} Company`, mail: `${word}.example` },
    { name: word, mail: `sales.${word}.example` },
    { name: `${word} Group`, domain: `${word}-group.example`, mail: `${word}-group.example` },
    { name: `${word} Ltd`, domain: `${word}-uk.example`, mail: `${word}-uk.example` },
  ];
  return ways[way % ways.length] ?? { name: word, mail: '' };
}

type Sent = { company: number; referralId: string; intakeNo: number };

async function sendAll(): Promise<Sent[]> {
  const intake = createIntake({ database: api, addresses: addressBook });
  const submissions = Array.from({ length: COMPANIES * EACH }, (_, place) => {
    const company = place % COMPANIES;
    const turn = Math.floor(place / COMPANIES);
    const { name, domain, mail } = spelled(company, turn);
    const changes = {
      company: { name, ...(domain === undefined ? {} : { domain }) },
      prospect: { name: 'P', email: `p${String(place)}@${mail}` },
    };
    return { company, submission: submissionOf(partners[turn] as Partner, changes) };
  });
  return Promise.all(
    submissions.map(async ({ company, submission }) => {
      const result = await intake.receive(submission);
      if (result.outcome !== 'created') throw new Error(JSON.stringify(result));
      return { company, referralId: result.receipt.referralId, intakeNo: result.receipt.intakeNo };
    }),
  );
}

/** Whoever came first by the number of intake holds the claim, all others stand in that order: reckoned from the receipts alone. */
async function expectFair(groups: Iterable<Sent[]>): Promise<void> {
  const matching = createMatching(worker, addressBook);
  for (const group of groups) {
    const inOrder = [...group].sort((one, other) => one.intakeNo - other.intakeNo);
    const claims = await Promise.all(
      inOrder.map(({ referralId }) => matching.takeClaim({ referralId, at: new Date().toISOString() })),
    );
    expect(claims).toEqual(
      inOrder.map((_, place) =>
        place === 0 ? { state: 'held', position: null } : { state: 'waiting', position: place },
      ),
    );
  }
}

const grouped = <Key>(sent: readonly Sent[], keyOf: (one: Sent) => Key): Map<Key, Sent[]> => {
  const groups = new Map<Key, Sent[]>();
  for (const one of sent) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
};

const shuffled = (sent: readonly Sent[]): Sent[] =>
  [...sent].sort((one, other) => one.referralId.slice(-6).localeCompare(other.referralId.slice(-6)));

describe('submissions of the same companies at the same moment, each in seven spellings', () => {
  it('hold and wait in the order of intake, again when records are merged late, and again when that is taken back', async () => {
    const sent = await sendAll();
    const rows = await ground.database.referral.findMany({ select: { id: true, companyId: true } });
    const recordOf = new Map(rows.map(({ id, companyId }) => [id, companyId]));
    const byRecord = grouped(sent, ({ referralId }) => recordOf.get(referralId));
    expect(byRecord.size).toBe(COMPANIES * 3);

    // Half of them are decided before, the others while the records are merged.
    const matching = createMatching(worker, addressBook);
    const take = ({ referralId }: Sent) => matching.takeClaim({ referralId, at: new Date().toISOString() });
    const early = shuffled(sent).filter((_, place) => place % 2 === 0);
    await Promise.all(early.map(take));
    const companies = createCompanies(api, addressBook);
    const all = [...grouped(sent, ({ company }) => company).values()].map((group) => [
      ...new Set(group.map(({ referralId }) => recordOf.get(referralId) ?? '')),
    ]);
    const decide = (name: 'merge' | 'unmerge', companyId: string, otherId: string) =>
      companies.once(undefined, async (writes) => {
        await writes[name]({
          companyId,
          otherId,
          keeps: [],
          reason: undefined,
          by: ground.vendor.greta,
          at: new Date(),
        });
        return { status: 200, headers: {}, text: '' };
      });
    const pairs = all.flatMap(([into = '', ...others]) => others.map((other) => [into, other] as const));
    const mergeAll = async () => {
      for (const [into, other] of pairs) await decide('merge', into, other);
    };
    await Promise.all([mergeAll(), ...shuffled(sent).map(take)]);
    await expectFair(grouped(sent, ({ company }) => company).values());

    await Promise.all(pairs.map(([into, other]) => decide('unmerge', into, other)));
    await expectFair(byRecord.values());
  }, 300_000);
});
