import { defineOperation } from '../operation.ts';
import { listOf } from '../schemas/primitives.ts';
import { DemoAccount, SignIn, SignedIn, StepUp } from '../schemas/session.ts';

const tag = 'Session';

export const signIn = defineOperation({
  id: 'signIn',
  method: 'post',
  path: '/session',
  tag,
  summary: 'Sign in with e-mail and password',
  description: 'Unknown people and wrong passwords get the same answer in the same time.',
  access: { kind: 'anybody' },
  ids: {},
  body: SignIn,
  answers: { 201: { description: 'Signed in.', schema: SignedIn, headers: ['Set-Cookie'] } },
  errors: ['invalid_credentials', 'cross_site', 'already_answered', 'idempotency_key_reused'],
});

export const readSession = defineOperation({
  id: 'readSession',
  method: 'get',
  path: '/session',
  tag,
  summary: 'Who is signed in',
  access: { kind: 'person' },
  ids: {},
  answers: { 200: { description: 'The person of this session.', schema: SignedIn } },
  errors: [],
});

export const signOut = defineOperation({
  id: 'signOut',
  method: 'delete',
  path: '/session',
  tag,
  summary: 'Sign out',
  access: { kind: 'person' },
  ids: {},
  answers: { 204: { description: 'Signed out.', headers: ['Set-Cookie'] } },
  errors: [],
});

export const stepUp = defineOperation({
  id: 'stepUp',
  method: 'post',
  path: '/session/step-up',
  tag,
  summary: 'Prove once more who you are',
  description: 'Asked for where money moves, when the last proof is older than a few minutes.',
  access: { kind: 'person' },
  ids: {},
  body: StepUp,
  answers: { 200: { description: 'The session with its fresh proof.', schema: SignedIn } },
  errors: ['invalid_credentials', 'cross_site'],
});

export const listDemoAccounts = defineOperation({
  id: 'listDemoAccounts',
  method: 'get',
  path: '/demo/accounts',
  tag,
  summary: 'Sign-ins of the demo',
  description: 'Only in demo mode; elsewhere there is no such thing.',
  access: { kind: 'anybody' },
  ids: {},
  answers: { 200: { description: 'One per role and partner.', schema: listOf(DemoAccount) } },
  errors: ['not_found'],
});
