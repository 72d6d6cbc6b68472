import { beforeEach, describe, expect, it } from '@jest/globals';
import { moneyTests } from '../support/moneyTests.ts';
import { decideInvoice, uploadInvoice, wantedOf } from '../support/invoices.ts';
import { acceptAgreement, publishAgreement } from '../support/documents.ts';
import type { MoneyWorld } from '../support/moneyWorld.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, prepareRun, type Processes } from '../support/payoutRuns.ts';

let world: MoneyWorld;
let processes: Processes;
let own: PartnerMoney;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(() => {
  own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
});

async function partnerOf({ commissionId }: Line): Promise<{ partnerId: string; by: string }> {
  const { partnerId } = await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } });
  const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
  return { partnerId, by };
}

/** Why a run would leave the line out; undefined when it takes it. */
async function reasonFor({ commissionId }: Line): Promise<string | undefined> {
  const run = await prepareRun(processes.api, { by: world.staff.paul });
  const { reason } = run.excluded.find((one) => one.commissionId === commissionId) ?? {};
  await own.decide(run.id, 'cancel');
  return reason;
}

/** An invoice over all that is wanted, accepted by finance. */
async function invoiced(line: Line): Promise<string> {
  const { partnerId, by } = await partnerOf(line);
  const [wanted] = await wantedOf(processes.api, partnerId);
  const { id } = await uploadInvoice(processes.api, { partnerId, by, netMinor: BigInt(wanted?.netMinor ?? 0) });
  await decideInvoice(processes.api, { id, by: world.staff.paul });
  return (await world.database.document.findUniqueOrThrow({ where: { invoiceId: id } })).id;
}

const mailsTo = async (partnerId: string, text: string): Promise<number> => {
  const rows = await world.database.outboxRow.findMany({
    where: { kind: 'mail', payload: { path: ['text'], equals: text } },
  });
  const people = await world.database.user.findMany({ where: { partnerId } });
  const ids = new Set(people.map(({ id }) => id));
  return rows.filter(({ payload }) => ids.has((payload as { receiver: { userId: string } }).receiver.userId)).length;
};

describe('the invoice of a partner', () => {
  it('is what a line waits for until finance has accepted it, and then the document of exactly its lines', async () => {
    const [one, other] = [await own.line(), await own.line(1_000_000)];
    const { partnerId, by } = await partnerOf(one);
    expect(await reasonFor(one)).toBe('document_missing');
    expect(await wantedOf(processes.api, partnerId)).toMatchObject([
      {
        corrects: null,
        currency: 'EUR',
        netMinor: 580_000,
        lines: [{ amountMinor: 480_000 }, { amountMinor: 100_000 }],
      },
    ]);

    const invoice = { partnerId, by, netMinor: 480_000n, vatMinor: 91_200n, commissionIds: [one.commissionId] };
    const { id, state, fits } = await uploadInvoice(processes.api, invoice);
    expect([state, fits, await reasonFor(one)]).toEqual(['waiting', true, 'document_unverified']);
    expect(await wantedOf(processes.api, partnerId)).toMatchObject([{ netMinor: 100_000 }]);

    await decideInvoice(processes.api, { id, by: world.staff.paul });
    expect(await mailsTo(partnerId, 'invoice_accepted')).toBe(1);
    expect([await reasonFor(one), await reasonFor(other)]).toEqual([undefined, 'document_missing']);
    const documents = await world.database.document.findMany({ where: { partnerId }, include: { lines: true } });
    expect(documents).toMatchObject([
      {
        ...{ kind: 'partner_invoice', invoiceId: id, seriesNo: null, taxProfileId: null },
        ...{
          netMinor: 480_000n,
          vatMinor: 91_200n,
          lines: [{ commissionId: one.commissionId, amountMinor: 480_000n }],
        },
      },
    ]);
    await own.payOut();
    expect([await own.stateOf(one), await own.stateOf(other)]).toEqual(['paid', 'approved']);
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it.each([
    { netMinor: 479_999n, code: 'document_differs', why: 'a cent less' },
    { netMinor: 480_001n, code: 'document_differs', why: 'a cent more' },
    { netMinor: 480_000n, vatMinor: -1n, code: 'invalid_request', why: 'tax against the net amount' },
    { netMinor: 480_000n, commissionIds: ['com_none'], code: 'not_allowed_in_state', why: 'a line that is none' },
    { netMinor: -480_000n, corrects: 'doc_none', code: 'not_allowed_in_state', why: 'a credit note for nothing' },
  ])('is refused as $code with $why', async ({ code, why: _why, ...stated }) => {
    const line = await own.line();
    const upload = uploadInvoice(processes.api, { ...(await partnerOf(line)), ...stated });
    await expect(upload).rejects.toMatchObject({ code });
  });

  it('says both figures when it says something else than what is owed', async () => {
    const line = await own.line();
    const upload = uploadInvoice(processes.api, { ...(await partnerOf(line)), netMinor: 470_000n });
    await expect(upload).rejects.toMatchObject({
      message: 'Its lines come to 4,800 EUR net; it says 4,700 EUR.',
      facts: { owed: { amount: 480_000, currency: 'EUR' }, stated: { amount: 470_000, currency: 'EUR' } },
    });
  });

  it('has a number that the partner uses once, unless it was rejected', async () => {
    const [one, other] = [await own.line(), await own.line()];
    const { partnerId, by } = await partnerOf(one);
    const invoice = { partnerId, by, number: 'RE-7', netMinor: 480_000n };
    const first = await uploadInvoice(processes.api, { ...invoice, commissionIds: [one.commissionId] });
    const again = { ...invoice, number: 're-7', commissionIds: [other.commissionId] };
    await expect(uploadInvoice(processes.api, again)).rejects.toMatchObject({ code: 'already_exists' });
    await decideInvoice(processes.api, { id: first.id, by: world.staff.paul, reason: 'The address is missing' });
    expect(await mailsTo(partnerId, 'invoice_rejected')).toBe(1);
    expect(await uploadInvoice(processes.api, again)).toMatchObject({ state: 'waiting' });
  });

  it('is not wanted of a partner that lets the vendor write them', async () => {
    const line = await own.line();
    const { partnerId, by } = await partnerOf(line);
    await acceptAgreement(processes.api, {
      id: await publishAgreement(processes.api, { by: world.staff.olga }),
      partnerId,
      by,
    });
    expect(await wantedOf(processes.api, partnerId)).toEqual([]);
    const upload = uploadInvoice(processes.api, { partnerId, by, netMinor: 480_000n });
    await expect(upload).rejects.toMatchObject({ code: 'not_allowed_in_state' });
  });
});

describe('what changes after it', () => {
  it('before it is decided: it is not accepted, and another one is asked for', async () => {
    const line = await own.line();
    const { partnerId, by } = await partnerOf(line);
    const { id } = await uploadInvoice(processes.api, { partnerId, by, netMinor: 480_000n });
    await own.refund(line, 1_200_000n);
    await expect(decideInvoice(processes.api, { id, by: world.staff.paul })).rejects.toMatchObject({
      code: 'document_differs',
      facts: { owed: { amount: 360_000 }, stated: { amount: 480_000 } },
    });
    expect(await wantedOf(processes.api, partnerId)).toMatchObject([{ netMinor: 360_000 }]);
    await expect(
      world.database
        .$executeRaw`UPDATE partner_invoices SET state = 'accepted', decided_by = ${world.staff.paul}, decided_at = now() WHERE id = ${id}`,
    ).rejects.toThrow('does not say what is owed');
  });

  it('before the payment: the gate closes, and opens again with a credit note for exactly the difference', async () => {
    const line = await own.line();
    const document = await invoiced(line);
    const { partnerId, by } = await partnerOf(line);
    const problem = async () => {
      const [row] = await world.database.$queryRaw<{ problem: string | null }[]>`
        SELECT document_problem(${partnerId}, ${line.commissionId}, now()) AS problem`;
      return row?.problem;
    };
    expect(await problem()).toBeNull();
    await own.refund(line, 1_200_000n);
    expect([await problem(), await mailsTo(partnerId, 'credit_note_wanted')]).toEqual(['document_differs', 1]);
    expect(await wantedOf(processes.api, partnerId)).toMatchObject([
      { corrects: { id: document }, netMinor: -120_000, lines: [{ amountMinor: -120_000 }] },
    ]);
    const short = uploadInvoice(processes.api, { partnerId, by, netMinor: -119_999n, corrects: document });
    await expect(short).rejects.toMatchObject({ code: 'document_differs' });
    const { id } = await uploadInvoice(processes.api, { partnerId, by, netMinor: -120_000n, corrects: document });
    expect(await problem()).toBe('document_unverified');
    await decideInvoice(processes.api, { id, by: world.staff.paul });
    expect([await problem(), await wantedOf(processes.api, partnerId)]).toEqual([null, []]);
  });

  it('after the payment: the partner is asked for a credit note each time, and one is enough for all of them', async () => {
    const line = await own.line();
    const document = await invoiced(line);
    const { partnerId, by } = await partnerOf(line);
    await own.payOut();
    await own.refund(line, 1_200_000n);
    await own.refund(line, 600_000n);
    expect(await mailsTo(partnerId, 'credit_note_wanted')).toBe(2);
    const { id } = await uploadInvoice(processes.api, { partnerId, by, netMinor: -180_000n, corrects: document });
    await decideInvoice(processes.api, { id, by: world.staff.paul });
    expect(
      await world.database.document.findMany({ where: { partnerId }, orderBy: { netMinor: 'desc' } }),
    ).toMatchObject([
      { kind: 'partner_invoice', netMinor: 480_000n },
      { kind: 'correction', corrects: document, netMinor: -180_000n, seriesNo: null },
    ]);
    expect(await moneyViolations(world.database)).toEqual([]);
  });
});

describe('what the database refuses of an invoice', () => {
  it('a decision by whoever uploaded it, or by somebody outside of finance, and a second one', async () => {
    const line = await own.line();
    const { partnerId } = await partnerOf(line);
    const { id } = await uploadInvoice(processes.api, { partnerId, by: world.staff.paul, netMinor: 480_000n });
    for (const by of [world.staff.paul, world.staff.nora]) {
      await expect(decideInvoice(processes.api, { id, by })).rejects.toMatchObject({ code: 'separation_of_duties' });
    }
    await decideInvoice(processes.api, { id, by: world.staff.viktor });
    await expect(decideInvoice(processes.api, { id, by: world.staff.viktor })).rejects.toMatchObject({
      code: 'not_allowed_in_state',
    });
  });

  it('any change of what was uploaded, and its content to partners and to whatever runs by itself', async () => {
    const run = (sql: string) => world.database.$executeRawUnsafe(sql);
    await invoiced(await own.line());
    for (const table of ['partner_invoices', 'partner_invoice_lines']) {
      await expect(run(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    }
    await expect(run('UPDATE partner_invoices SET net_minor = net_minor + 1')).rejects.toThrow('is what it is');
    await expect(run('DELETE FROM partner_invoice_lines')).rejects.toThrow('append-only');
    await expect(processes.worker.$queryRawUnsafe('SELECT sealed FROM partner_invoices')).rejects.toThrow('permission');
  });

  it('two of them at once for the same lines: one is accepted', async () => {
    const line = await own.line();
    const { partnerId, by } = await partnerOf(line);
    const uploads = await Promise.allSettled(
      Array.from({ length: 4 }, () => uploadInvoice(processes.api, { partnerId, by, netMinor: 480_000n })),
    );
    expect(uploads.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
