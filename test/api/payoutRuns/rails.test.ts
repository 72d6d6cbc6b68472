import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PayoutRails, PayoutRun, PayoutStatement } from '../../../api/schemas/payoutRuns.ts';
import { endToEndIdOf } from '../../../domain/commission/statementLine.ts';
import type { PayeeAccount } from '../../../domain/payees/account.ts';
import { startMoneyApi, type MoneyApi } from '../../support/moneyApi.ts';
import { approvedLine, type StaffName } from '../../support/moneyWorld.ts';
import { returnFile } from '../../support/nachaReturns.ts';
import { painProblems } from '../../support/painSchema.ts';
import { moneyViolations, PAY_DAY } from '../../support/payoutRuns.ts';

let money: MoneyApi;
beforeAll(async () => {
  money = await startMoneyApi();
});
afterAll(() => money.close());

const get = async (who: StaffName, path: string) =>
  money.api.call('GET', `/v1${path}`, { session: await money.sessionOf(who) });
const post = async (who: StaffName, path: string, body: object = {}) =>
  money.api.call('POST', `/v1/payout-runs${path}`, { session: await money.sessionOf(who), body });

describe('the ways to pay', () => {
  it('are those of the installation, with what each carries', async () => {
    const { status, body } = await get('paul', '/payout-rails');
    expect([status, PayoutRails.parse(body).data]).toEqual([
      200,
      [
        { name: 'manual', currency: null, makesFile: false },
        { name: 'csv', currency: null, makesFile: true },
        { name: 'sepa', currency: 'EUR', makesFile: true },
        { name: 'nacha', currency: 'USD', makesFile: true },
      ],
    ]);
    expect((await get('nora', '/payout-rails')).status).toBe(403);
  });

  it.each([
    { rail: 'stripe', currency: 'EUR', pointer: '/rail', why: 'it is not set up here' },
    { rail: 'sepa', currency: 'USD', pointer: '/currency', why: 'it carries euros only' },
    { rail: 'nacha', currency: 'EUR', pointer: '/currency', why: 'it carries dollars only' },
  ])('$rail in $currency is refused before anything is prepared: $why', async ({ rail, currency, pointer }) => {
    const { status, body } = await post('paul', '', { rail, currency, cutOff: PAY_DAY });
    expect([status, body]).toMatchObject([400, { code: 'invalid_request', errors: [{ pointer }] }]);
    expect(await money.world.database.payoutRun.count()).toBe(0);
  });
});

/** What a bank books of the payments of a run, each by itself. */
const camt = (ids: readonly string[]): string =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>${ids
    .map(
      (id) =>
        `<Ntry><Amt Ccy="EUR">4800.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-02-16</Dt></BookgDt>
        <NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId><AcctSvcrRef>B-${id}</AcctSvcrRef></Refs><Amt Ccy="EUR">4800.00</Amt></TxDtls></NtryDtls></Ntry>`,
    )
    .join('')}</Stmt></BkToCstmrStmt></Document>`;

it('a run by sepa gives an order that is valid by the schema, and the statement of the bank settles it', async () => {
  const paid = await approvedLine(money.world);
  const unpaid = await approvedLine(money.world, { account: null });
  const run = PayoutRun.parse((await post('paul', '', { rail: 'sepa', currency: 'EUR', cutOff: PAY_DAY })).body);
  expect((await post('ines', `/${run.id}/release`)).status).toBe(200);
  const file = await get('paul', `/payout-runs/${run.id}/file`);
  expect([file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
    'application/xml; charset=utf-8',
    `attachment; filename="${run.id}.xml"`,
  ]);
  expect(await painProblems(file.text)).toEqual([]);
  const itemOf = (partnerId: string): string => run.items.find((item) => item.partnerId === partnerId)?.id ?? '';
  const ids = [...file.text.matchAll(/<EndToEndId>(.+?)</g)].map(([, id]) => id ?? '');
  expect(ids).toEqual([endToEndIdOf(itemOf(paid.partnerId))]);

  const statement = await money.api.call('POST', `/v1/payout-runs/${run.id}/statement`, {
    session: await money.sessionOf('ines'),
    headers: { 'content-type': 'application/xml', 'x-file-name': 'statement.xml' },
    body: camt(ids),
  });
  expect(PayoutStatement.parse(statement.body).lines).toMatchObject([{ finding: 'settled' }]);
  const after = PayoutRun.parse((await get('ines', `/payout-runs/${run.id}`)).body);
  expect([after.state, after.total.amount]).toEqual(['partly_returned', 480_000]);
  expect(after.items.map(({ id, state, returnReason }) => [id, state, returnReason]).sort()).toEqual(
    [
      [itemOf(paid.partnerId), 'paid', null],
      [itemOf(unpaid.partnerId), 'refused', 'payee_missing'],
    ].sort(),
  );
  expect((await get('abel', `/commissions/${unpaid.line.commissionId}`)).body).toMatchObject({
    state: 'returned',
    paymentRefused: 'payee_missing',
    sentence:
      '4,800 EUR could not be paid: there was no account to pay to. The money is still yours. Enter one if there is none yet. Finance approves the amount for it, then the next payout pays it.',
  });
  expect(await moneyViolations(money.world.database)).toEqual([]);
});

it('a run by ACH is taken back by the file of returns of its bank, with the reason in words', async () => {
  const account: PayeeAccount = {
    kind: 'ach',
    holder: 'Kestrel Inc',
    routingNumber: '026009593',
    accountNumber: '12345678',
    accountType: 'checking',
  };
  const { line } = await approvedLine(money.world, { account, currency: 'USD' });
  const run = PayoutRun.parse((await post('paul', '', { rail: 'nacha', currency: 'USD', cutOff: PAY_DAY })).body);
  expect((await post('ines', `/${run.id}/release`)).status).toBe(200);
  const [entry = ''] = (await get('paul', `/payout-runs/${run.id}/file`)).text.split('\n').slice(2);
  const [id, original] = [entry.slice(39, 54), entry.slice(79, 94)];
  const confirmed = { reference: 'ACH-1', settledOn: '2027-02-15' };
  await post('paul', `/${run.id}/confirm`, confirmed);

  const statement = await money.api.call('POST', `/v1/payout-runs/${run.id}/statement`, {
    session: await money.sessionOf('ines'),
    headers: { 'content-type': 'text/plain', 'x-file-name': 'returns.ach' },
    body: returnFile([{ id, original, amountMinor: 480_000n, reason: 'R02' }]),
  });
  expect(PayoutStatement.parse(statement.body).lines).toMatchObject([{ finding: 'returned', reasonCode: 'R02' }]);
  expect((await get('abel', `/commissions/${line.commissionId}`)).body).toMatchObject({ state: 'returned' });
  expect(await moneyViolations(money.world.database)).toEqual([]);
});
