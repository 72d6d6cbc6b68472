import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, type Someone } from '../../support/apiServer.ts';
import { AN_INVOICE } from '../../support/invoices.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../../support/partnerMoney.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';
import { TODAY } from '../../support/today.ts';

let money: MoneyApi;
let processes: Processes;
let own: PartnerMoney;
let line: Line;
let partnerId: string;
const people = {} as Record<'admin' | 'other' | 'preparer' | 'approver' | 'auditor' | 'sales', Someone>;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
  own = moneyOfPartner({ world: money.world, processes, policy: { gates: ['document'] } });
  line = await own.line();
  ({ partnerId } = await money.world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } }));
  const { partnerId: elsewhere } = await money.world.wonReferral();
  people.admin = await person(money.api, { roles: ['partner_admin'], partnerId });
  people.other = await person(money.api, { roles: ['partner_admin'], partnerId: elsewhere });
  people.preparer = await person(money.api, { roles: ['finance_preparer'] });
  people.approver = await person(money.api, { roles: ['finance_approver'] });
  people.auditor = await person(money.api, { roles: ['auditor'] });
  people.sales = await person(money.api, { roles: ['sales_rep'] });
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

type Body = Record<string, unknown> & { data: Record<string, unknown>[] };
const get = (who: Someone, path: string) => money.api.call<Body>('GET', path, { session: who.session });
const post = (who: Someone, path: string, body: object = {}) =>
  money.api.call<Body>('POST', path, { session: who.session, body });

const STATED = { number: 'RE-2027-1', dated: TODAY, currency: 'EUR', net: '480000', vat: '91200', gross: '571200' };

type Upload = { stated?: Record<string, string>; name?: string; content?: string; to?: string; key?: string };

const upload = (
  who: Someone,
  { stated = {}, name = 'RE-1.pdf', content = AN_INVOICE, to = partnerId, key }: Upload = {},
) =>
  money.api.call<Body>(
    'POST',
    `/v1/partners/${to}/invoices?${new URLSearchParams({ ...STATED, ...stated }).toString()}`,
    {
      session: who.session,
      body: content,
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': name,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
    },
  );

/** The newest of the list, as each of them reads it. */
async function whoMayDecide(): Promise<Record<string, unknown>> {
  const readers = ['admin', 'preparer', 'approver', 'auditor'] as const;
  const found = await Promise.all(
    readers.map(async (who) => [who, (await get(people[who], '/v1/invoices')).body.data[0]?.['mayDecide']] as const),
  );
  return Object.fromEntries(found);
}

describe('an invoice of a partner', () => {
  it('is refused with both figures, at the field, or for its file, and nothing of it is kept', async () => {
    expect(await upload(people.admin, { stated: { net: '470000', gross: '561200' } })).toMatchObject({
      status: 422,
      body: {
        code: 'document_differs',
        detail: 'Its lines come to 4,800 EUR net; it says 4,700 EUR.',
        owed: { amount: 480_000, currency: 'EUR' },
        stated: { amount: 470_000, currency: 'EUR' },
      },
    });
    expect((await upload(people.admin, { stated: { gross: '571201' } })).body).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/gross' }],
    });
    expect((await upload(people.admin, { stated: { dated: '2999-01-01' } })).body['code']).toBe('date_out_of_range');
    expect((await upload(people.admin, { stated: { currency: 'USD' } })).body['code']).toBe('not_allowed_in_state');
    expect((await upload(people.admin, { name: 'RE-1.docx' })).status).toBe(415);
    expect((await get(people.admin, '/v1/invoices')).body.data).toEqual([]);
  });

  it('is uploaded by the partner, looked at and accepted by finance, and then the document of its line', async () => {
    const path = `/v1/commissions/${line.commissionId}`;
    expect((await get(people.admin, path)).body).toMatchObject({ blockedBy: ['document_missing'] });
    expect((await get(people.admin, '/v1/invoices/wanted')).body.data).toMatchObject([
      { partnerId, corrects: null, net: { amount: 480_000 }, lines: [{ commissionId: line.commissionId }] },
    ]);
    const sent = await upload(people.admin, { key: 'RE-2027-1' });
    expect(sent).toMatchObject({
      status: 201,
      body: {
        number: 'RE-2027-1',
        state: 'waiting',
        owed: null,
        gross: { amount: 571_200 },
        file: { name: 'RE-1.pdf' },
      },
    });
    expect((await get(people.admin, path)).body).toMatchObject({ blockedBy: ['document_unverified'] });
    expect(await whoMayDecide()).toEqual({ admin: false, preparer: true, approver: true, auditor: false });
    expect((await get(people.admin, '/v1/invoices/wanted')).body.data).toEqual([]);
    expect((await upload(people.admin)).body['code']).toBe('not_allowed_in_state');

    const again = await upload(people.admin, { key: 'RE-2027-1' });
    expect([again.status, again.body['id']]).toEqual([201, sent.body['id']]);
    const other = await upload(people.admin, { key: 'RE-2027-1', stated: { number: 'RE-2027-9' } });
    expect(other.body['code']).toBe('idempotency_key_reused');

    const id = String(sent.body['id']);
    const file = await get(people.preparer, `/v1/invoices/${id}/file`);
    expect([file.text, file.headers.get('content-disposition')]).toEqual([
      AN_INVOICE,
      expect.stringMatching(/^attachment; filename="RE-1.pdf"/),
    ]);
    const old = await money.api.sessionOf(people.preparer.id, new Date(Date.now() - 600_000));
    const stale = await money.api.call('POST', `/v1/invoices/${id}/accept`, { session: old, body: {} });
    expect(stale.body['code']).toBe('step_up_required');
    expect(await post(people.preparer, `/v1/invoices/${id}/accept`)).toMatchObject({
      status: 200,
      body: { state: 'accepted', decidedBy: { id: people.preparer.id } },
    });
    expect((await post(people.approver, `/v1/invoices/${id}/reject`, { reason: 'Late' })).body['code']).toBe(
      'not_allowed_in_state',
    );
    expect((await get(people.admin, '/v1/invoices')).body.data).toMatchObject([{ id, decidedBy: null }]);
    const [document] = (await get(people.admin, '/v1/documents')).body.data;
    expect(document).toMatchObject({ kind: 'partner_invoice', number: 'RE-2027-1', invoiceId: id, treatment: null });
    expect((await get(people.admin, path)).body).toMatchObject({
      blockedBy: [],
      documents: [{ id: document?.['id'], number: 'RE-2027-1' }],
    });
    expect((await get(people.approver, `/v1/documents/${String(document?.['id'])}`)).body).toMatchObject({
      title: 'Invoice of the partner',
      supplier: null,
      recipient: null,
      lines: [{ amount: { amount: 480_000 } }],
    });
  });

  it('that is wanted is listed partner by partner, each page after the one before', async () => {
    const [second, third] = [
      moneyOfPartner({ world: money.world, processes }),
      moneyOfPartner({ world: money.world, processes }),
    ];
    for (const one of [second, third]) await one.line();
    const list = (query: string) => get(people.preparer, `/v1/invoices/wanted?${query}`);
    const all = await list('limit=100');
    expect(all.body).toMatchObject({ has_more: false, next_cursor: null });
    expect(all.body.data.length).toBeGreaterThanOrEqual(2);
    const paged: unknown[] = [];
    let next = '';
    do {
      const { body } = await list(`limit=1${next}`);
      paged.push(...body.data);
      next = body['has_more'] === true ? `&cursor=${String(body['next_cursor'])}` : '';
    } while (next !== '');
    expect(paged).toEqual(all.body.data);
    const [one] = all.body.data;
    const ofOne = all.body.data.filter((wanted) => wanted['partnerId'] === one?.['partnerId']);
    expect((await list(`partnerId=${String(one?.['partnerId'])}`)).body.data).toEqual(ofOne);
    expect((await list('cursor=x')).body['code']).toBe('invalid_cursor');
  });

  it('is corrected by a credit note of the partner, which finance may upload and another person accepts', async () => {
    await own.payOut();
    await own.refund(line, 1_200_000n);
    const [wanted] = (await get(people.auditor, '/v1/invoices/wanted')).body.data;
    expect(wanted).toMatchObject({ corrects: { number: 'RE-2027-1' }, net: { amount: -120_000 } });
    const corrects = (wanted?.['corrects'] as { id: string }).id;
    const stated = { number: 'GS-1', net: '-120000', vat: '-22800', gross: '-142800', corrects };
    const sent = await upload(people.preparer, { stated });
    const path = `/v1/invoices/${String(sent.body['id'])}/accept`;
    expect(await whoMayDecide()).toEqual({ admin: false, preparer: false, approver: true, auditor: false });
    expect((await post(people.preparer, path)).body['code']).toBe('separation_of_duties');
    expect((await post(people.approver, path)).status).toBe(200);
    expect((await get(people.admin, '/v1/documents?kind=correction')).body.data).toMatchObject([
      { number: 'GS-1', corrects: { id: corrects, number: 'RE-2027-1' }, gross: { amount: -142_800 } },
    ]);
  });

  it('says to finance what is owed by now when that has changed, and is rejected with a reason that the partner reads', async () => {
    const late = await own.line();
    const sent = await upload(people.admin, { stated: { number: 'RE-2027-2' } });
    await own.refund(late, 1_200_000n);
    const waiting = (await get(people.approver, `/v1/invoices?state=waiting&partnerId=${partnerId}`)).body.data;
    expect(waiting).toMatchObject([{ id: sent.body['id'], owed: { amount: 360_000 } }]);
    const path = `/v1/invoices/${String(sent.body['id'])}`;
    expect(await post(people.approver, `${path}/accept`)).toMatchObject({
      status: 422,
      body: { code: 'document_differs', owed: { amount: 360_000 } },
    });
    expect((await post(people.approver, `${path}/reject`, { reason: 'Less is owed' })).status).toBe(200);
    expect((await get(people.admin, '/v1/invoices')).body.data).toMatchObject([
      { state: 'rejected', reason: 'Less is owed' },
      { number: 'GS-1' },
      { number: 'RE-2027-1' },
    ]);
    const again = { number: 'RE-2027-1', net: '360000', vat: '68400', gross: '428400' };
    expect((await upload(people.admin, { stated: again })).body['code']).toBe('already_exists');
    expect((await upload(people.admin, { stated: { ...again, number: 'RE-2027-2' } })).status).toBe(201);
  });

  it('is nobody else’s: another partner finds nothing of it, and sales and auditors decide nothing', async () => {
    const [first] = (await get(people.admin, '/v1/invoices')).body.data;
    const path = `/v1/invoices/${String(first?.['id'])}`;
    expect((await get(people.other, '/v1/invoices')).body.data).toEqual([]);
    expect((await get(people.other, `${path}/file`)).status).toBe(404);
    expect((await upload(people.other)).status).toBe(404);
    expect((await get(people.sales, '/v1/invoices')).status).toBe(403);
    expect((await post(people.auditor, `${path}/accept`)).status).toBe(403);
    expect((await post(people.admin, `${path}/accept`)).status).toBe(403);
    expect((await post(people.approver, `/v1/invoices/pin_${'0'.repeat(26)}/accept`)).status).toBe(404);
  });
});
