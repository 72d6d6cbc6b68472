import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPasswords } from '../../../adapters/passwords/argon2.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';

const PASSWORD = 'correct horse battery';
const SIX_MINUTES_MS = 360_000;
let api: ApiServer;
let approver: Someone;
let moment: Date | undefined;

beforeAll(async () => {
  api = await startApiServer({ passwords: createPasswords(), now: () => moment ?? new Date() });
  approver = await person(api, { roles: ['finance_approver'], name: 'Ines Duarte' });
});

afterAll(() => api.close());

it('200: the password once more is a fresh proof in the same session; a wrong one is none', async () => {
  const headers = { 'x-requested-with': 'fairlead' };
  const signedIn = await api.call('POST', '/v1/session', {
    body: { email: approver.email, password: PASSWORD },
    headers,
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  moment = new Date(Date.now() + SIX_MINUTES_MS);
  const own = { ...headers, cookie };
  const proven = async (): Promise<boolean> => {
    const { body } = await api.call('GET', '/v1/session', { headers: own });
    return Date.parse(String(body['stepUpUntil'])) > (moment ?? new Date()).getTime();
  };

  expect(await proven()).toBe(false);
  const wrong = await api.call('POST', '/v1/session/step-up', { body: { password: 'something else' }, headers: own });
  expect([wrong.status, wrong.body['code'], await proven()]).toEqual([401, 'invalid_credentials', false]);
  const right = await api.call('POST', '/v1/session/step-up', { body: { password: PASSWORD }, headers: own });
  expect([right.status, await proven()]).toEqual([200, true]);
});
