import { defineOperation, INTERNAL_ROLES, type Access } from '../operation.ts';
import {
  AcceptAgreement,
  Agreement,
  Agreements,
  AnswerObjection,
  Document,
  Documents,
  DocumentSummary,
  ListDocuments,
  ObjectToDocument,
  PublishAgreement,
} from '../schemas/documents.ts';

const tag = 'Documents';

const READERS: Access = {
  kind: 'person',
  roles: ['partner_admin', 'finance_preparer', 'finance_approver', 'auditor'],
};

export const listDocuments = defineOperation({
  id: 'listDocuments',
  method: 'get',
  path: '/documents',
  tag,
  summary: 'Documents of payments, newest first',
  description: 'A partner reads its own.',
  access: READERS,
  ids: {},
  query: ListDocuments,
  answers: { 200: { description: 'A page.', schema: Documents } },
  errors: ['invalid_cursor'],
});

export const readDocument = defineOperation({
  id: 'readDocument',
  method: 'get',
  path: '/documents/{id}',
  tag,
  summary: 'One document with its lines',
  access: READERS,
  ids: { id: 'external' },
  answers: { 200: { description: 'The document.', schema: Document } },
  errors: [],
});

export const objectToDocument = defineOperation({
  id: 'objectToDocument',
  method: 'post',
  path: '/documents/{id}/objections',
  tag,
  summary: 'Object to a document that was written for your company',
  description:
    'Once per document, within 30 days of its issue. The amount of a commission is contested from its referral.',
  access: { kind: 'person', roles: ['partner_admin'] },
  ids: { id: 'external' },
  body: ObjectToDocument,
  answers: { 201: { description: 'Recorded; finance answers it.', schema: DocumentSummary } },
  errors: ['already_exists', 'not_allowed_in_state'],
});

export const answerObjection = defineOperation({
  id: 'answerObjection',
  method: 'post',
  path: '/documents/{id}/objections/answer',
  tag,
  summary: 'Answer an objection: the document stays, or its details are corrected',
  access: { kind: 'person', roles: ['finance_preparer', 'finance_approver'] },
  ids: { id: 'external' },
  body: AnswerObjection,
  answers: { 200: { description: 'Answered; the partner is told.', schema: DocumentSummary } },
  errors: ['not_allowed_in_state', 'step_up_required', 'against_the_record', 'separation_of_duties'],
});

export const listAgreements = defineOperation({
  id: 'listAgreements',
  method: 'get',
  path: '/agreements',
  tag,
  summary: 'Agreements of programs and of self-billing',
  description: 'A partner reads the latest of each of its programs, and whether it has accepted it.',
  access: { kind: 'person', roles: ['partner_admin', ...INTERNAL_ROLES] },
  ids: {},
  answers: { 200: { description: 'The agreements.', schema: Agreements } },
  errors: [],
});

export const publishAgreement = defineOperation({
  id: 'publishAgreement',
  method: 'post',
  path: '/agreements',
  tag,
  summary: 'Publish a version of an agreement',
  description:
    'What was received before asks for the version of its day or a later one: a new version holds back nothing that was earned under one that was accepted.',
  access: { kind: 'person', roles: ['program_admin'] },
  ids: {},
  body: PublishAgreement,
  answers: { 201: { description: 'Published.', schema: Agreement } },
  errors: ['not_found'],
});

export const acceptAgreement = defineOperation({
  id: 'acceptAgreement',
  method: 'post',
  path: '/agreements/{id}/accept',
  tag,
  summary: 'Accept an agreement for your company',
  access: { kind: 'person', roles: ['partner_admin'] },
  ids: { id: 'agreement' },
  body: AcceptAgreement,
  answers: { 200: { description: 'Accepted.', schema: Agreement } },
  errors: [],
});
