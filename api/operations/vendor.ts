import { defineOperation } from '../operation.ts';
import { RecordVendorIdentity, VendorIdentities, VendorIdentity } from '../schemas/vendor.ts';

const tag = 'Documents';

export const listVendorIdentities = defineOperation({
  id: 'listVendorIdentities',
  method: 'get',
  path: '/vendor-identities',
  tag,
  summary: 'What the vendor is called in documents that it writes, newest version first',
  description: 'At most 100. While none is in force, no document is written for a partner.',
  access: { kind: 'person', roles: ['program_admin', 'finance_preparer', 'finance_approver', 'auditor'] },
  ids: {},
  answers: { 200: { description: 'The versions.', schema: VendorIdentities } },
  errors: [],
});

export const recordVendorIdentity = defineOperation({
  id: 'recordVendorIdentity',
  method: 'post',
  path: '/vendor-identities',
  tag,
  summary: 'Record what the vendor is called from a day on',
  description: 'Each document keeps the version with which it was written.',
  access: { kind: 'person', roles: ['program_admin'] },
  ids: {},
  body: RecordVendorIdentity,
  answers: { 201: { description: 'Recorded.', schema: VendorIdentity } },
  errors: [],
});
