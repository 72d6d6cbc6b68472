import type { z } from 'zod';
import type { InvoiceDesk, InvoicedLine, InvoiceReads, InvoiceRecord } from '../../adapters/database/invoicesPort.ts';
import { mayDecideOnInvoice, mayUploadInvoice } from '../../domain/approval/payees.ts';
import { AppError } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import { answerOnce } from '../answerOnce.ts';
import { attachment } from '../attachment.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { AN_INVOICE, factsOfUpload } from '../keptFile.ts';
import {
  acceptInvoice,
  listInvoices,
  listWantedInvoices,
  readInvoiceFile,
  rejectInvoice,
  uploadInvoice,
} from '../operations/invoices.ts';
import { documentRef } from '../presenters/documentRef.ts';
import { route, type Exchange, type Reply, type Route } from '../route.ts';
import type { PartnerInvoice, UploadInvoice } from '../schemas/invoices.ts';

export type InvoiceDeps = { invoiceReads: InvoiceReads; invoiceDesk: InvoiceDesk; stepUpMs: number };

const presentLines = (lines: readonly InvoicedLine[], currency: string) =>
  lines.map(({ amountMinor, ...line }) => ({ ...line, amount: { amount: amountMinor, currency } }));

function presentInvoice(record: InvoiceRecord, caller: Caller): z.output<typeof PartnerInvoice> {
  const { netMinor, vatMinor, owedMinor, fits, currency, corrects, lines, ...shown } = record;
  const inCurrency = (amount: number) => ({ amount, currency });
  return {
    ...shown,
    corrects: corrects && documentRef(corrects),
    net: inCurrency(netMinor),
    vat: inCurrency(vatMinor),
    gross: inCurrency(netMinor + vatMinor),
    mayDecide: mayDecideOnInvoice(commandActorOf(caller), record),
    owed: fits === false ? inCurrency(owedMinor ?? 0) : null,
    lines: presentLines(lines, currency),
  };
}

const listWantedRoute = ({ invoiceReads }: InvoiceDeps): Route =>
  route(listWantedInvoices, async ({ caller, query }) => {
    const { limit, cursor, ...filter } = query;
    const list = ['wanted-invoices', filter];
    const { rows, next } = await invoiceReads.wanted(caller.partnerId, filter, pageRequest({ limit, cursor }, list));
    const data = rows.map(({ netMinor, currency, corrects, lines, ...wanted }) => ({
      ...wanted,
      corrects: corrects && documentRef(corrects),
      net: { amount: netMinor, currency },
      lines: presentLines(lines, currency),
    }));
    return { status: 200, body: pageAnswer(data, next, list) };
  });

function statedIn({ currency, net, vat, gross, dated }: z.output<typeof UploadInvoice>) {
  const inCurrency = (amount: number) => money(BigInt(amount), currency);
  return { net: inCurrency(net), vat: inCurrency(vat), gross: inCurrency(gross), dated };
}

const uploadInvoiceRoute = ({ invoiceDesk }: InvoiceDeps): Route =>
  route(uploadInvoice, async ({ caller, ids, query, upload, ticket, now }) => {
    if (!mayUploadInvoice(commandActorOf(caller), ids.id)) throw new AppError({ code: 'not_found' });
    const { number, corrects = null, commissionIds = null } = query;
    const file = { ...factsOfUpload(upload, AN_INVOICE), bytes: upload.bytes };
    const invoice = { partnerId: ids.id, number, stated: statedIn(query), corrects, commissionIds, file };
    return answerOnce(invoiceDesk, ticket, async (writes) => ({
      status: 201,
      body: presentInvoice(await writes.upload({ ...invoice, by: caller.id, at: now }), caller),
    }));
  });

const listInvoicesRoute = ({ invoiceReads }: InvoiceDeps): Route =>
  route(listInvoices, async ({ caller, query }) => {
    const { limit, cursor, ...filter } = query;
    const list = ['invoices', filter];
    const { rows, next } = await invoiceReads.invoices(caller.partnerId, filter, pageRequest({ limit, cursor }, list));
    return {
      status: 200,
      body: pageAnswer(
        rows.map((record) => presentInvoice(record, caller)),
        next,
        list,
      ),
    };
  });

const readInvoiceFileRoute = ({ invoiceReads }: InvoiceDeps): Route =>
  route(readInvoiceFile, async ({ caller, ids }) => {
    const file = await invoiceReads.file(caller.partnerId, ids.id);
    if (file === undefined) throw new AppError({ code: 'not_found' });
    return attachment(file.name, file.mediaType, file.bytes);
  });

type Deciding = Pick<Exchange, 'ticket' | 'now'> & { caller: Caller; ids: { id: string } };

const decide = (
  { invoiceDesk }: InvoiceDeps,
  { caller, ids, ticket, now }: Deciding,
  verdict: { state: 'accepted' } | { state: 'rejected'; reason: string },
): Promise<Reply> =>
  answerOnce(invoiceDesk, ticket, async (writes) => ({
    status: 200,
    body: presentInvoice(await writes.decide({ id: ids.id, by: caller.id, at: now, ...verdict }), caller),
  }));

const acceptInvoiceRoute = (deps: InvoiceDeps): Route =>
  route(acceptInvoice, (exchange) => {
    checkStepUp(exchange.caller, { now: exchange.now, stepUpMs: deps.stepUpMs });
    return decide(deps, exchange, { state: 'accepted' });
  });

const rejectInvoiceRoute = (deps: InvoiceDeps): Route =>
  route(rejectInvoice, (exchange) => decide(deps, exchange, { state: 'rejected', reason: exchange.body.reason }));

/** Invoices that partners write themselves. */
export const invoiceRoutes = (deps: InvoiceDeps): Route[] => [
  listWantedRoute(deps),
  uploadInvoiceRoute(deps),
  listInvoicesRoute(deps),
  readInvoiceFileRoute(deps),
  acceptInvoiceRoute(deps),
  rejectInvoiceRoute(deps),
];
