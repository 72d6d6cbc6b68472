import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Document } from '../../../api/schemas/documents.ts';
import { person, type Someone } from '../../support/apiServer.ts';
import { acceptAgreement, publishAgreement, recordVendor } from '../../support/documents.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../../support/partnerMoney.ts';
import { moneyViolations, openProcesses, type Processes } from '../../support/payoutRuns.ts';
import { decideTax, enterTax } from '../../support/tax.ts';

let money: MoneyApi;
let processes: Processes;
let own: PartnerMoney;
let partnerId: string;
const people = {} as Record<'admin' | 'other' | 'preparer' | 'auditor', Someone>;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
  own = moneyOfPartner({ world: money.world, processes });
  const first = await own.line();
  ({ partnerId } = await money.world.database.commission.findUniqueOrThrow({ where: { id: first.commissionId } }));
  const { partnerId: elsewhere } = await money.world.wonReferral();
  people.admin = await person(money.api, { roles: ['partner_admin'], partnerId });
  people.other = await person(money.api, { roles: ['partner_admin'], partnerId: elsewhere });
  people.preparer = await person(money.api, { roles: ['finance_preparer'] });
  people.auditor = await person(money.api, { roles: ['auditor'] });
  const { staff } = money.world;
  await recordVendor(processes.api, { by: staff.olga });
  const id = await publishAgreement(processes.api, { by: staff.olga });
  await acceptAgreement(processes.api, { id, partnerId, by: people.admin.id });
  await profile({});
  await own.payOut();
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

async function profile(change: Parameters<typeof enterTax>[1]['profile'] & object): Promise<void> {
  await enterTax(processes.api, { partnerId, by: people.admin.id, profile: change });
  await decideTax(processes.api, { partnerId, by: money.world.staff.paul });
}

type Body = Record<string, unknown> & { data: Record<string, unknown>[] };
const get = (who: Someone, path: string) => money.api.call<Body>('GET', path, { session: who.session });
const post = (who: Someone, path: string, body: object) =>
  money.api.call<Body>('POST', path, { session: who.session, body });

/** A line that was paid, with its document. */
async function documented(): Promise<{ line: Line; path: string; id: string }> {
  const line = await own.line();
  await own.payOut();
  const { documentId: id } = await money.world.database.documentLine.findFirstOrThrow({
    where: { commissionId: line.commissionId },
  });
  return { line, id, path: `/v1/documents/${id}` };
}

const mailsOf = (text: string): Promise<number> =>
  money.world.database.outboxRow.count({ where: { kind: 'mail', payload: { path: ['text'], equals: text } } });
const objectionsToday = async (): Promise<unknown> =>
  (await get(people.auditor, '/v1/finance/today')).body['objections'];

const REASON = { reason: 'Our rate is 7 %.' };

describe('an objection to a document that the vendor wrote', () => {
  it('marks it, stands on Today, and is answered by a correction of the tax as it is known by now', async () => {
    const { line, path, id } = await documented();
    expect((await get(people.admin, path)).body).toMatchObject({ mayObject: true, objection: null, contested: false });
    expect(await post(people.admin, `${path}/objections`, REASON)).toMatchObject({
      status: 201,
      body: { id, contested: true },
    });
    expect(await mailsOf('invoice_contested')).toBeGreaterThan(0);
    expect(await objectionsToday()).toMatchObject({ count: 1 });
    expect((await get(people.preparer, '/v1/documents?contested=true')).body.data).toMatchObject([{ id }]);
    const read = await get(people.preparer, path);
    expect(() => Document.parse(read.body)).not.toThrow();
    expect(read.body).toMatchObject({
      mayObject: false,
      mayAnswer: ['kept'],
      objection: { ...REASON, decision: null },
    });

    const corrected = { decision: 'corrected', answer: 'You are right.' };
    expect((await post(people.preparer, `${path}/objections/answer`, corrected)).body).toMatchObject({
      code: 'not_allowed_in_state',
      state: 'nothing_to_correct',
    });
    await profile({ vatBasisPoints: 700 });
    expect((await get(people.auditor, path)).body['mayAnswer']).toEqual([]);
    expect((await post(people.preparer, `${path}/objections/answer`, corrected)).status).toBe(200);
    expect(await mailsOf('invoice_objection_corrected')).toBeGreaterThan(0);
    expect(await objectionsToday()).toEqual({ count: 0, oldestAt: null });
    const answered = await get(people.admin, path);
    expect(answered.body).toMatchObject({
      objection: { decision: 'corrected', answer: 'You are right.', answeredBy: null },
      mayObject: false,
    });
    const [correction] = (await get(people.admin, '/v1/documents?kind=correction')).body.data;
    expect(correction).toMatchObject({
      ...{ corrects: { id }, vatBasisPoints: 700 },
      ...{ net: { amount: 0 }, vat: { amount: 33_600 - 91_200 }, gross: { amount: 33_600 - 91_200 } },
    });

    // What is taken back later is corrected at the rate that the correction has stated.
    await own.refund(line, 1_200_000n);
    const { _sum: sums } = await money.world.database.document.aggregate({
      where: { OR: [{ id }, { corrects: id }] },
      _sum: { netMinor: true, vatMinor: true },
    });
    expect(sums).toEqual({ netMinor: 360_000n, vatMinor: 25_200n });
    expect(await moneyViolations(money.world.database)).toEqual([]);
  });

  it('is answered by why the document stays, and once', async () => {
    const { path } = await documented();
    await post(people.admin, `${path}/objections`, REASON);
    const again = await post(people.admin, `${path}/objections`, REASON);
    expect([again.status, again.body['code']]).toEqual([409, 'already_exists']);
    const kept = { decision: 'kept', answer: 'It is 19 %.' };
    const old = await money.api.sessionOf(people.preparer.id, new Date(Date.now() - 600_000));
    const stale = await money.api.call('POST', `${path}/objections/answer`, { session: old, body: kept });
    expect(stale.body['code']).toBe('step_up_required');
    expect((await post(people.preparer, `${path}/objections/answer`, kept)).body['contested']).toBe(false);
    expect((await post(people.preparer, `${path}/objections/answer`, kept)).body).toMatchObject({
      ...{ code: 'not_allowed_in_state', state: 'kept' },
    });
    expect(await mailsOf('invoice_objection_kept')).toBeGreaterThan(0);
  });

  it('is the partner’s alone, and neither finance nor another partner objects', async () => {
    const { path, id } = await documented();
    expect((await post(people.other, `${path}/objections`, REASON)).status).toBe(404);
    expect((await post(people.preparer, `${path}/objections`, REASON)).status).toBe(403);
    expect((await post(people.admin, `${path}/objections/answer`, { decision: 'kept', answer: 'x' })).status).toBe(403);
    const none = await post(people.preparer, `${path}/objections/answer`, { decision: 'kept', answer: 'x' });
    expect(none.body).toMatchObject({ code: 'not_allowed_in_state', state: 'uncontested' });
    const forged = { id: 'obj_1', documentId: id, reason: 'x', raisedBy: people.other.id, raisedAt: new Date() };
    await expect(processes.api.documentObjection.create({ data: forged })).rejects.toThrow('may not object');
  });
});
