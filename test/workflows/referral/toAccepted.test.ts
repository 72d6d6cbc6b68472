import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGround } from '../../support/ground.ts';
import { openStoryWorld } from '../../support/storyWorld.ts';
import type { Ground } from '../../support/ground.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

let ground: Ground;
let world: StoryWorld;

beforeAll(async () => {
  ground = await createGround();
  world = await openStoryWorld(ground);
}, 300_000);

afterAll(async () => {
  await world.close();
  await ground.close();
});

describe('a referral of a company nobody knows', () => {
  it('is accepted: claim held, owner assigned, partner and owner told, CRM record made', async () => {
    const { referralId } = await world.submit();
    await world.isIn(referralId, 'accepted');
    await world.tells(referralId, 'crm.linked');
    const row = await world.row(referralId);
    expect([ground.vendor.nora, ground.vendor.tom]).toContain(row.ownerId);
    expect(row.crmRecordId).not.toBeNull();
    expect(await ground.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).toMatchObject({
      state: 'held',
    });
    expect(row.clocks).toMatchObject([
      { kind: 'acknowledge', state: 'met' },
      { kind: 'first_contact', state: 'running' },
      { kind: 'expiry', state: 'running' },
      { kind: 'status_update', state: 'running' },
    ]);
    expect((await world.mails(referralId)).map(({ text, receiver }) => [text, receiver])).toEqual([
      ['received', 'submitter'],
      ['accepted', 'submitter'],
      ['assigned', row.ownerId],
    ]);
  });

  it('goes to qualified on the word of its owner, each step read back at once', async () => {
    const { referralId } = await world.submit();
    await world.isIn(referralId, 'accepted');
    const owner = (await world.row(referralId)).ownerId ?? '';
    expect((await world.give(referralId, 'contact', owner, { channel: 'phone', outcome: 'reached' })).answer).toEqual({
      outcome: 'done',
    });
    expect((await world.row(referralId)).stage).toBe('contacted');
  });
});
