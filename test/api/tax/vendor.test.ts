import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VendorIdentities } from '../../../api/schemas/vendor.ts';
import { person, type Someone } from '../../support/apiServer.ts';
import { acceptAgreement, HELIOFORGE, publishAgreement } from '../../support/documents.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';

let money: MoneyApi;
let admin: Someone;
beforeAll(async () => {
  money = await startMoneyApi();
  admin = await person(money.api, { roles: ['program_admin'] });
});
afterAll(() => money.close());

const dayAfter = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const record = (body: object, who: Someone = admin, key?: string) =>
  money.api.call('POST', '/v1/vendor-identities', {
    session: who.session,
    body: { ...HELIOFORGE, validFrom: dayAfter(0), ...body },
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });

const missingToday = async (): Promise<unknown> =>
  (await money.api.call('GET', '/v1/finance/today', { session: await money.sessionOf('paul') })).body['vendorMissing'];

describe('who the vendor is', () => {
  it('is missing on Today once a partner has accepted self-billing, until it is recorded', async () => {
    const { database, staff } = money.world;
    expect(await missingToday()).toBe(false);
    const { partnerId, adminId: by } = await money.world.wonReferral();
    const id = await publishAgreement(database, { by: staff.olga });
    await acceptAgreement(database, { id, partnerId, by });
    expect(await missingToday()).toBe(true);
    expect((await record({ validFrom: dayAfter(7) })).body).toMatchObject({ version: 1, inForce: false });
    expect(await missingToday()).toBe(true);
    expect((await record({ vatId: 'de 123 456 788' })).body).toMatchObject({
      ...{ version: 2, inForce: true, vatId: 'DE123456788', recordedBy: { id: admin.id } },
    });
    expect(await missingToday()).toBe(false);
  });

  it('is recorded once per key, and listed with all its versions', async () => {
    const first = await record({ legalName: 'Helioforge SE', vatId: null }, admin, 'VENDOR-1');
    const again = await record({ legalName: 'Helioforge SE', vatId: null }, admin, 'VENDOR-1');
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
    const list = await money.api.call<{ data: unknown[] }>('GET', '/v1/vendor-identities', {
      session: await money.sessionOf('abel'),
    });
    expect(() => VendorIdentities.parse(list.body)).not.toThrow();
    expect(list.body.data).toMatchObject([
      { version: 3, legalName: 'Helioforge SE', inForce: true },
      { version: 2, inForce: false },
      { version: 1, inForce: false },
    ]);
  });

  it.each([
    { change: { vatId: 'DE123456789' }, pointer: '/vatId', why: 'its check digit is wrong' },
    { change: { validFrom: dayAfter(-1) }, pointer: '/validFrom', why: 'what was written stays' },
    { change: { country: 'XX' }, pointer: '/country', why: 'there is no such country' },
    { change: { address: ' ' }, pointer: '/address', why: 'an invoice says where' },
  ])('400 at $pointer: $why', async ({ change, pointer }) => {
    const { status, body } = await record(change);
    expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ pointer })]]);
  });

  it('is recorded by administrators alone, and read by finance and auditors', async () => {
    const others = await Promise.all(
      (['finance_approver', 'auditor', 'sales_rep'] as const).map((role) => person(money.api, { roles: [role] })),
    );
    for (const who of others) expect((await record({}, who)).status).toBe(403);
    const reading = await Promise.all(
      others.map(({ session }) => money.api.call('GET', '/v1/vendor-identities', { session })),
    );
    expect(reading.map(({ status }) => status)).toEqual([200, 200, 403]);
  });
});
