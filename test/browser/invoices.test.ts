import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AN_INVOICE } from '../support/invoices.ts';
import type { MoneyApi } from '../support/moneyApi.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { TODAY } from '../support/today.ts';
import { checkPage } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let processes: Processes;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, processes, enter, enterUser } = opened);
});

type Stated = { number: string; net: string; vat: string; total: string };

async function state(page: Page, { number, net, vat, total }: Stated): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Number').fill(number);
  await dialog.getByLabel('Date').fill(TODAY);
  await dialog.getByLabel('Net amount (EUR)').fill(net);
  await dialog.getByLabel('Value added tax (EUR)').fill(vat);
  await dialog.getByLabel('Total (EUR)').fill(total);
}

describe('invoices of partners, in a browser', () => {
  it('a partner uploads one, finance accepts it, and a refund after the payment asks for a credit note', async () => {
    const { world } = money;
    const own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
    const line = await own.line();
    await own.line(1_000_000);
    const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
    const { id: adminId } = await world.database.user.findFirstOrThrow({ where: { partnerId } });

    const ada = await enterUser(adminId);
    await ada.goto('/documents');
    await ada.getByText('Invoices to write').first().waitFor();
    await checkPage(ada, 'invoices-wanted');
    await ada.getByRole('button', { name: 'Upload' }).click();
    await ada.getByText('Has to be exactly 5,800.00 EUR').waitFor();
    await ada.getByRole('checkbox').last().uncheck();
    await ada.getByText('Has to be exactly 4,800.00 EUR').waitFor();
    const file = { name: 'RE-7.pdf', mimeType: 'application/pdf', buffer: Buffer.from(AN_INVOICE) };
    const chooser = ada.waitForEvent('filechooser');
    await ada.getByRole('dialog').getByLabel('The file').click();
    await (await chooser).setFiles(file);
    await state(ada, { number: 'RE-7', net: '4700', vat: '912', total: '5612' });
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('Its lines come to 4,800 EUR net; it says 4,700 EUR.').waitFor();
    await checkPage(ada, 'invoice-differs');
    await state(ada, { number: 'RE-7', net: '4800', vat: '912', total: '5712' });
    await ada.getByRole('button', { name: 'Send to finance' }).click();
    await ada.getByText('With finance').waitFor();
    await checkPage(ada, 'invoices-own');

    const finance = await enter('paul');
    await finance.goto('/documents');
    await finance.getByText('To look at').waitFor();
    await checkPage(finance, 'invoices');
    const download = finance.waitForEvent('download');
    await finance.getByRole('button', { name: 'File' }).click();
    expect((await download).suggestedFilename()).toBe('RE-7.pdf');
    await finance.getByRole('button', { name: 'Accept' }).click();
    await finance.getByText('Accept RE-7?').waitFor();
    await checkPage(finance, 'invoice-accept');
    await finance.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
    await finance.getByRole('link', { name: 'RE-7', exact: true }).waitFor();

    await own.payOut();
    await own.refund(line, 1_200_000n);
    await ada.goto('/documents');
    await ada.getByText('Credit note for RE-7').waitFor();
    await checkPage(ada, 'invoices-credit');
    await ada.getByRole('button', { name: 'Upload' }).first().click();
    await ada.getByText('Has to be exactly 1,200.00 EUR').waitFor();
    await ada.getByRole('button', { name: 'Cancel' }).click();
    await ada.getByRole('link', { name: 'RE-7', exact: true }).click();
    await ada.getByText('The partner wrote it', { exact: false }).waitFor();
    await checkPage(ada, 'invoice-document');
  }, 180_000);
});
