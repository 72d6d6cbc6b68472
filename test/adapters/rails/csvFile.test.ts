import { describe, expect, it } from '@jest/globals';
import { csvFile } from '../../../adapters/rails/csvFile.ts';
import type { Payment } from '../../../adapters/rails/recordedRail.ts';
import { money } from '../../../domain/money.ts';
import { BRIGHTWATER } from '../../support/payees.ts';

const payment = (payee: string, change: Partial<Payment> = {}): Payment => ({
  itemId: 'itm_01kb0000000000000000000001',
  payee,
  account: BRIGHTWATER,
  amount: money(480_000n, 'EUR'),
  ...change,
});

describe('the table for a bank', () => {
  it('has one row per payment with its end-to-end id and the account', () => {
    const itemId = 'itm_01kb0000000000000000000002';
    const account = {
      kind: 'ach',
      holder: 'Kestrel',
      routingNumber: '021000021',
      accountNumber: '123456',
      accountType: 'checking',
    } as const;
    expect(csvFile([payment('Brightwater GmbH'), payment('Kestrel, Ltd "Old"', { itemId, account })])).toBe(
      'end_to_end_id,payee,account,amount,currency,remittance\r\n' +
        'itm_01kb0000000000000000000001,Brightwater GmbH,DE89370400440532013000 COBADEFFXXX,4800.00,EUR,Commission itm_01kb0000000000000000000001\r\n' +
        `${itemId},"Kestrel, Ltd ""Old""",021000021 123456 checking,4800.00,EUR,Commission ${itemId}\r\n`,
    );
  });

  it.each(['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'cannot run %j in a spreadsheet',
    (name) => {
      expect(csvFile([payment(name)]).split('\r\n')[1]).toMatch(/^itm_\w+,"?'/);
    },
  );
});
