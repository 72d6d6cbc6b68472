import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person, type Someone } from '../../support/apiServer.ts';
import { Document } from '../../../api/schemas/documents.ts';
import { HELIOFORGE, recordVendor } from '../../support/documents.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { moneyOfPartner, type Line } from '../../support/partnerMoney.ts';
import { SIGNED_AT } from '../../support/moneyWorld.ts';
import { openProcesses, type Processes } from '../../support/payoutRuns.ts';
import { BRIGHTWATER_TAX, decideTax, enterTax } from '../../support/tax.ts';

let money: MoneyApi;
let processes: Processes;
let admin: Someone;
let approver: Someone;
let own: Someone;
let other: Someone;
let elsewhere: string;
let line: Line;
beforeAll(async () => {
  money = await startMoneyApi();
  processes = openProcesses(money.world);
  admin = await person(money.api, { roles: ['program_admin'] });
  approver = await person(money.api, { roles: ['finance_approver'] });
  ({ partnerId: elsewhere } = await money.world.wonReferral());
  other = await person(money.api, { roles: ['partner_admin'], partnerId: elsewhere });
});
afterAll(async () => {
  await processes.close();
  await money.close();
});

const today = (): string => new Date().toISOString().slice(0, 10);

const get = (who: Someone, path: string) =>
  money.api.call<Record<string, never> & { data: Record<string, unknown>[] }>('GET', path, { session: who.session });
const post = (who: Someone, path: string, body: object = {}) =>
  money.api.call('POST', path, { session: who.session, body });

describe('documents from the agreement to the correction', () => {
  it('a partner accepts self-billing once, is paid with a document, and reads the correction of what is taken back', async () => {
    const partnerMoney = moneyOfPartner({ world: money.world, processes, policy: { gates: ['document'] } });
    line = await partnerMoney.line();
    const { partnerId } = await money.world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
    own = await person(money.api, { roles: ['partner_admin'], partnerId });
    const waiting = await get(own, `/v1/commissions/${line.commissionId}`);
    expect(waiting.body).toMatchObject({ blockedBy: ['document_missing'] });

    const text = 'We write your invoices.';
    const published = await post(admin, '/v1/agreements', { programId: null, title: 'Self-billing', text });
    expect([published.status, published.body['version']]).toEqual([201, 1]);
    const path = `/v1/agreements/${String(published.body['id'])}/accept`;
    expect((await post(own, path)).body).toMatchObject({ acceptedAt: expect.any(String), acceptances: null });
    expect((await post(own, path)).status).toBe(200);
    expect((await get(admin, '/v1/agreements')).body.data).toMatchObject([{ acceptances: 1, acceptedAt: null }]);

    const { validFrom: _long, ...identity } = HELIOFORGE;
    expect((await post(admin, '/v1/vendor-identities', { ...identity, validFrom: today() })).status).toBe(201);
    await recordVendor(processes.api, { by: admin.id });
    await enterTax(processes.api, { partnerId, by: own.id });
    await decideTax(processes.api, { partnerId, by: money.world.staff.paul });
    expect((await get(own, `/v1/commissions/${line.commissionId}`)).body).toMatchObject({ blockedBy: [] });
    await partnerMoney.payOut();
    await partnerMoney.refund(line, 1_200_000n);

    const list = await get(own, '/v1/documents');
    expect(list.body.data).toMatchObject([
      { kind: 'self_billed', net: { amount: 480_000 }, vat: { amount: 91_200 }, gross: { amount: 571_200 } },
      { kind: 'correction', net: { amount: -120_000 }, vat: { amount: -22_800 }, gross: { amount: -142_800 } },
    ]);
    const [first, correction] = list.body.data;
    expect((await get(own, `/v1/commissions/${line.commissionId}`)).body).toMatchObject({
      documents: [first, correction].map((document) => ({ id: document?.['id'], number: document?.['number'] })),
    });
    expect(correction).toMatchObject({ corrects: { id: first?.['id'], number: first?.['number'] } });
    const read = await get(own, `/v1/documents/${String(first?.['id'])}`);
    expect(read.body).toMatchObject({
      title: 'Self-billing invoice',
      supplier: { legalName: BRIGHTWATER_TAX.legalName, country: 'DE', vatId: BRIGHTWATER_TAX.taxNumber },
      recipient: identity,
      supplied: { from: SIGNED_AT.slice(0, 10), until: SIGNED_AT.slice(0, 10) },
      lines: [
        {
          suppliedOn: SIGNED_AT.slice(0, 10),
          commissionId: line.commissionId,
          amount: { amount: 480_000, currency: 'EUR' },
        },
      ],
    });
    expect(() => Document.parse(read.body)).not.toThrow();
    expect(read.text).toContain('accounts payable');
    await money.world.database.user.update({ where: { id: own.id }, data: { language: 'de' } });
    const inGerman = await get(own, `/v1/documents/${String(correction?.['id'])}`);
    expect(inGerman.body).toMatchObject({
      title: 'Korrektur einer Gutschrift',
      recipient: identity,
      notes: [
        expect.stringMatching(/^Gutschrift: Der Empfänger der Leistung hat diese Rechnung/),
        expect.stringContaining('Umsatzsteuer'),
        expect.any(String),
      ],
    });
    expect((await get(approver, `/v1/documents?partnerId=${partnerId}&kind=correction`)).body.data).toHaveLength(1);
  });

  it('nobody else reads them: another partner, sales, and who looks for what is none', async () => {
    const [document] = (await get(own, '/v1/documents')).body.data;
    const path = `/v1/documents/${String(document?.['id'])}`;
    expect((await get(other, path)).status).toBe(404);
    expect((await get(other, '/v1/documents')).body.data).toEqual([]);
    expect((await get(own, '/v1/documents/doc_none')).status).toBe(404);
    expect((await get(admin, path)).status).toBe(403);
  });

  it('an agreement of a program is for those who are in it, and published by who runs programs', async () => {
    const stranger = await post(approver, '/v1/agreements', { programId: null, title: 'Mine', text: 'Mine.' });
    expect(stranger.status).toBe(403);
    const nowhere = { programId: `prg_${'0'.repeat(26)}`, title: 'Of nothing', text: 'Nothing.' };
    expect((await post(admin, '/v1/agreements', nowhere)).status).toBe(404);
    const { programId } = money.world;
    await money.world.database.enrolment.deleteMany({ where: { partnerId: elsewhere } });
    const { body } = await post(admin, '/v1/agreements', { programId, title: 'Partners', text: 'Both sides.' });
    expect((await post(other, `/v1/agreements/${String(body['id'])}/accept`)).status).toBe(404);
  });
});
