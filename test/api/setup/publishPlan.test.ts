import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { program } from '../../support/apiWorld.ts';

let api: ApiServer;
let programId: string;
let approver: Someone;
let admin: Someone;

type Read = { id: string; mayPublish?: { allowed: boolean; why: string | null }; warnings: string[] };

const RULES = [{ kind: 'deal_percent', basisPoints: 1_000 }];

const post = (path: string, body: unknown, by: Someone) => api.call('POST', path, { session: by.session, body });

const draftBy = async (by: Someone, name: string) => {
  const { status, body } = await post('/v1/plans', { programId, name, rules: RULES }, by);
  expect(status).toBe(201);
  return body as unknown as Read;
};

const readBy = async ({ session }: Someone, draft: Read): Promise<Read | undefined> =>
  (await api.call<{ data: Read[] }>('GET', '/v1/plans', { session })).body.data.find(({ id }) => id === draft.id);

beforeAll(async () => {
  api = await startApiServer();
  programId = await program(api);
  approver = await person(api, { roles: ['finance_approver'] });
  admin = await person(api, { roles: ['program_admin'] });
  await person(api, { roles: ['finance_approver'] });
});

afterAll(() => api.close());

describe('whether the reader may publish', () => {
  it('who drafted it may not, and reads why; a second person may; nobody else is asked', async () => {
    const draft = await draftBy(admin, 'Standard');
    expect(draft.mayPublish).toEqual({ allowed: false, why: 'You drafted this version of the plan.' });
    const readers: Role[] = ['finance_approver', 'program_admin', 'finance_preparer', 'sales_manager', 'auditor'];
    const read = async (role: Role) => (await readBy(await person(api, { roles: [role] }), draft))?.mayPublish?.allowed;
    expect(await Promise.all(readers.map(read))).toEqual([true, true, undefined, undefined, undefined]);
  });

  it('what is published is not published again', async () => {
    const draft = await draftBy(admin, 'Once');
    expect((await post(`/v1/plans/${draft.id}/publish`, {}, approver)).status).toBe(200);
    expect(await readBy(approver, draft)).not.toHaveProperty('mayPublish');
  });
});

describe('warnings', () => {
  it('whoever publishes reads before who could then approve, when that is too few', async () => {
    const both = await person(api, { roles: ['program_admin', 'finance_approver'], name: 'Olga Petersen' });
    const others = await api.database.user.findMany({
      where: { id: { not: both.id }, roles: { has: 'finance_approver' } },
      orderBy: { id: 'asc' },
    });
    const [first, ...rest] = others.map(({ id }) => id);
    await api.planted.user.updateMany({ where: { id: { in: rest } }, data: { active: false } });
    const draft = await draftBy(both, 'Few');
    const name = others.find(({ id }) => id === first)?.name ?? '';
    const warning = `Lines from 5,000.00 EUR on need two approvals, and only ${name} can give one: Olga Petersen drafted this version.`;
    expect(draft.warnings).toEqual([warning]);
    await api.planted.user.updateMany({ where: { id: { in: rest } }, data: { active: true } });
    expect((await readBy(approver, draft))?.warnings).toEqual([]);
  });
});
