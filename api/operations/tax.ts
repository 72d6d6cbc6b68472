import type { z } from 'zod';
import { FILE_EXTENSIONS } from '../../domain/messages/fileTypes.ts';
import { defineOperation } from '../operation.ts';
import {
  ChangeTaxProfile,
  ReadTaxForm,
  ReadTaxIdentity,
  RefuseTaxProfile,
  TaxFormKept,
  TaxIdentity,
  TaxProfile,
  VerifyTaxProfile,
} from '../schemas/tax.ts';
import { FINANCE } from './access.ts';

const tag = 'Payees';

const ANSWER = { description: 'The tax profile, masked.', schema: TaxProfile, headers: ['ETag'] } as const;

export const readTaxProfile = defineOperation({
  id: 'readTaxProfile',
  method: 'get',
  path: '/partners/{id}/tax',
  tag,
  summary: 'How a partner is taxed, and by which form, masked',
  description: 'Also while there is none yet: its ETag is what the first change names.',
  access: {
    kind: 'person',
    roles: ['partner_admin', 'partner_manager', 'finance_preparer', 'finance_approver', 'auditor'],
  },
  ids: { id: 'partner' },
  answers: { 200: ANSWER },
  errors: [],
});

export const uploadTaxForm = defineOperation({
  id: 'uploadTaxForm',
  method: 'post',
  path: '/partners/{id}/tax/forms',
  tag,
  summary: 'Upload a tax form to name in the profile',
  description: `The body is the file, its name in the header X-File-Name (percent-encoded UTF-8). At most 20 MB; one of ${FILE_EXTENSIONS.join(', ')}, and what its content shows. It is sealed before it is kept.`,
  access: { kind: 'person', roles: ['partner_admin'] },
  ids: { id: 'partner' },
  upload: true,
  answers: { 201: { description: 'Kept.', schema: TaxFormKept } },
  errors: [],
});

export const changeTaxProfile = defineOperation({
  id: 'changeTaxProfile',
  method: 'put',
  path: '/partners/{id}/tax',
  tag,
  summary: 'Enter or change the tax profile',
  description:
    'By the partner’s administrator, with the form that proves it. The profile before stays in force until finance has verified this one.',
  access: { kind: 'person', roles: ['partner_admin'] },
  ids: { id: 'partner' },
  body: ChangeTaxProfile,
  ifMatch: true,
  answers: { 200: ANSWER },
  errors: ['step_up_required', 'already_answered'],
});

const decision = <Name extends 'verify' | 'refuse', Body extends z.ZodType>(name: Name, summary: string, body: Body) =>
  defineOperation({
    id: `${name}TaxProfile`,
    method: 'post',
    path: `/partners/{id}/tax/${name}`,
    tag,
    summary,
    access: FINANCE,
    ids: { id: 'partner' },
    body,
    ifMatch: true,
    answers: { 200: ANSWER },
    errors: ['separation_of_duties', 'step_up_required', 'not_allowed_in_state'],
  });

export const verifyTaxProfile = decision('verify', 'Verify the latest profile (not who entered it)', VerifyTaxProfile);
export const refuseTaxProfile = decision(
  'refuse',
  'Refuse the latest profile, or one that was verified',
  RefuseTaxProfile,
);

export const readTaxIdentity = defineOperation({
  id: 'readTaxIdentity',
  method: 'post',
  path: '/partners/{id}/tax/unmask',
  tag,
  summary: 'Read name, address and number in full',
  description: 'Of the latest profile. Recorded with your reason.',
  access: FINANCE,
  ids: { id: 'partner' },
  body: ReadTaxIdentity,
  answers: { 200: { description: 'What is sealed of it.', schema: TaxIdentity } },
  errors: ['step_up_required', 'already_answered'],
});

export const readTaxForm = defineOperation({
  id: 'readTaxForm',
  method: 'post',
  path: '/partners/{id}/tax/form',
  tag,
  summary: 'The form of the latest profile, as it was uploaded',
  description: 'Recorded with your reason.',
  access: FINANCE,
  ids: { id: 'partner' },
  body: ReadTaxForm,
  answers: {
    200: {
      description: 'Always as an attachment.',
      mediaType: 'application/octet-stream',
      headers: ['Content-Disposition'],
    },
  },
  errors: ['step_up_required', 'already_answered'],
});
