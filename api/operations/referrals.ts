import { defineOperation } from '../operation.ts';
import { pageOf } from '../schemas/primitives.ts';
import { JoinedReferral, ListReferrals, Referral } from '../schemas/referrals.ts';
import { SubmitReferral } from '../schemas/submit.ts';
import { ListTimeline, TimelineEntry } from '../schemas/timeline.ts';

const tag = 'Referrals';

export const submitReferral = defineOperation({
  id: 'submitReferral',
  method: 'post',
  path: '/referrals',
  tag,
  summary: 'Submit a referral',
  description:
    '201 means: committed, with its number, its place in line and the terms of the day. People of the vendor name the partner on whose behalf they submit.',
  access: {
    kind: 'caller',
    scope: 'referrals:write',
    roles: ['partner_user', 'partner_admin', 'partner_manager', 'sales_rep', 'sales_manager'],
  },
  ids: {},
  body: SubmitReferral,
  answers: {
    201: { description: 'Received.', schema: Referral, headers: ['Location', 'ETag'] },
    200: {
      description: 'You have referred this company already; the person was joined to that referral.',
      schema: JoinedReferral,
      headers: ['Location', 'ETag'],
    },
  },
  errors: ['partner_not_active', 'open_cap_reached', 'program_required', 'not_found', 'date_out_of_range'],
});

export const listReferrals = defineOperation({
  id: 'listReferrals',
  method: 'get',
  path: '/referrals',
  tag,
  summary: 'List the referrals that you may read',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: {},
  query: ListReferrals,
  answers: { 200: { description: 'A page.', schema: pageOf(Referral).meta({ id: 'Referrals' }) } },
  errors: ['invalid_cursor'],
});

export const readReferral = defineOperation({
  id: 'readReferral',
  method: 'get',
  path: '/referrals/{id}',
  tag,
  summary: 'Read one referral',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'referral' },
  answers: { 200: { description: 'The referral.', schema: Referral, headers: ['ETag'] } },
  errors: [],
});

export const readTimeline = defineOperation({
  id: 'readTimeline',
  method: 'get',
  path: '/referrals/{id}/timeline',
  tag,
  summary: 'What happened, step by step',
  description:
    'Ascending `seq` without gaps. Entries that the reader may not see in full keep number, time, type and hashes.',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'referral' },
  query: ListTimeline,
  answers: { 200: { description: 'A page.', schema: pageOf(TimelineEntry).meta({ id: 'Timeline' }) } },
  errors: ['invalid_cursor'],
});
