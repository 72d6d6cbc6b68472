import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../support/apiServer.ts';
import { moveTo, partner, program, refer } from '../../support/apiWorld.ts';
import { said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';

let world: CommandWorld;

beforeAll(async () => {
  world = await startCommandWorld();
  world.api.stories.answer = () => Promise.resolve({ outcome: 'done' });
});
afterAll(() => world.api.close());

const atCompany = (domain: string) => ({
  company: { name: domain, domain },
  prospect: { name: 'Bo', email: `bo@${domain}` },
});

/** A referral in review, and one of another partner that stands before it in the line, or in a line beside it. */
async function inReview(domain: string, compared: boolean) {
  const { api, own, lead } = world;
  const mina = await person(api, { roles: ['partner_manager'] });
  const rivals = await partner(api, { programIds: [await program(api)], managerId: mina.id });
  const rival = await refer(api, rivals.key, atCompany(domain));
  const id = await refer(api, own.key, atCompany(compared ? `other-${domain}` : domain));
  const { companyId } = await api.database.referral.findUniqueOrThrow({ where: { id: rival } });
  const verdict = { kind: 'review', candidates: compared ? [{ companyId, referralId: rival, evidence: [] }] : [] };
  await api.database.referral.update({ where: { id }, data: { verdict } });
  await moveTo(api, rival, { stage: 'accepted', ownerId: lead.id });
  await moveTo(api, id, { stage: 'in_review', ownerId: mina.id });
  return { id, mina, rival };
}

const DECLINE = { decision: 'decline', reasonCode: 'existing_customer' };

describe('POST /referrals/{id}/review', () => {
  it.each([
    { compared: false, why: 'the same company' },
    { compared: true, why: 'a company that it is compared with' },
  ])('403 separation_of_duties for who has a part in a rival: $why', async ({ compared }) => {
    const { id, mina } = await inReview(compared ? 'beside.example' : 'before.example', compared);
    for (const who of [world.lead, mina])
      expect(said(await world.give(id, 'review', DECLINE, who))).toEqual({ status: 403, code: 'separation_of_duties' });
    const page = await world.api.call<{ actions: string[] }>('GET', `/v1/referrals/${id}`, world.lead);
    expect(page.body.actions).not.toContain('review');
    expect((await world.give(id, 'review', DECLINE, world.manager)).status).toBe(200);
  });

  it('reads who stands before it: number, partner, owner, since when; the partner does not', async () => {
    const { id, rival } = await inReview('shown.example', false);
    const { own, lead, manager, api } = world;
    const heldAt = new Date('2026-11-20T09:00:00.000Z');
    const shown = async (who: { session: string }) =>
      (await api.call<{ ahead?: unknown }>('GET', `/v1/referrals/${id}`, who)).body.ahead;
    expect(await shown(manager)).toMatchObject({ referralId: rival, heldSince: null });
    await api.database.queueEntry.update({ where: { referralId: rival }, data: { state: 'held', heldAt } });
    const { number } = await api.database.referral.findUniqueOrThrow({ where: { id: rival } });
    const { name } = await api.database.user.findUniqueOrThrow({ where: { id: lead.id } });
    expect(await shown(manager)).toMatchObject({
      number,
      stage: 'accepted',
      ownerName: name,
      partnerName: expect.any(String),
      heldSince: heldAt.toISOString(),
    });
    expect(await shown(own.admin)).toBeUndefined();
  });

  it('200 for them once the rival has ended', async () => {
    const { id, rival } = await inReview('ended.example', false);
    await world.api.database.queueEntry.update({ where: { referralId: rival }, data: { state: 'released' } });
    expect((await world.give(id, 'review', DECLINE, world.lead)).status).toBe(200);
  });

  it('200 for an administrator who was given it, 403 for another', async () => {
    const { id } = await inReview('admins.example', false);
    const [olga, otto] = [
      await person(world.api, { roles: ['program_admin'] }),
      await person(world.api, { roles: ['program_admin'] }),
    ];
    await moveTo(world.api, id, { stage: 'in_review', ownerId: olga.id });
    expect(said(await world.give(id, 'review', DECLINE, otto))).toEqual({ status: 403, code: 'forbidden' });
    expect((await world.give(id, 'review', DECLINE, olga)).status).toBe(200);
  });
});
