import { INVOICE_LINES_MAX, refuseInvoice } from '../../domain/documents/partnerInvoice.ts';
import { AppError } from '../../domain/errors.ts';
import { money, moneyToJson, type Money } from '../../domain/money.ts';
import { amountText, DEFAULT_LANGUAGE } from '../../domain/texts/format.ts';
import { newId } from '../ids.ts';
import type { InvoiceVault } from '../payees/port.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Transaction } from './client.ts';
import { readInvoice } from './invoices.ts';
import type { InvoiceDesk, InvoiceRecord, InvoiceVerdict, InvoiceWrites, NewInvoice } from './invoicesPort.ts';
import { onceInTransaction } from './setup.ts';

export const createInvoiceDesk = (database: Database, vault: InvoiceVault): InvoiceDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as, vault))),
});

async function found(as: Transaction, id: string): Promise<InvoiceRecord> {
  const invoice = await readInvoice(as, id);
  if (invoice === undefined) throw new AppError({ code: 'not_found' });
  return invoice;
}

type WantedLine = { commissionId: string; amountMinor: bigint };

/** What of the named lines, or of all, is wanted. Throws where nothing is, or one of the named is not. */
async function wantedLines(as: Transaction, invoice: NewInvoice): Promise<WantedLine[]> {
  const { partnerId, corrects, commissionIds, stated } = invoice;
  const named = commissionIds === null ? null : [...commissionIds];
  const lines = await as.$queryRaw<WantedLine[]>`
    SELECT w.commission_id AS "commissionId", w.amount_minor AS "amountMinor" FROM invoice_wanted(${partnerId}) w
    WHERE w.currency = ${stated.net.currency} AND w.corrects IS NOT DISTINCT FROM ${corrects}
      AND (${named}::text[] IS NULL OR w.commission_id = ANY (${named}::text[]))
    ORDER BY w.commission_id LIMIT ${INVOICE_LINES_MAX}::int`;
  const missing = (named ?? []).filter((id) => !lines.some(({ commissionId }) => commissionId === id));
  if (lines.length === 0 || missing.length > 0) {
    const detail =
      missing.length === 0
        ? 'Nothing of this currency waits for an invoice of yours.'
        : `No invoice is asked for ${missing.join(', ')}.`;
    throw new AppError({ code: 'not_allowed_in_state', detail, facts: { state: 'not_wanted' } });
  }
  return lines;
}

const sumOf = (lines: readonly WantedLine[], currency: string): Money =>
  money(
    lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    currency,
  );

const inWords = ({ amountMinor, currency }: Money): string => amountText(amountMinor, currency, DEFAULT_LANGUAGE);

const differs = (owed: Money, stated: Money): AppError =>
  new AppError({
    code: 'document_differs',
    detail: `Its lines come to ${inWords(owed)} net; it says ${inWords(stated)}.`,
    facts: { owed: moneyToJson(owed), stated: moneyToJson(stated) },
  });

function checkInvoice({ stated, at }: NewInvoice, owed: Money): void {
  const refusal = refuseInvoice(stated, at.toISOString().slice(0, 'YYYY-MM-DD'.length));
  if (refusal !== null) throw new AppError(refusal);
  if (stated.net.amountMinor !== owed.amountMinor) throw differs(owed, stated.net);
}

async function refuseKnownNumber(as: Transaction, { partnerId, number }: NewInvoice): Promise<void> {
  const same = { partnerId, number: { equals: number, mode: 'insensitive' }, state: { not: 'rejected' } } as const;
  if ((await as.partnerInvoice.count({ where: same })) > 0) {
    throw new AppError({ code: 'already_exists', detail: 'There is an invoice of this number already.' });
  }
}

/** Under the lock of the payee, so that no two come at once. */
async function upload(as: Transaction, vault: InvoiceVault, invoice: NewInvoice): Promise<InvoiceRecord> {
  const { partnerId, number, stated, corrects, file, by, at } = invoice;
  const { net, vat, dated } = stated;
  await callProcedure(as, 'lock_payee', partnerId);
  const lines = await wantedLines(as, invoice);
  checkInvoice(invoice, sumOf(lines, net.currency));
  await refuseKnownNumber(as, invoice);
  const id = newId('partnerInvoice');
  const { bytes, ...kept } = file;
  const { keyId, sealed } = vault.sealInvoice(bytes, id);
  await as.partnerInvoice.create({
    data: {
      ...{ id, partnerId, number, corrects, ...kept, keyId },
      ...{ dated: new Date(dated), currency: net.currency, netMinor: net.amountMinor, vatMinor: vat.amountMinor },
      ...{ sizeBytes: bytes.length, sealed: Uint8Array.from(sealed), uploadedBy: by, uploadedAt: at },
      lines: { create: lines },
    },
  });
  const facts = { authorId: by, partnerId, number, amountMinor: Number(net.amountMinor), currency: net.currency };
  await callProcedure(as, 'tell_finance', id, { text: 'invoice_to_check', facts });
  return found(as, id);
}

/** The lines stand still from here on: what is accepted is what is owed. */
async function decide(as: Transaction, { id, by, at, ...verdict }: InvoiceVerdict): Promise<InvoiceRecord> {
  await callProcedure(as, 'lock_invoice', id);
  const { state, fits, currency, netMinor, owedMinor } = await found(as, id);
  if (state !== 'waiting') throw new AppError({ code: 'not_allowed_in_state', facts: { state } });
  if (verdict.state === 'accepted' && fits !== true) {
    throw differs(money(BigInt(owedMinor ?? 0), currency), money(BigInt(netMinor), currency));
  }
  const reason = verdict.state === 'rejected' ? verdict.reason : null;
  await callProcedure(as, 'decide_partner_invoice', { id, state: verdict.state, reason, by, at: at.toISOString() });
  return found(as, id);
}

const createWrites = (as: Transaction, vault: InvoiceVault): InvoiceWrites => ({
  upload: (invoice) => upload(as, vault, invoice),
  decide: (verdict) => decide(as, verdict),
});
