import { defineOperation, type Access } from '../operation.ts';
import { AliasCompany, Company, MergeCompany, SetParentCompany, UnmergeCompany } from '../schemas/companies.ts';

const MANAGERS: Access = { kind: 'person', roles: ['sales_manager', 'partner_manager'] };
/** An administrator only where every manager has a part in one of the claims. */
const BETWEEN: Access = { kind: 'person', roles: ['sales_manager', 'partner_manager', 'program_admin'] };

export const mergeCompanies = defineOperation({
  id: 'mergeCompanies',
  method: 'post',
  path: '/companies/{id}/merge',
  tag: 'Companies',
  summary: 'Two records are one company',
  description:
    'The two queues become one in the order of intake. The earlier intake takes the claim unless somebody has spoken with the company for the later one: then `claim_conflict` names both, and you repeat it with who keeps it (`keeps`), or end one of them first. Who owns or submitted one of the referrals that meet, or manages the partner of one side only, does not decide; where every manager has such a part an administrator does.',
  access: BETWEEN,
  ids: { id: 'company' },
  body: MergeCompany,
  answers: { 200: { description: 'The company, with both queues in one.', schema: Company } },
  errors: ['not_allowed_in_state', 'separation_of_duties', 'claim_conflict', 'busy'],
});

export const unmergeCompanies = defineOperation({
  id: 'unmergeCompanies',
  method: 'post',
  path: '/companies/{id}/unmerge',
  tag: 'Companies',
  summary: 'They are two companies after all',
  description:
    'Every referral stands in the queue of its own company again, also those that came since. Decided by the same people as a merge.',
  access: BETWEEN,
  ids: { id: 'company' },
  body: UnmergeCompany,
  answers: { 200: { description: 'The company without the other.', schema: Company } },
  errors: ['not_allowed_in_state', 'separation_of_duties', 'busy'],
});

export const aliasCompany = defineOperation({
  id: 'aliasCompany',
  method: 'post',
  path: '/companies/{id}/alias',
  tag: 'Companies',
  summary: 'Another name or domain of a company',
  description:
    'Whoever refers it by that from now on refers this company. What is known as another company is merged instead.',
  access: MANAGERS,
  ids: { id: 'company' },
  body: AliasCompany,
  answers: { 200: { description: 'The company with all its aliases.', schema: Company } },
  errors: ['already_exists', 'busy'],
});

export const setParentCompany = defineOperation({
  id: 'setParentCompany',
  method: 'post',
  path: '/companies/{id}/parent',
  tag: 'Companies',
  summary: 'Which company a company belongs to',
  description: 'Nothing is decided by it; a reviewer is asked when both are referred.',
  access: MANAGERS,
  ids: { id: 'company' },
  body: SetParentCompany,
  answers: { 200: { description: 'The company with its parent.', schema: Company } },
  errors: ['not_allowed_in_state', 'busy'],
});
