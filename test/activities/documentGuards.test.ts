import { beforeEach, describe, expect, it } from '@jest/globals';
import { acceptAgreement, publishAgreement, recordVendor } from '../support/documents.ts';
import { decideInvoice, uploadInvoice } from '../support/invoices.ts';
import { moneyTests } from '../support/moneyTests.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyOfPartner, type PartnerMoney } from '../support/partnerMoney.ts';
import type { Processes } from '../support/payoutRuns.ts';
import { decideTax, enterTax } from '../support/tax.ts';

let world: MoneyWorld;
let processes: Processes;
let own: PartnerMoney;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(() => {
  own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
});

type Fake = {
  id: string;
  invoiceId: string;
  partnerId: string;
  netMinor?: bigint;
  lineId?: string;
  lineMinor?: bigint;
};

/** What runs by itself may write documents: it tries to write one for an invoice of a partner. */
async function fake({
  id,
  invoiceId,
  partnerId,
  netMinor = 480_000n,
  lineId,
  lineMinor = netMinor,
}: Fake): Promise<void> {
  await processes.worker.$transaction(async (as) => {
    await as.$executeRaw`INSERT INTO documents(id, kind, partner_id, invoice_id, currency, net_minor, vat_minor, issued_at)
      VALUES (${id}, 'partner_invoice', ${partnerId}, ${invoiceId}, 'EUR', ${netMinor}, 0, '2027-02-01T08:00:00Z')`;
    if (lineId === undefined) return;
    await as.$executeRaw`INSERT INTO document_lines(document_id, commission_id, amount_minor) VALUES (${id}, ${lineId}, ${lineMinor})`;
  });
}

async function uploaded() {
  const { commissionId: lineId } = await own.line();
  const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: lineId } });
  const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
  const { id: invoiceId } = await uploadInvoice(processes.api, { partnerId, by, netMinor: 480_000n });
  return { lineId, partnerId, invoiceId };
}

describe('the database keeps, from whatever runs by itself,', () => {
  it('a document of an invoice that finance has not accepted, or has rejected', async () => {
    const { lineId, partnerId, invoiceId } = await uploaded();
    await expect(fake({ id: 'doc_x', invoiceId, partnerId, lineId })).rejects.toThrow('of no accepted invoice');
    await decideInvoice(processes.api, { id: invoiceId, by: world.staff.paul, reason: 'Not ours.' });
    await expect(fake({ id: 'doc_x', invoiceId, partnerId, lineId })).rejects.toThrow('of no accepted invoice');
    expect(await world.database.document.count({ where: { partnerId } })).toBe(0);
  });

  it('one without its lines, for another sum than theirs, and of the line of somebody else', async () => {
    const { lineId, partnerId, invoiceId } = await uploaded();
    const other = await moneyOfPartner({ world, processes }).line();
    for (const lines of [{}, { lineId, lineMinor: 1n }, { lineId: other.commissionId }]) {
      await expect(fake({ id: 'doc_x', invoiceId, partnerId, ...lines })).rejects.toThrow('what its lines do');
    }
  });

  it('another line in a document that there is', async () => {
    const { partnerId, invoiceId } = await uploaded();
    await decideInvoice(processes.api, { id: invoiceId, by: world.staff.paul });
    const { id } = await world.database.document.findUniqueOrThrow({ where: { invoiceId } });
    const { commissionId } = await own.line();
    const add = (minor: bigint) =>
      processes.worker
        .$executeRaw`INSERT INTO document_lines(document_id, commission_id, amount_minor) VALUES (${id}, ${commissionId}, ${minor})`;
    for (const minor of [480_000n, 0n]) await expect(add(minor)).rejects.toThrow('no further lines');
    expect(await world.database.documentLine.count({ where: { document: { partnerId } } })).toBe(1);
  });

  it('further lines in a document of ours, also when they come to nothing', async () => {
    const { lineId, partnerId } = await uploaded();
    const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
    await recordVendor(processes.api, { by: world.staff.olga });
    const agreement = await publishAgreement(processes.api, { by: world.staff.olga });
    await acceptAgreement(processes.api, { id: agreement, partnerId, by });
    await enterTax(processes.api, { partnerId, by, profile: {} });
    await decideTax(processes.api, { partnerId, by: world.staff.paul });
    const { invoiceId } = await world.database.partnerInvoiceLine.findFirstOrThrow({ where: { commissionId: lineId } });
    await decideInvoice(processes.api, { id: invoiceId, by: world.staff.paul, reason: 'We write it.' });
    await own.payOut();
    const { id } = await world.database.document.findFirstOrThrow({ where: { partnerId, kind: 'self_billed' } });
    const [{ commissionId: one }, { commissionId: other }] = [await own.line(), await own.line()];
    for (const minor of [1n, 0n]) {
      const added = processes.worker
        .$executeRaw`INSERT INTO document_lines(document_id, commission_id, amount_minor) VALUES (${id}, ${one}, ${minor}), (${id}, ${other}, ${-minor})`;
      await expect(added).rejects.toThrow('no further lines');
    }
  });
});
