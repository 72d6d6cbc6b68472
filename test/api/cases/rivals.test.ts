import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, type Someone } from '../../support/apiServer.ts';
import { refer } from '../../support/apiWorld.ts';
import { REINSTATE, REJECT, startCaseApi, type CaseApi } from '../../support/caseApi.ts';
import { said } from '../../support/commandWorld.ts';

let world: CaseApi;

beforeAll(async () => {
  world = await startCaseApi();
});
afterAll(() => world.close());

/** An end that its partner contests, of a company that another partner's referral stands for meanwhile. */
async function contestedBesideRival(change: { ownerId?: string; managerId?: string }) {
  const { api, own, other, ended, contest } = world;
  const referralId = await ended();
  const { companyDomain: domain } = await api.database.referral.findUniqueOrThrow({ where: { id: referralId } });
  const company = { name: String(domain), domain };
  const rival = await refer(api, other.key, { company, prospect: { name: 'Bo', email: `bo@${String(domain)}` } });
  await api.database.queueEntry.update({ where: { referralId: rival }, data: { state: 'held' } });
  await api.database.referral.update({
    where: { id: rival },
    data: { stage: 'accepted', ownerId: change.ownerId ?? null },
  });
  await api.database.partner.update({ where: { id: other.id }, data: { managerId: change.managerId ?? null } });
  const { body } = await contest(referralId, undefined, own.admin);
  return { id: body.id, rival };
}

const decider = async (id: string): Promise<unknown> => (await world.read(id, world.lead)).body['decider'];

describe('a case about a company that stands for another partner', () => {
  it('is neither given to nor decided by a sales manager who owns that referral', async () => {
    const { id } = await contestedBesideRival({ ownerId: world.lead.id });
    const refused = await world.command(id, 'decide', REJECT, world.lead);
    expect(said(refused)).toEqual({ status: 403, code: 'separation_of_duties' });
    expect(refused.body).toMatchObject({ who: world.lead.id, why: ['owns_rival'] });
    expect((await world.command(id, 'decide', REINSTATE, world.manager)).status).toBe(200);
  });

  it('nor by the partner manager of that partner', async () => {
    const mina = await person(world.api, { roles: ['partner_manager'] });
    const { id } = await contestedBesideRival({ managerId: mina.id });
    const refused = await world.command(id, 'decide', REJECT, mina);
    expect(refused).toMatchObject({ status: 403, body: { code: 'separation_of_duties', why: ['manages_rival'] } });
    expect((await world.read(id, mina)).body).toMatchObject({
      actions: ['answer'],
      barred: [expect.objectContaining({ id: mina.id, reasons: [expect.stringContaining('manages the partner')] })],
    });
  });

  it('goes to an administrator where every manager has a part in it, and to a manager again when that is over', async () => {
    const { api, own, manager, lead } = world;
    const olga: Someone = await person(api, { roles: ['program_admin'] });
    const others = { roles: { hasSome: ['partner_manager', 'sales_manager'] }, id: { notIn: [lead.id, manager.id] } };
    await api.database.user.updateMany({ where: others, data: { active: false } });
    await api.database.partner.update({ where: { id: own.id }, data: { managerId: null } });
    const { id, rival } = await contestedBesideRival({ ownerId: lead.id, managerId: manager.id });
    expect(await decider(id)).toMatchObject({ id: olga.id });
    for (const who of [lead, manager])
      expect(said(await world.command(id, 'decide', REJECT, who))).toMatchObject({ code: 'separation_of_duties' });
    expect((await world.read(id, olga)).body).toMatchObject({ unassigned: false, actions: ['decide'] });
    await api.database.queueEntry.update({ where: { referralId: rival }, data: { state: 'released' } });
    expect(said(await world.command(id, 'decide', REJECT, olga))).toEqual({ status: 403, code: 'forbidden' });
    expect((await world.command(id, 'decide', REJECT, lead)).status).toBe(200);
  });
});
