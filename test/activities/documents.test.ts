import { beforeEach, describe, expect, it } from '@jest/globals';
import { vatOf } from '../../domain/documents/vat.ts';
import { money as moneyOf } from '../../domain/money.ts';
import type { TaxProfile } from '../../domain/tax/profile.ts';
import { acceptAgreement, publishAgreement, recordVendor } from '../support/documents.ts';
import { approvedLine, type MoneyWorld } from '../support/moneyWorld.ts';
import { moneyTests } from '../support/moneyTests.ts';
import { moneyOfPartner, type Line, type PartnerMoney } from '../support/partnerMoney.ts';
import { moneyViolations, PAY_DAY, prepareRun, type Processes } from '../support/payoutRuns.ts';
import { bankLine } from '../support/statementLines.ts';
import { decideTax, enterTax } from '../support/tax.ts';

let world: MoneyWorld;
let processes: Processes;
/** Of a partner whom nobody else in the file pays, in a program that asks for a document. */
let money: PartnerMoney;
moneyTests((opened) => {
  ({ world, processes } = opened);
});
beforeEach(() => {
  money = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
});

const partnerOf = async ({ commissionId }: Line): Promise<string> =>
  (await world.database.commission.findUniqueOrThrow({ where: { id: commissionId } })).partnerId;

/** Accepted self-billing, and a verified tax form with 19 %. */
async function agreed(line: Line, profile: Partial<TaxProfile> = {}): Promise<string> {
  const partnerId = await partnerOf(line);
  const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
  const agreement = await publishAgreement(processes.api, { by: world.staff.olga });
  await acceptAgreement(processes.api, { id: agreement, partnerId, by });
  await enterTax(processes.api, { partnerId, by, profile });
  await decideTax(processes.api, { partnerId, by: world.staff.paul });
  return partnerId;
}

/** Lets the vendor write its documents. */
async function selfBilled(line: Line, profile: Partial<TaxProfile> = {}): Promise<string> {
  await recordVendor(processes.api, { by: world.staff.olga });
  return agreed(line, profile);
}

/** Why a run leaves the line out. */
async function reasonFor(line: Pick<Line, 'commissionId'>): Promise<string | undefined> {
  const { excluded } = await prepareRun(processes.api, { by: world.staff.paul });
  return excluded.find(({ commissionId }) => commissionId === line.commissionId)?.reason;
}

const documentsOf = async (line: Line) =>
  world.database.document.findMany({
    where: { partnerId: await partnerOf(line) },
    orderBy: [{ kind: 'desc' }, { seriesNo: 'asc' }],
    include: { lines: true, vendor: true },
  });

const sumsOf = (documents: readonly { netMinor: bigint; vatMinor: bigint }[]) => ({
  net: documents.reduce((sum, { netMinor }) => sum + netMinor, 0n),
  vat: documents.reduce((sum, { vatMinor }) => sum + vatMinor, 0n),
});

describe('the first document of an installation', () => {
  it('says who the vendor is by its day, keeps that, and is not written before it is known', async () => {
    const line = await money.line();
    await agreed(line);
    expect(await reasonFor(line)).toBe('vendor_missing');
    await recordVendor(processes.api, { by: world.staff.olga, identity: { validFrom: '2099-01-01' } });
    expect(await reasonFor(line)).toBe('vendor_missing');
    await recordVendor(processes.api, { by: world.staff.olga });
    await money.payOut();
    await recordVendor(processes.api, { by: world.staff.olga, identity: { legalName: 'Helioforge SE' } });
    await money.refund(line, 1_200_000n);
    expect((await documentsOf(line)).map(({ kind, vendor }) => [kind, vendor?.legalName])).toEqual([
      ['self_billed', 'Helioforge GmbH'],
      ['correction', 'Helioforge SE'],
    ]);
    const change = world.database.vendorIdentity.updateMany({ data: { legalName: 'Another' } });
    await expect(change).rejects.toThrow('append-only');
  });
});

describe('the document of a payment', () => {
  it('is what a line waits for where the policy asks for it, until the vendor may write it', async () => {
    const line = await money.line();
    expect(await reasonFor(line)).toBe('document_missing');
    await selfBilled(line);
    expect(await reasonFor(line)).toBeUndefined();
  });

  it('cannot be written after the last day of the tax form, nor once that is refused: looked at again at the release', async () => {
    const line = await money.line();
    const partnerId = await selfBilled(line, { validUntil: '2027-02-14' });
    expect(await reasonFor(line)).toBe('document_missing');
    const { id: by } = await world.database.user.findFirstOrThrow({ where: { partnerId } });
    await enterTax(processes.api, { partnerId, by, profile: { validUntil: PAY_DAY.slice(0, 10) } });
    await decideTax(processes.api, { partnerId, by: world.staff.paul });
    const { id: runId } = await money.prepare();
    await decideTax(processes.api, { partnerId, by: world.staff.paul, decision: 'refused' });
    expect((await money.decide(runId, 'release')).answer).toMatchObject({
      code: 'line_not_payable',
      facts: { excluded: [{ commissionId: line.commissionId, reason: 'document_missing' }] },
    });
    expect(await documentsOf(line)).toEqual([]);
  });

  it('is issued with the release, of all lines of the item, with the tax of the profile in force', async () => {
    const [one, other] = [await money.line(), await money.line(1_000_000)];
    await selfBilled(one);
    const { id: runId } = await money.prepare();
    expect(await documentsOf(one)).toEqual([]);
    await money.release(runId);
    const documents = await documentsOf(one);
    expect(documents).toMatchObject([
      {
        kind: 'self_billed',
        itemId: (await money.itemOf(runId)).id,
        netMinor: 580_000n,
        vatMinor: 110_200n,
        year: 2027,
      },
    ]);
    expect(documents[0]?.lines.map(({ commissionId }) => commissionId).sort()).toEqual(
      [one.commissionId, other.commissionId].sort(),
    );
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('stays what it is when the money comes back: the line is paid again by the same one', async () => {
    const line = await money.line();
    await selfBilled(line);
    const { id: runId } = await money.prepare();
    await money.release(runId);
    const { id: itemId } = await money.itemOf(runId);
    await money.hearBank(runId, [bankLine(itemId, 480_000, { movement: 'returned' })]);
    expect(await money.stateOf(line)).toBe('returned');
    await money.payOut();
    expect(await money.stateOf(line)).toBe('paid');
    expect(await documentsOf(line)).toHaveLength(1);
  });

  it('is not issued for a partner who did not agree, where no policy asks for one', async () => {
    money = moneyOfPartner({ world, processes });
    const line = await money.line();
    await money.payOut();
    expect([await money.stateOf(line), await documentsOf(line)]).toEqual(['paid', []]);
  });
});

describe('a correction', () => {
  it('names the first document; whatever is taken back, the sums are those of what is left, and of all of it nothing', async () => {
    const line = await money.line(3_333_310);
    await selfBilled(line);
    await money.payOut();
    for (const refunded of [1n, 777_777n, 1_234_567n, 1_320_965n]) {
      await money.refund(line, refunded);
      const documents = await documentsOf(line);
      const { amountMinor, clawedAfterMinor } = await world.database.commission.findUniqueOrThrow({
        where: { id: line.commissionId },
      });
      const left = amountMinor - clawedAfterMinor;
      expect(sumsOf(documents)).toEqual({ net: left, vat: vatOf(moneyOf(left, 'EUR'), 1_900).amountMinor });
    }
    const [first, ...corrections] = await documentsOf(line);
    const today = new Date().toISOString().slice(0, 10);
    expect(corrections.map(({ issuedAt }) => issuedAt.toISOString().slice(0, 10))).toEqual(
      corrections.map(() => today),
    );
    expect(corrections.length).toBeGreaterThan(2);
    expect(corrections.every(({ kind, corrects }) => kind === 'correction' && corrects === first?.id)).toBe(true);
    expect(sumsOf(await documentsOf(line))).toEqual({ net: 0n, vat: 0n });
    expect(await moneyViolations(world.database)).toEqual([]);
  });

  it('is none for what was never documented', async () => {
    money = moneyOfPartner({ world, processes });
    const line = await money.refundedLine(1_200_000n);
    expect(await documentsOf(line)).toEqual([]);
  });
});

describe('the series', () => {
  it('has no gaps, however many releases and refunds happen at once, and a number of a failed one is given again', async () => {
    const all = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const own = moneyOfPartner({ world, processes, policy: { gates: ['document'] } });
        const line = await own.line();
        await selfBilled(line);
        return { own, line };
      }),
    );
    await money.line();
    await money.payOut();
    const refused = world.database.$transaction(async (as) => {
      await as.$queryRaw`SELECT next_document_no(2027)`;
      throw new Error('something after it fails');
    });
    await expect(refused).rejects.toThrow('something after it fails');
    await Promise.all(all.map(({ own, line }) => own.refund(line, 1_200_000n)));
    const documents = await world.database.document.findMany({ orderBy: [{ year: 'asc' }, { seriesNo: 'asc' }] });
    for (const year of new Set(documents.map((document) => document.year))) {
      const numbers = documents.filter((document) => document.year === year).map(({ seriesNo }) => seriesNo);
      expect(numbers).toEqual(numbers.map((_, place) => place + 1));
    }
    expect(documents.filter(({ kind }) => kind === 'correction').length).toBeGreaterThanOrEqual(4);
  });

  it('and what was issued is never changed', async () => {
    for (const table of ['documents', 'document_lines', 'agreements', 'agreement_acceptances']) {
      await expect(world.database.$executeRawUnsafe(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    }
  });
});

describe('the tax of a document', () => {
  it('is rounded in the database as it is in the domain', async () => {
    const nets = Array.from({ length: 2_000 }, (_, place) => BigInt(place * 7_919));
    const rows = await world.database.$queryRawUnsafe<{ vat: bigint }[]>(
      'SELECT vat_of(net, 1_925) AS vat FROM unnest($1::bigint[]) WITH ORDINALITY AS n(net, place) ORDER BY place',
      nets,
    );
    expect(rows.map(({ vat }) => vat)).toEqual(nets.map((net) => vatOf(moneyOf(net, 'EUR'), 1_925).amountMinor));
  });
});

describe('the gate of the agreement', () => {
  it('asks for the version of the day of receipt or a later one; a newer one holds back nothing', async () => {
    const policy = { gates: ['agreement'] };
    const { line, partnerId, adminId } = await approvedLine(world, { policy });
    const { programId } = await world.database.commission.findUniqueOrThrow({ where: { id: line.commissionId } });
    expect(await reasonFor(line)).toBe('agreement_missing');
    const [old, ofTheDay] = [
      await publishAgreement(processes.api, { programId, by: world.staff.olga, at: new Date('2026-01-01T00:00:00Z') }),
      await publishAgreement(processes.api, { programId, by: world.staff.olga, at: new Date('2026-02-01T00:00:00Z') }),
    ];
    await publishAgreement(processes.api, { programId, by: world.staff.olga, at: new Date('2099-01-01T00:00:00Z') });
    await acceptAgreement(processes.api, { id: old, partnerId, by: adminId });
    expect(await reasonFor(line)).toBe('agreement_missing');
    await acceptAgreement(processes.api, { id: ofTheDay, partnerId, by: adminId });
    expect(await reasonFor(line)).toBeUndefined();
  });
});
