import type { z } from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import { INVOICE_EXTENSIONS } from '../../domain/messages/fileTypes.ts';
import { defineOperation, type Access } from '../operation.ts';
import {
  AcceptInvoice,
  ListInvoices,
  ListWantedInvoices,
  PartnerInvoice,
  PartnerInvoices,
  RejectInvoice,
  UploadInvoice,
  WantedInvoices,
} from '../schemas/invoices.ts';
import { FINANCE } from './access.ts';

const tag = 'Documents';

const READERS: Access = {
  kind: 'person',
  roles: ['partner_admin', 'finance_preparer', 'finance_approver', 'auditor'],
};

export const listWantedInvoices = defineOperation({
  id: 'listWantedInvoices',
  method: 'get',
  path: '/invoices/wanted',
  tag,
  summary: 'Invoices and credit notes that partners still have to write',
  description:
    'A partner reads its own: what is owed where it has not accepted self-billing, and what is owed no more of its invoices.',
  access: READERS,
  ids: {},
  query: ListWantedInvoices,
  answers: {
    200: { description: 'A page, partner by partner; of each the credit notes first.', schema: WantedInvoices },
  },
  errors: ['invalid_cursor'],
});

export const uploadInvoice = defineOperation({
  id: 'uploadInvoice',
  method: 'post',
  path: '/partners/{id}/invoices',
  tag,
  summary: 'Upload an invoice, or a credit note, that the partner wrote',
  description: `The body is the file, its name in the header X-File-Name (percent-encoded UTF-8). At most 20 MB; one of ${INVOICE_EXTENSIONS.join(', ')}. It is sealed before it is kept. The net amount has to be exactly what the lines come to; the refusal says both.`,
  access: { kind: 'person', roles: ['partner_admin', 'finance_preparer', 'finance_approver'] },
  ids: { id: 'partner' },
  query: UploadInvoice,
  upload: true,
  answers: { 201: { description: 'Kept; finance looks at it.', schema: PartnerInvoice } },
  errors: ['document_differs', 'already_exists', 'date_out_of_range', 'not_allowed_in_state', 'against_the_record'],
});

export const listInvoices = defineOperation({
  id: 'listInvoices',
  method: 'get',
  path: '/invoices',
  tag,
  summary: 'Invoices and credit notes that partners wrote, newest first',
  description: 'A partner reads its own.',
  access: READERS,
  ids: {},
  query: ListInvoices,
  answers: { 200: { description: 'A page.', schema: PartnerInvoices } },
  errors: ['invalid_cursor'],
});

export const readInvoiceFile = defineOperation({
  id: 'readInvoiceFile',
  method: 'get',
  path: '/invoices/{id}/file',
  tag,
  summary: 'The file of an invoice, as it was uploaded',
  access: READERS,
  ids: { id: 'partnerInvoice' },
  answers: {
    200: {
      description: 'Always as an attachment.',
      mediaType: 'application/octet-stream',
      headers: ['Content-Disposition'],
    },
  },
  errors: [],
});

const decision = <Name extends 'accept' | 'reject', Body extends z.ZodType, const Errors extends readonly ErrorCode[]>(
  name: Name,
  { summary, body, errors }: { summary: string; body: Body; errors: Errors },
) =>
  defineOperation({
    id: `${name}Invoice`,
    method: 'post',
    path: `/invoices/{id}/${name}`,
    tag,
    summary,
    access: FINANCE,
    ids: { id: 'partnerInvoice' },
    body,
    answers: { 200: { description: 'Decided.', schema: PartnerInvoice } },
    errors: ['separation_of_duties', 'not_allowed_in_state', 'against_the_record', ...errors],
  });

export const acceptInvoice = decision('accept', {
  summary: 'Accept an invoice (not who uploaded it): it is the document of its lines',
  body: AcceptInvoice,
  errors: ['step_up_required', 'document_differs'],
});

export const rejectInvoice = decision('reject', {
  summary: 'Reject an invoice; the partner may send another, under the same number',
  body: RejectInvoice,
  errors: [],
});
