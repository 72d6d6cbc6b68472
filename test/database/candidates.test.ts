import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { searchCandidates } from '../../adapters/database/candidateSearch.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import type { Matching } from '../../adapters/database/storyPort.ts';
import { newId } from '../../adapters/ids.ts';
import { companyKeys } from '../../domain/matching/normalise.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner, SubmissionChanges } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
let matching: Matching;
let partner: Partner;

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 4 });
  matching = createMatching(worker, addressBook);
  const programId = await createProgram(ground.database, { vendor: ground.vendor });
  partner = await createPartner(ground.database, { programIds: [programId] });
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

async function referred(company: { name: string; domain?: string; country?: string }, changes: SubmissionChanges = {}) {
  const prospect = { name: 'P', email: `p${newId('contact')}@gmail.com` };
  const { referralId } = await receive(ground.database, submissionOf(partner, { prospect, company, ...changes }));
  const { companyId } = await ground.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  return { referralId, companyId };
}

/** A company that was never referred: known from elsewhere. */
async function known(name: string, domain?: string): Promise<string> {
  const id = newId('company');
  await ground.database.company.create({ data: { id, name, domain: domain ?? null } });
  const keys = companyKeys({ name, domain }, addressBook);
  await ground.database.companyKey.createMany({ data: keys.map((key) => ({ ...key, companyId: id })) });
  return id;
}

describe('the search for companies that a referral may mean', () => {
  it('finds the same name under another domain, with the earliest referral there', async () => {
    const first = await referred({ name: 'Nordwind Logistik GmbH', domain: 'nordwind.example', country: 'DE' });
    const { referralId } = await referred({
      name: 'Nordwind Logistik AB',
      domain: 'nordwind-ab.example',
      country: 'SE',
    });
    expect(await matching.findCandidates(referralId)).toEqual([
      {
        source: 'company',
        id: first.companyId,
        companyId: first.companyId,
        referralId: first.referralId,
        sameKeys: ['name'],
        nameSimilarity: 1,
        country: 'other',
        domain: 'other',
        related: null,
      },
    ]);
    expect(await matching.findCandidates(first.referralId)).toEqual([]); // what came later decides nothing
  });

  it.each([
    { their: 'Zellinger Maschinenbau AG', our: 'Zelinger Maschinenbau AG', why: 'a letter is missing' },
    { their: 'Brandhuber Fördertechnik', our: 'Brandhuber Foerdertechink GmbH', why: 'letters are swapped' },
    { their: 'Aurelia Pharma', our: 'Aurelia Pharma Holding', why: 'a word more' },
  ])('finds $their when $our is named ($why)', async ({ their, our }) => {
    const companyId = await known(their);
    const { referralId } = await referred({ name: our });
    const [found] = await matching.findCandidates(referralId);
    expect(found).toMatchObject({ companyId, referralId: null, domain: 'unknown', country: 'unknown' });
    expect(found?.nameSimilarity).toBeGreaterThan(0.6);
  });

  it('finds initials among names, and names among initials', async () => {
    const long = await known('Bayerische Motoren Kontor Werke');
    const short = await known('HKWS');
    const byShort = await referred({ name: 'BMKW' });
    const byLong = await referred({ name: 'Hamburger Kranbau Werft Stade' });
    expect(await matching.findCandidates(byShort.referralId)).toMatchObject([
      { companyId: long, sameKeys: ['acronym'] },
    ]);
    expect(await matching.findCandidates(byLong.referralId)).toMatchObject([
      { companyId: short, sameKeys: ['acronym'] },
    ]);
  });

  it('finds the person and the switchboard, whatever the company is called', async () => {
    const person = { name: 'Ada', email: 'ada.kurz@gmail.com', phone: '+49 711 8484848' };
    const first = await referred({ name: 'Kurzwaren Kontor', domain: 'kurzwaren.example' }, { prospect: person });
    const other = await referred({ name: 'Seidenhaus', domain: 'seidenhaus.example' }, { prospect: person });
    const found = await matching.findCandidates(other.referralId);
    expect(found).toMatchObject([{ companyId: first.companyId, domain: 'other' }]);
    expect([...(found[0]?.sameKeys ?? [])].sort()).toEqual(['email', 'phone']);
  });

  it('finds who belongs to whom', async () => {
    const parent = await referred({ name: 'Orbis Gruppe', domain: 'orbis.example' });
    const child = await referred({ name: 'Velox Antriebe', domain: 'velox.example' });
    await ground.database.companyRelation.create({
      data: { childId: child.companyId, parentId: parent.companyId, createdBy: 'usr', createdAt: new Date() },
    });
    expect(await matching.findCandidates(child.referralId)).toMatchObject([
      { companyId: parent.companyId, related: 'parent' },
    ]);
  });

  it('does not ask again about what a person has told apart', async () => {
    const first = await referred({ name: 'Merkur Versand', domain: 'merkur-versand.example' });
    const second = await referred({ name: 'Merkur Versand', domain: 'merkur-shop.example' });
    expect(await matching.findCandidates(second.referralId)).toHaveLength(1);
    await matching.tellApart({
      companyId: second.companyId,
      otherId: first.companyId,
      by: 'usr_1',
      at: new Date().toISOString(),
    });
    expect(await matching.findCandidates(second.referralId)).toEqual([]);
  });

  it('asks with no referral at all and sees everything that is known', async () => {
    const companyId = await known('Talfried Optik', 'talfried.example');
    const { referralId } = await referred({ name: 'Talfried Optik', domain: 'talfried.example' });
    expect(
      await searchCandidates(worker, addressBook, { name: 'Something else', domain: 'www.talfried.example' }),
    ).toMatchObject([{ companyId, referralId, domain: 'same', sameKeys: ['domain'] }]);
  });

  it('brings a handful, however many share a name', async () => {
    for (let place = 0; place < 30; place += 1) await known('Phönix Bau', `phoenix${String(place)}.example`);
    const { referralId } = await referred({ name: 'Phoenix Bau', domain: 'phoenix-own.example' });
    expect(await matching.findCandidates(referralId)).toHaveLength(10);
  });
});
