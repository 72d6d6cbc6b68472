import { INVOICE_LINES_MAX } from '../../domain/documents/partnerInvoice.ts';
import type { InvoiceVault } from '../payees/port.ts';
import type { Database, Queryable } from './client.ts';
import { documentNamed } from './documents.ts';
import type { InvoiceFilter, InvoiceReads, InvoiceRecord, WantedInvoice } from './invoicesPort.ts';
import { readFor } from './partnerReads.ts';

const WANTED_MAX = 200;

const LINE = `'commissionId', c.id, 'referralNumber', r.number, 'companyName', r.company_name`;

/** Only columns that the partner's role may read, unless for people of the house. */
const invoices = (
  isInternal: boolean,
): string => `SELECT i.id, i.partner_id AS "partnerId", p.name AS "partnerName", i.number, to_char(i.dated, 'YYYY-MM-DD') AS dated,
    ${documentNamed('i.corrects')} AS corrects, i.currency, i.net_minor::float8 AS "netMinor", i.vat_minor::float8 AS "vatMinor",
    jsonb_build_object('name', i.name, 'sizeBytes', i.size_bytes, 'sha256', i.sha256) AS file,
    jsonb_build_object('id', i.uploaded_by, 'name', (SELECT u.name FROM users u WHERE u.id = i.uploaded_by)) AS "uploadedBy",
    iso_ms(i.uploaded_at) AS "uploadedAt", i.state, i.reason, iso_ms(i.decided_at) AS "decidedAt",
    ${isInternal ? `CASE WHEN i.decided_by IS NOT NULL THEN jsonb_build_object('id', i.decided_by, 'name', (SELECT u.name FROM users u WHERE u.id = i.decided_by)) END` : 'NULL::jsonb'} AS "decidedBy",
    CASE WHEN i.state = 'waiting' THEN invoice_fits(i.id) END AS fits,
    CASE WHEN i.state = 'waiting' THEN (SELECT sum(undocumented_minor(c))::float8 FROM partner_invoice_lines l
      JOIN commissions c ON c.id = l.commission_id WHERE l.invoice_id = i.id) END AS "owedMinor",
    (SELECT jsonb_agg(jsonb_build_object(${LINE}, 'amountMinor', l.amount_minor) ORDER BY c.id)
      FROM partner_invoice_lines l JOIN commissions c ON c.id = l.commission_id JOIN referrals r ON r.id = c.referral_id
      WHERE l.invoice_id = i.id) AS lines
  FROM partner_invoices i JOIN partners p ON p.id = i.partner_id`;

/** $1: the partner, or null. Credit notes come first: what is owed no more should be taken back before anything is added. */
const WANTED = `SELECT w.partner_id AS "partnerId", p.name AS "partnerName", w.currency, ${documentNamed('w.corrects')} AS corrects,
    sum(w.amount_minor)::float8 AS "netMinor",
    jsonb_agg(jsonb_build_object(${LINE}, 'amountMinor', w.amount_minor) ORDER BY c.id) AS lines
  FROM (SELECT x.*, row_number() OVER (PARTITION BY x.partner_id, x.currency, x.corrects ORDER BY x.commission_id) AS place FROM invoice_wanted($1) x) w
    JOIN partners p ON p.id = w.partner_id JOIN commissions c ON c.id = w.commission_id JOIN referrals r ON r.id = c.referral_id
  WHERE w.place <= $2::int GROUP BY w.partner_id, p.name, w.currency, w.corrects
  ORDER BY w.corrects IS NULL, p.name, w.currency, w.corrects LIMIT ${String(WANTED_MAX)}`;

export async function readInvoice(as: Queryable, id: string): Promise<InvoiceRecord | undefined> {
  const [invoice] = await as.$queryRawUnsafe<InvoiceRecord[]>(`${invoices(true)} WHERE i.id = $1`, id);
  return invoice;
}

export const createInvoiceReads = (database: Database, vault: InvoiceVault): InvoiceReads => ({
  invoices: async (readerPartnerId, filter, { limit, after }) => {
    const asked = { partnerId: readerPartnerId, filter, limit, after };
    const rows = await readFor(database, readerPartnerId, (as) => page(as, asked));
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? [last.id] : undefined };
  },

  wanted: (readerPartnerId) =>
    readFor(database, readerPartnerId, (as) =>
      as.$queryRawUnsafe<WantedInvoice[]>(WANTED, readerPartnerId, INVOICE_LINES_MAX),
    ),

  file: async (readerPartnerId, id) => {
    const row = await database.partnerInvoice.findUnique({ where: { id } });
    if (row === null || (readerPartnerId !== null && row.partnerId !== readerPartnerId)) return undefined;
    return { name: row.name, mediaType: row.mediaType, bytes: vault.openInvoice(row, id) };
  },
});

type Asked = { partnerId: string | null; filter: InvoiceFilter; limit: number; after: readonly string[] | undefined };

const page = (as: Queryable, { partnerId, filter, limit, after }: Asked): Promise<InvoiceRecord[]> =>
  as.$queryRawUnsafe<InvoiceRecord[]>(
    `${invoices(partnerId === null)} WHERE ($1::text IS NULL OR i.partner_id = $1) AND ($2::text IS NULL OR i.partner_id = $2)
      AND ($3::text IS NULL OR i.state = $3) AND ($4::text IS NULL OR i.id < $4) ORDER BY i.id DESC LIMIT $5::int`,
    partnerId,
    filter.partnerId ?? null,
    filter.state ?? null,
    after?.[0] ?? null,
    limit + 1,
  );
