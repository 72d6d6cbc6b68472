import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { asName, openCrashWorld, own, type CrashWorld } from '../support/crashWorld.ts';
import { receive, submissionOf } from '../support/factories.ts';
import { ON_SAME } from './points.ts';

let world: CrashWorld;
beforeAll(async () => {
  world = await openCrashWorld();
}, 300_000);
afterAll(() => world.close());

it('a worker that dies around a reviewer’s word that it is the same is replaced: what it brings about comes once', async () => {
  const { bring, leave, withWorker, dieAt, expectAgreed, untilIn, program, database } = world;
  const compared: { point: string; known: string; referralId: string; joins: boolean }[] = [];
  await withWorker(async () => {
    for (const point of ON_SAME) {
      const name = asName(point);
      const joins = point.startsWith('review.join');
      const { referralId: known, partner } = await bring(program, own(name));
      await untilIn(known, 'accepted');
      const lookAlike = {
        company: { name, domain: `${name}-group.example` },
        prospect: { name: 'Bo', email: `bo@${name}-group.example` },
      };
      const { referralId } = joins
        ? await receive(database, submissionOf(partner, lookAlike))
        : await bring(program, lookAlike);
      await untilIn(referralId, 'in_review');
      compared.push({ point, known, referralId, joins });
    }
  });
  for (const { point, known, referralId, joins } of compared) {
    const payload = { decision: joins ? 'join' : 'alias', candidateId: known } as const;
    await dieAt(point, () => leave(referralId, { name: 'review', payload }));
  }
  await withWorker(async () => {
    for (const { referralId, joins } of compared) await expectAgreed(referralId, joins ? 'declined' : 'waitlisted', 1);
  });
  for (const { known, referralId, joins } of compared) {
    const { companyId } = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
    expect(await database.referralContact.count({ where: { referralId: known } })).toBe(joins ? 1 : 0);
    expect(await database.companyMerge.count({ where: { companyId } })).toBe(joins ? 0 : 1);
  }
}, 600_000);
