import { defineOperation } from '../operation.ts';
import { Earnings } from '../schemas/commissions.ts';

export const readEarnings = defineOperation({
  id: 'readEarnings',
  method: 'get',
  path: '/earnings',
  tag: 'Commissions',
  summary: 'What your commissions come to',
  description: 'Of all commissions that you may read, in each currency.',
  access: { kind: 'caller', scope: 'commissions:read', roles: ['partner_admin', 'partner_user'] },
  ids: {},
  answers: { 200: { description: 'The sums.', schema: Earnings } },
  errors: [],
});
