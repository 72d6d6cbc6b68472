import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiKey } from '../../../api/auth/apiKey.ts';
import { Commission, Commissions } from '../../../api/schemas/commissions.ts';
import { newId } from '../../../adapters/ids.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, commissionActivities, dealOf, SIGNED_AT, type WonReferral } from '../../support/moneyWorld.ts';

type View = { id: string; referralId: string; partnerId: string; state: string; blockedBy: string[] } & Record<
  string,
  unknown
>;
type PageOf<Item> = { data: Item[]; has_more: boolean; next_cursor: string | null };

let money: MoneyApi;
let first: WonReferral & { commissionId: string };
let second: WonReferral & { commissionId: string };
beforeAll(async () => {
  money = await startMoneyApi();
  const one = await approvedLine(money.world);
  const other = await approvedLine(money.world, { amount: 1_000_000 });
  first = { ...one, commissionId: one.line.commissionId };
  second = { ...other, commissionId: other.line.commissionId };
});
afterAll(() => money.close());

const list = async (session: string, query = '') =>
  money.api.call<PageOf<View>>('GET', `/v1/commissions${query}`, { session });
const idsOf = ({ body }: Awaited<ReturnType<typeof list>>) => body.data.map(({ id }) => id).sort();

describe('who reads money', () => {
  it.each(['ines', 'paul', 'abel'] as const)('%s of finance reads all lines', async (who) => {
    const answer = await list(await money.sessionOf(who));
    expect(idsOf(answer)).toEqual([first.commissionId, second.commissionId].sort());
    expect(() => Commissions.parse(answer.body)).not.toThrow();
  });

  it('a partner’s administrator reads the own company’s, and how many approved, not who', async () => {
    const answer = await list(await money.api.sessionOf(first.adminId));
    expect(idsOf(answer)).toEqual([first.commissionId]);
    expect(answer.body.data[0]).toMatchObject({ approvals: [{ userId: null, name: null }], blockedBy: [] });
    expect(answer.text).not.toContain('of staff');
    expect(answer.body.data[0]).not.toHaveProperty('approvers');
  });

  it('a partner’s user reads the lines of the own referrals only', async () => {
    const { database } = money.world;
    const userId = newId('user');
    await database.user.create({
      data: {
        id: userId,
        email: `${userId}@partner.example`,
        name: 'Colleague',
        roles: ['partner_user'],
        partnerId: first.partnerId,
      },
    });
    expect(idsOf(await list(await money.api.sessionOf(userId)))).toEqual([]);
    await database.referral.update({
      where: { id: first.referralId },
      data: { submittedBy: { kind: 'user', id: userId } },
    });
    expect(idsOf(await list(await money.api.sessionOf(userId)))).toEqual([first.commissionId]);
  });

  it('a partner manager reads those of the own partners', async () => {
    expect(idsOf(await list(await money.sessionOf('samir')))).toEqual([]);
    await money.world.database.partner.update({
      where: { id: second.partnerId },
      data: { managerId: money.world.staff.samir },
    });
    expect(idsOf(await list(await money.sessionOf('samir')))).toEqual([second.commissionId]);
  });

  it('sales does not read amounts at all', async () => {
    expect((await list(await money.sessionOf('nora'))).status).toBe(403);
  });

  it('a key reads its partner’s lines when it has the scope', async () => {
    const keys = [];
    for (const scopes of [['commissions:read'], ['referrals:read']]) {
      const { key, keyHash, prefix } = createApiKey();
      await money.world.database.apiKey.create({
        data: {
          id: newId('apiKey'),
          partnerId: first.partnerId,
          name: 'test',
          prefix,
          keyHash,
          scopes,
          createdBy: first.adminId,
        },
      });
      keys.push(key);
    }
    const answers = await Promise.all(
      keys.map((key) => money.api.call<PageOf<View>>('GET', '/v1/commissions', { key })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
    expect(answers[0]?.body.data.map(({ id }) => id)).toEqual([first.commissionId]);
  });

  it('what is not yours is not there', async () => {
    const session = await money.api.sessionOf(first.adminId);
    const foreign = await money.api.call('GET', `/v1/commissions/${second.commissionId}`, { session });
    const absent = await money.api.call('GET', `/v1/commissions/${newId('commission')}`, { session });
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...absent.body, request_id: '' });
  });
});

describe('the list', () => {
  it('is filtered, and paged without repeating or losing a line', async () => {
    const session = await money.sessionOf('ines');
    expect(idsOf(await list(session, `?referralId=${first.referralId}`))).toEqual([first.commissionId]);
    expect(idsOf(await list(session, `?partnerId=${second.partnerId}`))).toEqual([second.commissionId]);
    expect(idsOf(await list(session, '?state=approved'))).toHaveLength(2);
    expect(idsOf(await list(session, '?state=paid'))).toEqual([]);
    expect(idsOf(await list(session, '?state=clawed_back'))).toEqual([]);
    const page = await list(session, '?limit=1');
    expect(page.body).toMatchObject({ has_more: true, data: [{ id: second.commissionId }] });
    const rest = await list(session, `?limit=1&cursor=${page.body.next_cursor ?? ''}`);
    expect(rest.body).toMatchObject({ has_more: false, next_cursor: null, data: [{ id: first.commissionId }] });
    expect((await list(session, `?state=paid&cursor=${page.body.next_cursor ?? ''}`)).body).toMatchObject({
      code: 'invalid_cursor',
    });
  });
});

describe('one line', () => {
  it('carries its version, its sentence and its proof', async () => {
    const { status, headers, body } = await money.api.call('GET', `/v1/commissions/${first.commissionId}`, {
      session: await money.sessionOf('ines'),
    });
    expect([status, headers.get('etag')]).toEqual([200, `"v${String(body['version'])}"`]);
    expect(() => Commission.parse(body)).not.toThrow();
    expect(body).toMatchObject({
      state: 'approved',
      amount: { amount: 480_000, currency: 'EUR' },
      approvalsRequired: 1,
      blockedBy: [],
      explanation: {
        sentence: '10 % of 48,000.00 EUR',
        steps: [
          { label: "First year's net amount", value: '48,000.00 EUR' },
          { label: '10 %', value: '4,800.00 EUR', amount: { amount: 480_000, currency: 'EUR' } },
        ],
      },
      mayApprove: { allowed: false, why: 'You have approved this line; another person is needed.' },
    });
  });

  it('names other referrals that earn for the same deal to people of finance, and to nobody else', async () => {
    const { world, api } = money;
    const [mine, other] = [await world.wonReferral(), await world.wonReferral()];
    const spellings = [
      [mine.referralId, 'D-twice'],
      [other.referralId, ' d-TWICE'],
    ] as const;
    for (const [referralId, dealId] of spellings) {
      const deal = { ...dealOf(world, 1_000_000), dealId };
      await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal });
    }
    const { number } = await world.database.referral.findUniqueOrThrow({ where: { id: other.referralId } });
    const readBy = async (session: string) => {
      const { body } = await api.call<PageOf<View>>('GET', `/v1/commissions?referralId=${mine.referralId}`, {
        session,
      });
      return body.data[0];
    };
    expect(await readBy(await money.sessionOf('paul'))).toMatchObject({ sameDeal: [number] });
    expect(await readBy(await api.sessionOf(mine.adminId))).not.toHaveProperty('sameDeal');
  });

  it('says at once that too few people can approve it, who they are and why the others cannot', async () => {
    const { world, api } = money;
    const { referralId } = await world.wonReferral();
    await world.database.user.updateMany({
      where: { id: { in: [world.staff.viktor, world.staff.clara] } },
      data: { active: false },
    });
    await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 6_000_000) });
    const { body } = await api.call<PageOf<View>>('GET', `/v1/commissions?referralId=${referralId}`, {
      session: await money.sessionOf('paul'),
    });
    expect(body.data[0]).toMatchObject({
      blockedBy: ['too_few_approvers'],
      approvers: {
        eligible: [{ id: world.staff.ines, name: 'ines of staff', away: null }],
        barred: expect.arrayContaining([
          {
            id: world.staff.greta,
            name: 'greta of staff',
            why: 'closed_deal',
            sentence: 'greta of staff closed the deal.',
          },
          {
            id: world.staff.olga,
            name: 'olga of staff',
            why: 'drafted_plan',
            sentence: 'olga of staff drafted the version of the plan.',
          },
        ]),
      },
    });
    await world.database.user.updateMany({
      where: { id: { in: [world.staff.viktor, world.staff.clara] } },
      data: { active: true },
    });
  });

  it('says who of the approvers is away, and who stands in where they may approve it themselves', async () => {
    const { world, api } = money;
    const { ines, viktor, olga, clara } = world.staff;
    const { referralId, adminId } = await world.wonReferral();
    await commissionActivities(world).accrueLines({ referralId, at: SIGNED_AT, deal: dealOf(world, 6_000_000) });
    const runs = { startsAt: new Date(Date.now() - 60_000), endsAt: new Date(Date.now() + 3_600_000) };
    const absent = (userId: string, deputyId: string, times = runs) => ({
      id: newId('absence'),
      userId,
      deputyId,
      createdBy: userId,
      ...times,
    });
    const over = { startsAt: new Date(Date.now() - 60_000), endsAt: new Date(Date.now() - 1_000) };
    await world.database.absence.createMany({
      // Olga drafted the plan version: named by Viktor, she stands in for nobody here.
      data: [absent(ines, clara), absent(viktor, olga), absent(clara, ines, over)],
    });
    const readBy = async (session: string) =>
      (await api.call<PageOf<View>>('GET', `/v1/commissions?referralId=${referralId}`, { session })).body.data[0];
    const until = runs.endsAt.toISOString();
    expect(await readBy(await money.sessionOf('paul'))).toMatchObject({
      blockedBy: [],
      approvers: {
        eligible: expect.arrayContaining([
          { id: clara, name: 'clara of staff', away: null },
          { id: ines, name: 'ines of staff', away: { until, standIn: { id: clara, name: 'clara of staff' } } },
          { id: viktor, name: 'viktor of staff', away: { until, standIn: null } },
        ]),
      },
    });
    expect(await readBy(await api.sessionOf(adminId))).not.toHaveProperty('approvers');
    await world.database.absence.deleteMany({});
  });
});
