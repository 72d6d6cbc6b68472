import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressBook } from '../../adapters/addressBook.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createMatching } from '../../adapters/database/matching.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createPartner, createProgram, receive, submissionOf } from '../support/factories.ts';
import type { Partner, SubmissionChanges } from '../support/factories.ts';
import { createGround } from '../support/ground.ts';
import type { Ground } from '../support/ground.ts';

let ground: Ground;
let worker: Database;
let projects: string;
let lines: string;
let partners: Partner[];

beforeAll(async () => {
  ground = await createGround();
  worker = createDatabase({ url: ground.url, role: 'fairlead_worker', connections: 4 });
  const { vendor } = ground;
  projects = await createProgram(ground.database, { vendor, policy: { claimScope: 'company_project' } });
  lines = await createProgram(ground.database, { vendor });
  partners = await Promise.all(
    Array.from({ length: 4 }, () => createPartner(ground.database, { programIds: [projects, lines] })),
  );
}, 300_000);

afterAll(async () => {
  await worker.$disconnect();
  await ground.close();
});

const submission = (place: number, domain: string, changes: SubmissionChanges) => {
  const prospect = { name: 'P', email: `p${String(place)}@${domain}` };
  const company = { name: domain, domain };
  return submissionOf(partners[place] as Partner, { programId: projects, company, prospect, ...changes });
};

/** Where a referral by this partner stands in the line of the company. */
async function standing(place: number, domain: string, changes: SubmissionChanges): Promise<string> {
  const { referralId } = await receive(ground.database, submission(place, domain, changes));
  const claim = await createMatching(worker, addressBook).takeClaim({ referralId, at: new Date().toISOString() });
  return claim.state;
}

describe('a claim by project', () => {
  it('stands beside that of another project; the same project waits, and so does one that names none', async () => {
    expect(await standing(0, 'werke.example', { project: 'Gary' })).toBe('held');
    expect(await standing(1, 'werke.example', { project: 'Lake Charles' })).toBe('held');
    expect(await standing(2, 'werke.example', { project: ' ga\u200bry ' })).toBe('waiting');
    expect(await standing(3, 'werke.example', {})).toBe('waiting');
  });

  it('and by product line: what reads the same is the same, whatever signs it is written with, and is kept as it reads', async () => {
    const line = { programId: lines };
    expect(await standing(0, 'zeichen.example', { ...line, productLine: 'Monitor' })).toBe('held');
    expect(await standing(1, 'zeichen.example', { ...line, productLine: 'Moni\u200btor' })).toBe('waiting');
    expect(await standing(2, 'zeichen.example', { ...line, productLine: 'ＭＯＮＩＴＯＲ' })).toBe('waiting');
    expect(await standing(3, 'zeichen.example', { ...line, productLine: 'Mоnitоr\u2060' })).toBe('waiting');
    const kept = await ground.database.referral.findMany({
      where: { companyDomain: 'zeichen.example' },
      orderBy: { intakeNo: 'asc' },
    });
    expect(kept.map(({ productLine }) => productLine)).toEqual(['Monitor', 'Monitor', 'MONITOR', 'Mоnitоr']);
  });

  it('that nobody can read is none: it stands for the whole company', async () => {
    const line = { programId: lines };
    expect(await standing(0, 'leer.example', { ...line, productLine: '\u200b' })).toBe('held');
    expect(await standing(1, 'leer.example', { ...line, productLine: 'Monitor' })).toBe('waiting');
  });

  it('of the same partner is a new referral for another project and the same one for the same', async () => {
    const intake = createIntake({ database: ground.database, addresses: addressBook });
    const send = (project: string) => intake.receive(submission(0, 'bauten.example', { project }));
    expect((await send('Halle 1')).outcome).toBe('created');
    expect((await send('Halle 2')).outcome).toBe('created');
    expect((await send('HALLE 1')).outcome).toBe('same_partner');
  });

  it('asks for no product line, and excludes the lines of another program', async () => {
    expect(await standing(0, 'hallen.example', { project: 'Nord', productLine: 'monitor' })).toBe('held');
    expect(await standing(1, 'hallen.example', { project: 'Sued', productLine: 'monitor' })).toBe('held');
    expect(await standing(2, 'hallen.example', { programId: lines, productLine: 'predict' })).toBe('waiting');
  });
});
