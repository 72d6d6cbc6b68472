import { INVOICE_LINES_MAX } from '../../domain/documents/partnerInvoice.ts';
import type { InvoiceVault } from '../payees/port.ts';
import type { Database, Queryable } from './client.ts';
import { documentNamed } from './documents.ts';
import type { InvoiceFilter, InvoiceReads, InvoiceRecord, WantedInvoice } from './invoicesPort.ts';
import { namedUser } from './namedUser.ts';
import { readFor } from './partnerReads.ts';

const LINE = `'commissionId', c.id, 'referralNumber', r.number, 'companyName', r.company_name`;

/** Only columns that the partner's role may read, unless for people of the house. */
const invoices = (
  isInternal: boolean,
): string => `SELECT i.id, i.partner_id AS "partnerId", p.name AS "partnerName", i.number, to_char(i.dated, 'YYYY-MM-DD') AS dated,
    ${documentNamed('i.corrects')} AS corrects, i.currency, i.net_minor::float8 AS "netMinor", i.vat_minor::float8 AS "vatMinor",
    jsonb_build_object('name', i.name, 'sizeBytes', i.size_bytes, 'sha256', i.sha256) AS file,
    ${namedUser('i.uploaded_by')} AS "uploadedBy",
    iso_ms(i.uploaded_at) AS "uploadedAt", i.state, i.reason, iso_ms(i.decided_at) AS "decidedAt",
    ${isInternal ? `CASE WHEN i.decided_by IS NOT NULL THEN ${namedUser('i.decided_by')} END` : 'NULL::jsonb'} AS "decidedBy",
    CASE WHEN i.state = 'waiting' THEN invoice_fits(i.id) END AS fits,
    CASE WHEN i.state = 'waiting' THEN (SELECT sum(undocumented_minor(c))::float8 FROM partner_invoice_lines l
      JOIN commissions c ON c.id = l.commission_id WHERE l.invoice_id = i.id) END AS "owedMinor",
    (SELECT jsonb_agg(jsonb_build_object(${LINE}, 'amountMinor', l.amount_minor) ORDER BY c.id)
      FROM partner_invoice_lines l JOIN commissions c ON c.id = l.commission_id JOIN referrals r ON r.id = c.referral_id
      WHERE l.invoice_id = i.id) AS lines
  FROM partner_invoices i JOIN partners p ON p.id = i.partner_id`;

/**
 * $1: the partner who reads, $2: a filter, both or null; $3 to $6: after what, null for the first page. Partner by partner, so a page looks
 * at no more partners than it needs. Credit notes come first: what is owed no more should be taken back before anything is added.
 */
const WANTED = `SELECT p.id AS "partnerId", p.name AS "partnerName", w.currency, ${documentNamed('w.corrects')} AS corrects,
    w.net_minor::float8 AS "netMinor", w.lines
  FROM partners p CROSS JOIN LATERAL (
    SELECT x.currency, x.corrects, sum(x.amount_minor) AS net_minor, jsonb_agg(jsonb_build_object(${LINE}, 'amountMinor', x.amount_minor) ORDER BY c.id) AS lines
    FROM (SELECT i.*, row_number() OVER (PARTITION BY i.currency, i.corrects ORDER BY i.commission_id) AS place FROM invoice_wanted(p.id) i) x
      JOIN commissions c ON c.id = x.commission_id JOIN referrals r ON r.id = c.referral_id
    WHERE x.place <= ${String(INVOICE_LINES_MAX)} GROUP BY x.currency, x.corrects) AS w
  WHERE ($1::text IS NULL OR p.id = $1) AND ($2::text IS NULL OR p.id = $2) AND ($3::text IS NULL OR ((p.name, p.id) >= ($3, $4)
    AND (p.name, p.id, w.corrects IS NULL, w.currency, coalesce(w.corrects, '')) > ($3, $4, $5::text = '', $6::text, $5)))
  ORDER BY p.name, p.id, w.corrects IS NULL, w.currency, coalesce(w.corrects, '') LIMIT $7::int`;

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

  wanted: async (readerPartnerId, { partnerId }, { limit, after }) => {
    const [name, id, corrects, currency] = after ?? [];
    const rows = await readFor(database, readerPartnerId, (as) =>
      as.$queryRawUnsafe<WantedInvoice[]>(
        WANTED,
        ...[
          readerPartnerId,
          partnerId ?? null,
          name ?? null,
          id ?? null,
          corrects ?? null,
          currency ?? null,
          limit + 1,
        ],
      ),
    );
    const last = rows[limit - 1];
    const next = last && [last.partnerName, last.partnerId, last.corrects?.id ?? '', last.currency];
    return { rows: rows.slice(0, limit), next: rows.length > limit ? next : undefined };
  },

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
