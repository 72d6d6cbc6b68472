import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { program } from '../../support/apiWorld.ts';

let api: ApiServer;
let programId: string;
let admin: Someone;

beforeAll(async () => {
  api = await startApiServer();
  programId = await program(api);
  admin = await person(api, { roles: ['program_admin'] });
});

afterAll(() => api.close());

const whole = { kind: 'deal_percent', basisPoints: 1_000 };
const byPayment = { ...whole, base: 'payments_received_net', trigger: 'paid' };
const recurring = { kind: 'recurring', basisPoints: 100, lasts: { months: 12 } };
const small = { when: { values: [{ currency: 'EUR', below: 5_000_000 }] } };
const german = { when: { countries: ['DE'] } };
const draft = (rules: readonly object[]) =>
  api.call('POST', '/v1/plans', { session: admin.session, body: { programId, name: 'Bands', rules } });

describe('a percentage of payments beside one of the whole', () => {
  it.each([
    { why: 'small deals on the whole', rules: [{ ...whole, ...small }, byPayment] },
    { why: 'small deals by payment', rules: [{ ...byPayment, ...small }, whole] },
    { why: 'a band beside another condition', rules: [{ ...byPayment, ...german }, { ...whole, ...small }, whole] },
  ])('400 where a correction may lead from one to the other: $why', async ({ rules }) => {
    const { status, body } = await draft(rules);
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ pointer: '/rules' }]);
  });

  it.each([
    { why: 'all are of payments', rules: [{ ...byPayment, ...small }, byPayment] },
    { why: 'a recurring share is another kind', rules: [{ ...whole, ...small }, whole, recurring] },
    { why: 'no correction changes the country', rules: [{ ...byPayment, ...german }, whole] },
  ])('201 where none does: $why', async ({ rules }) => {
    expect((await draft(rules)).status).toBe(201);
  });
});
