import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../../domain/approval/roles.ts';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { INTERNAL, partner, program, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
});

afterAll(() => api.close());

const RULES = [{ kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed', when: {} }];
const ALL: Role[] = ['partner_user', 'partner_admin', ...INTERNAL];

describe('who may', () => {
  const id26 = '0'.repeat(26);
  const cells: { what: string; method: string; path: string; body?: unknown; roles: Role[] }[] = [
    {
      what: 'create programs',
      method: 'POST',
      path: '/v1/programs',
      body: { name: 'X', currency: 'EUR' },
      roles: ['program_admin'],
    },
    {
      what: 'draft plans',
      method: 'POST',
      path: '/v1/plans',
      body: { programId: `prg_${id26}`, name: 'X', rules: RULES },
      roles: ['program_admin'],
    },
    {
      what: 'publish plans',
      method: 'POST',
      path: `/v1/plans/pln_${id26}/publish`,
      body: {},
      roles: ['program_admin', 'finance_approver'],
    },
    {
      what: 'try plans',
      method: 'POST',
      path: `/v1/plans/pln_${id26}/preview`,
      body: {},
      roles: ['program_admin', 'finance_preparer', 'finance_approver', 'auditor'],
    },
    {
      what: 'create partners',
      method: 'POST',
      path: '/v1/partners',
      body: { name: 'X', country: 'DE', programIds: [] },
      roles: ['program_admin'],
    },
    {
      what: 'create people',
      method: 'POST',
      path: '/v1/users',
      body: { name: 'X', email: 'r@r.example', roles: ['auditor'] },
      roles: ['program_admin'],
    },
    { what: 'list people', method: 'GET', path: '/v1/users', roles: ['program_admin', 'auditor'] },
    { what: 'list plans', method: 'GET', path: '/v1/plans', roles: [...INTERNAL] },
    { what: 'list owners', method: 'GET', path: '/v1/people', roles: [...INTERNAL] },
    {
      what: 'see stuck work',
      method: 'GET',
      path: '/v1/operations/stuck',
      roles: ['program_admin', 'sales_manager', 'partner_manager', 'auditor'],
    },
  ];
  it.each(cells.flatMap((cell) => ALL.map((role) => ({ ...cell, role, allowed: cell.roles.includes(role) }))))(
    '$what as $role: $allowed',
    async ({ method, path, body, role, allowed }) => {
      const partnerId = role.startsWith('partner_') && role !== 'partner_manager' ? { partnerId: own.id } : {};
      const { session } = await person(api, { roles: [role], ...partnerId });
      const { status, body: answer } = await api.call(method, path, {
        session,
        ...(body === undefined ? {} : { body }),
      });
      expect(status === 403 && answer['code'] === 'forbidden').toBe(!allowed);
    },
  );
});
