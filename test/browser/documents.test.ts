import { describe, expect, it } from '@jest/globals';
import { publishAgreement, recordVendor } from '../support/documents.ts';
import type { MoneyApi } from '../support/moneyApi.ts';
import { moneyOfPartner } from '../support/partnerMoney.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { decideTax, enterTax } from '../support/tax.ts';
import { checkPage, checkPaper } from './pageCheck.ts';
import { moneyPages, type MoneyPages } from './moneyPages.ts';

let money: MoneyApi;
let processes: Processes;
let enter: MoneyPages['enter'];
let enterUser: MoneyPages['enterUser'];

moneyPages((opened) => {
  ({ money, processes, enter, enterUser } = opened);
});

describe('documents, in a browser', () => {
  it('a partner reads what a line waits for, accepts self-billing, is paid, and reads what was written for it', async () => {
    const { world } = money;
    const own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
    const line = await own.line();
    const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
    const { id: adminId } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
    await publishAgreement(processes.api, { by: world.staff.olga });
    await recordVendor(processes.api, { by: world.staff.olga });
    await enterTax(processes.api, { partnerId, by: adminId });
    await decideTax(processes.api, { partnerId, by: world.staff.paul });

    const ada = await enterUser(adminId);
    await ada.goto('/documents');
    await ada.getByText('No document yet').waitFor();
    await checkPage(ada, 'documents-empty');
    await ada.goto('/payee');
    await ada.getByRole('button', { name: 'Accept' }).click();
    await ada.getByText('You accept it for your company.').waitFor();
    await checkPage(ada, 'agreement');
    await ada.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
    const agreements = ada.getByRole('region', { name: 'Agreements' });
    await agreements.getByRole('button', { name: 'Accept' }).waitFor({ state: 'detached' });
    await checkPage(ada, 'agreement-accepted');

    await own.payOut();
    await own.refund(line, 1_200_000n);
    await ada.goto('/documents');
    await ada.getByText('Corrects SB-2027-000001').waitFor();
    await checkPage(ada, 'documents-own');
    await ada.getByRole('link', { name: 'SB-2027-000001', exact: true }).click();
    await ada.getByText('The value added tax is paid separately', { exact: false }).waitFor();
    await ada.getByText('5,712.00 EUR').waitFor();
    await ada.getByText('Helioforge GmbH').waitFor();
    await ada.getByText('Brightwater Consulting GmbH').waitFor();
    await checkPage(ada, 'document');
    await checkPaper(ada, 'document');

    const finance = await enter('paul');
    await finance.goto('/documents');
    await finance.getByText('Corrects SB-2027-000001').waitFor();
    expect(await finance.getByRole('link', { name: /^SB-/ }).count()).toBe(2);
    await checkPage(finance, 'documents');

    await ada.getByRole('button', { name: 'Object' }).click();
    await ada.getByLabel('What is wrong').fill('Our address has changed.');
    await checkPage(ada, 'document-object');
    await ada.getByRole('dialog').getByRole('button', { name: 'Object' }).click();
    await ada.getByText('Waits for an answer').waitFor();
    await checkPage(ada, 'document-contested');
    await finance.goto('/documents?contested=true');
    await finance.getByRole('link', { name: 'SB-2027-000001', exact: true }).click();
    await finance.getByRole('button', { name: 'Answer that it stays' }).click();
    await finance.getByLabel('Your answer').fill('It was the one of that day.');
    await finance.getByRole('dialog').getByRole('button', { name: 'Answer that it stays' }).click();
    await finance.getByText('The document stays', { exact: true }).waitFor();
    await checkPage(finance, 'document-answered');
  }, 120_000);

  it('an administrator enters what the own company is called, and is told of a slip', async () => {
    const { world } = money;
    const { id: adminId } = await world.database.user.findFirstOrThrow({ where: { roles: { has: 'program_admin' } } });
    const olga = await enterUser(adminId);
    await olga.getByRole('link', { name: 'Company details' }).first().click();
    await olga.getByRole('button', { name: 'Enter company details' }).click();
    const dialog = olga.getByRole('dialog');
    await dialog.getByLabel('Legal name').fill('Helioforge SE');
    await dialog.getByLabel('Address').fill('Am Kai 3\n20457 Hamburg');
    await dialog.getByLabel('Country').fill('de');
    await dialog.getByLabel('VAT id').fill('DE123456789');
    await dialog.getByRole('button', { name: 'Record' }).click();
    await dialog.getByText('This cannot be right.').waitFor();
    await checkPage(olga, 'vendor-slip');
    await dialog.getByLabel('VAT id').fill('DE 123 456 788');
    await dialog.getByRole('button', { name: 'Record' }).click();
    await olga.getByRole('row').filter({ hasText: 'Helioforge SE' }).getByText('In force').waitFor();
    await checkPage(olga, 'vendor');
  }, 120_000);
});
