import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Case } from '../../../api/schemas/cases.ts';
import { startCaseApi, type CaseApi, type CaseView } from '../../support/caseApi.ts';
import { said } from '../../support/commandWorld.ts';

let world: CaseApi;

beforeAll(async () => {
  world = await startCaseApi();
});
afterAll(() => world.close());

const SECRETS = /DEAL-77|Priya|renewal|Monitor|priya@/;
const NOT_RELATED = { outcome: 'rejected', effect: 'none', reason: 'It is other business.' };

describe('a deal beside a registration, by the API', () => {
  it('200 the house reads whose deal it is; the partner reads that there is one, and nothing else of it', async () => {
    const { id, referralId, dealOwner } = await world.dealFound();
    const internal = (await world.read(id, world.manager)).body;
    expect(() => Case.parse(internal)).not.toThrow();
    expect(internal).toMatchObject({
      kind: 'parallel_deal',
      effects: ['link'],
      actions: ['decide'],
      beside: { dealId: 'DEAL-77', owner: { id: dealOwner.id, name: 'Priya Nair' }, proven: true, answer: null },
    });
    const partner = (await world.read(id, world.own.admin)).body;
    expect(() => Case.parse(partner)).not.toThrow();
    expect(partner).toMatchObject({ kind: 'parallel_deal', actions: [], openedBy: { kind: 'system' } });
    expect(partner.next.sentence).toContain('We found a deal of ours with this company');
    expect(JSON.stringify(partner)).not.toMatch(SECRETS);
    expect(partner).not.toHaveProperty('beside');
    const timeline = await world.api.call('GET', `/v1/referrals/${referralId}/timeline`, world.own.admin);
    expect(JSON.stringify(timeline.body)).toContain('case.found');
    expect(JSON.stringify(timeline.body)).not.toMatch(SECRETS);
  });

  it('200 is in the list of whose deal it is, of the partner manager and of the partner, by its kind', async () => {
    const { id, dealOwner } = await world.dealFound();
    for (const who of [dealOwner, world.manager, world.own.admin]) {
      const { status, body } = await world.api.call<{ data: CaseView[] }>('GET', '/v1/cases?kind=parallel_deal', who);
      expect(status).toBe(200);
      expect(body.data.map((one) => one.id)).toContain(id);
    }
    const { body } = await world.api.call<{ data: CaseView[] }>('GET', '/v1/cases?kind=parallel_deal', world.rep);
    expect(body.data.map((one) => one.id)).not.toContain(id);
    expect((await world.read(id, world.rep)).status).toBe(404);
  });

  it('200 whose deal it is links it: the case is over, and the partner reads so', async () => {
    const { id, dealOwner } = await world.dealFound();
    const { status, body } = await world.command(id, 'answer', { says: 'linked' }, dealOwner);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'closed', decision: { outcome: 'upheld', effect: 'link' } });
    expect((await world.read(id, world.own.admin)).body.next.sentence).toContain('is the deal of your referral');
  });

  it('200 said to be other business, decided by the partner manager; the reason stays in the house', async () => {
    const { id, dealOwner, referralId } = await world.dealFound();
    const other = { says: 'other_business', note: 'The renewal of 2024.' };
    expect((await world.command(id, 'answer', other, dealOwner)).body).toMatchObject({ state: 'answered' });
    expect((await world.read(id, world.manager)).body).toMatchObject({
      beside: { answer: { says: 'other_business', reason: 'The renewal of 2024.', by: { id: dealOwner.id } } },
    });
    const { body } = await world.command(id, 'decide', NOT_RELATED, world.manager);
    expect(body).toMatchObject({ state: 'decided', decision: { outcome: 'rejected', effect: 'none' } });
    const partner = (await world.read(id, world.own.admin)).body;
    expect(partner.actions).toEqual(['second-look']);
    expect(partner.next.sentence).toContain('It is other business');
    expect(JSON.stringify(partner)).not.toMatch(SECRETS);
    const timeline = await world.api.call('GET', `/v1/referrals/${referralId}/timeline`, world.own.admin);
    expect(JSON.stringify(timeline.body)).not.toMatch(SECRETS);
  });

  it('400 an answer that says nothing of the deal and nothing to the partner', async () => {
    const { id, dealOwner } = await world.dealFound();
    expect((await world.command(id, 'answer', {}, dealOwner)).status).toBe(400);
    expect((await world.command(id, 'answer', { says: 'perhaps' }, dealOwner)).status).toBe(400);
    expect((await world.command(id, 'answer', { says: 'linked', message: 'Ours.' }, dealOwner)).status).toBe(400);
  });

  it('refuses an answer of the other kind, and other business without a reason', async () => {
    const { id, dealOwner } = await world.dealFound();
    expect(said(await world.command(id, 'answer', { message: 'We look.' }, dealOwner))).toEqual({
      status: 400,
      code: 'invalid_request',
    });
    const reasonless = await world.command(id, 'answer', { says: 'other_business' }, dealOwner);
    expect(said(reasonless)).toEqual({ status: 422, code: 'reason_required' });
    const contested = await world.opened();
    expect(said(await world.command(contested, 'answer', { says: 'linked' }))).toEqual({
      status: 422,
      code: 'reason_required',
    });
  });

  it('403 who has no say in it: the partner, a manager of sales, who has the deal and manages the partner', async () => {
    const { id } = await world.dealFound();
    expect((await world.command(id, 'withdraw', {}, world.own.admin)).status).toBe(403);
    expect((await world.command(id, 'decide', NOT_RELATED, world.lead)).status).toBe(403);
    expect((await world.command(id, 'answer', { says: 'linked' }, world.manager)).status).toBe(403);
    const { id: mine } = await world.dealFound(world.manager);
    const refused = await world.command(mine, 'decide', NOT_RELATED, world.manager);
    expect(said(refused)).toEqual({ status: 403, code: 'separation_of_duties' });
  });

  it('409 to link it when the referral has ended meanwhile', async () => {
    const { id, referralId, dealOwner } = await world.dealFound();
    await world.api.database.referral.update({ where: { id: referralId }, data: { stage: 'lost' } });
    const refused = await world.command(id, 'answer', { says: 'linked' }, dealOwner);
    expect(said(refused)).toEqual({ status: 409, code: 'not_allowed_in_stage' });
  });

  it('400 a partner cannot contest what only the house can find', async () => {
    const referralId = await world.ended();
    const { status } = await world.contest(referralId, { kind: 'parallel_deal', note: 'You have a deal.' });
    expect(status).toBe(400);
  });
});
