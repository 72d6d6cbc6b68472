import { describe, expect, it } from '@jest/globals';
import { parseBankStatement } from '../../../adapters/rails/bankStatement.ts';
import { AppError } from '../../../domain/errors.ts';

const ITEM = 'itm-01kb2v9m3x7q5w8c4d6e0f1g2h';
const parse = (text: string, encoding: BufferEncoding = 'utf8') => parseBankStatement(Buffer.from(text, encoding));

function problemOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, errors: error.facts['errors'] };
    throw error;
  }
  throw new Error('it was read');
}

type Part = { id?: string; amount?: string; reference?: string; reason?: string; says?: string; direction?: string };
const tag = (name: string, content: string | undefined): string =>
  content === undefined ? '' : `<${name}>${content}</${name}>`;
const part = ({ id, amount, reference, reason, says, direction }: Part): string =>
  `<TxDtls><Refs>${tag('AcctSvcrRef', reference)}${tag('EndToEndId', id)}</Refs>` +
  (amount === undefined ? '' : `<Amt Ccy="EUR">${amount}</Amt>`) +
  tag('CdtDbtInd', direction) +
  (reason === undefined ? '' : `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf>`) +
  (says === undefined ? '' : `<RmtInf><Ustrd>${says}</Ustrd></RmtInf>`) +
  `</TxDtls>`;
type Entry = { amount: string; direction?: 'DBIT' | 'CRDT'; status?: string; parts?: Part[]; currency?: string };
const entry = ({ amount, direction = 'DBIT', status = '<Cd>BOOK</Cd>', parts = [], currency = 'EUR' }: Entry): string =>
  `<Ntry><NtryRef>N-1</NtryRef><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>${status}</Sts>` +
  `<BookgDt><Dt>2027-02-16</Dt></BookgDt><AcctSvcrRef>ENTRY-1</AcctSvcrRef>` +
  (parts.length === 0 ? '' : `<NtryDtls>${parts.map(part).join('')}</NtryDtls>`) +
  `<AddtlNtryInf>SEPA batch</AddtlNtryInf></Ntry>`;
const camt = (...entries: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">` +
  `<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S</Id><Bal><Amt Ccy="EUR">1.00</Amt></Bal>${entries.join('\n')}</Stmt></BkToCstmrStmt></Document>`;

describe('camt.053', () => {
  it('gives every payment of a batch with its end-to-end id, its amount to the cent and the reference of the bank', () => {
    const parts = [
      { id: ITEM, amount: '4800.00', reference: 'TX-1' },
      { id: 'NOTPROVIDED', amount: '1.05', reference: 'TX-2', says: 'Rent &amp; power' },
    ];
    expect(parse(camt(entry({ amount: '4801.05', parts })))).toEqual([
      {
        position: 1,
        endToEndId: ITEM,
        movement: 'paid',
        booked: true,
        amount: { amount: 480_000, currency: 'EUR' },
        bookedOn: '2027-02-16',
        bankReference: 'TX-1',
        reasonCode: null,
        text: '',
      },
      expect.objectContaining({
        position: 2,
        endToEndId: null,
        amount: { amount: 105, currency: 'EUR' },
        text: 'Rent & power',
      }),
    ]);
  });

  it('tells what came back, with the reason of the bank', () => {
    const parts = [{ id: ITEM, reference: 'TX-3', reason: 'AC04' }];
    expect(parse(camt(entry({ amount: '4800.00', direction: 'CRDT', parts })))).toMatchObject([
      { endToEndId: ITEM, movement: 'returned', reasonCode: 'AC04', amount: { amount: 480_000, currency: 'EUR' } },
    ]);
  });

  it.each([
    { parts: [{ id: ITEM }, { id: ITEM }], why: 'amounts are missing' },
    {
      parts: [
        { id: ITEM, amount: '4800.00' },
        { id: ITEM, amount: '0.01' },
      ],
      why: 'they do not add up',
    },
    { parts: [{ id: ITEM, amount: '4800.00', direction: 'CRDT' }], why: 'one goes the other way' },
  ])('leaves a batch whole for a person where $why', ({ parts }) => {
    expect(parse(camt(entry({ amount: '4800.00', parts })))).toMatchObject([
      { endToEndId: null, bankReference: 'ENTRY-1', amount: { amount: 480_000, currency: 'EUR' }, text: 'SEPA batch' },
    ]);
  });

  it('drops nothing: an entry without details, one that is only announced, one in another currency', () => {
    const lines = parse(
      camt(
        entry({ amount: '9.99' }),
        entry({ amount: '5.00', status: 'PDNG' }),
        entry({ amount: '1200', currency: 'JPY' }),
      ),
    );
    expect(lines.map(({ position, booked, amount }) => [position, booked, amount.amount, amount.currency])).toEqual([
      [1, true, 999, 'EUR'],
      [2, false, 500, 'EUR'],
      [3, true, 1200, 'JPY'],
    ]);
  });

  it('reads other prefixes and the older form of the status', () => {
    const text = camt(entry({ amount: '5.00', status: 'BOOK' }))
      .replaceAll(/<(\/?)([A-Z])/g, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=');
    expect(parse(text)).toMatchObject([{ booked: true, amount: { amount: 500, currency: 'EUR' } }]);
  });

  it.each([
    ['<Document><BkToCstmrStmt><Stmt><Ntry></Stmt></BkToCstmrStmt></Document>', 'a tag that is not closed'],
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><Document><BkToCstmrStmt/></Document>', 'a file with declarations'],
    ['<Document><CstmrCdtTrfInitn/></Document>', 'another message'],
    [camt(entry({ amount: '1,2,3' })), 'an amount that is none'],
    [camt(entry({ amount: '1.001' })), 'more decimals than the currency has'],
    [camt(entry({ amount: '1.00' })).replace('2027-02-16', '2027-02-30'), 'a day that is none'],
    [camt(), 'no entry at all'],
  ])('refuses the whole file: %#. %s', (text) => {
    expect(problemOf(() => parse(text))).toMatchObject({ code: 'invalid_request' });
  });
});

describe('CSV', () => {
  const HEADER = 'end_to_end_id,outcome,amount,currency,booked_on,bank_reference,reason,text';

  it('gives every row', () => {
    const rows = [
      `${ITEM},settled,4800.00,EUR,2027-02-16,B-1,,`,
      `${ITEM},returned,4800.00,EUR,2027-02-18,B-2,AC04,"closed, sorry"`,
      `,settled,12.5,EUR,2027-02-16,,,rent`,
    ];
    expect(parse([HEADER, ...rows].join('\r\n'))).toMatchObject([
      { position: 1, endToEndId: ITEM, movement: 'paid', amount: { amount: 480_000 }, bankReference: 'B-1' },
      { position: 2, movement: 'returned', bookedOn: '2027-02-18', reasonCode: 'AC04', text: 'closed, sorry' },
      { position: 3, endToEndId: null, amount: { amount: 1_250 }, bankReference: null, text: 'rent' },
    ]);
  });

  it('reads what a German spreadsheet writes: semicolons, decimal commas, an older encoding', () => {
    const text = `end_to_end_id;outcome;amount;currency;booked_on;text\r\n${ITEM};settled;4800,00;EUR;2027-02-16;Müller`;
    expect(parse(text, 'latin1')).toMatchObject([{ amount: { amount: 480_000, currency: 'EUR' }, text: 'Müller' }]);
  });

  it.each([
    { row: `${ITEM},paid,1.00,EUR,2027-02-16`, pointer: '/1/outcome' },
    { row: `${ITEM},settled,-1.00,EUR,2027-02-16`, pointer: '/1/amount' },
    { row: `${ITEM},settled,1.000.00,EUR,2027-02-16`, pointer: '/1/amount' },
    { row: `${ITEM},settled,1.00,euro,2027-02-16`, pointer: '/1/amount' },
    { row: `${ITEM},settled,1.00,EUR,16.02.2027`, pointer: '/1/booked_on' },
  ])('refuses the whole file and says where: $pointer in $row', ({ row, pointer }) => {
    const text = `end_to_end_id,outcome,amount,currency,booked_on\n${row}`;
    expect(problemOf(() => parse(text))).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
  });

  it.each(['', 'hello', HEADER, `${HEADER}\n"unclosed`])('refuses what is no table: %j', (text) => {
    expect(problemOf(() => parse(text))).toMatchObject({ code: 'invalid_request' });
  });
});
