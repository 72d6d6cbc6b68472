import type { TaxVault } from '../payees/port.ts';
import type { Database, Queryable } from './client.ts';
import type { DocumentFilter, DocumentRecord, Documents } from './documentsPort.ts';
import { namedUser } from './namedUser.ts';
import { readFor } from './partnerReads.ts';

/** What a document is called by (DocumentName), with its id; `invoice` is the one that its partner wrote, where there is such. */
export const documentName = (document: string, invoice: string): string =>
  `jsonb_build_object('id', ${document}.id, 'year', ${document}.year, 'seriesNo', ${document}.series_no, 'ownNumber', ${invoice}.number)`;

export const documentNamed = (id: string): string =>
  `(SELECT ${documentName('f', 'o')} FROM documents f LEFT JOIN partner_invoices o ON o.id = f.invoice_id WHERE f.id = ${id})`;

/** Only columns that the partner's role may read. */
const DOCUMENTS = `SELECT d.id, d.kind, d.year, d.series_no AS "seriesNo", n.number AS "ownNumber", d.invoice_id AS "invoiceId", d.partner_id AS "partnerId", p.name AS "partnerName", d.currency,
    iso_ms(d.issued_at) AS "issuedAt", t.treatment, t.vat_basis_points AS "vatBasisPoints", t.form,
    d.net_minor::float8 AS "netMinor", d.vat_minor::float8 AS "vatMinor",
    ${documentNamed('d.corrects')} AS corrects,
    CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('legalName', v.legal_name, 'address', v.address, 'country', v.country, 'vatId', v.vat_id) END AS recipient,
    CASE WHEN z.id IS NOT NULL THEN jsonb_build_object('reason', z.reason, 'raisedBy', ${namedUser('z.raised_by')}, 'raisedAt', iso_ms(z.raised_at),
      'decision', z.decision, 'answer', z.answer, 'answeredAt', iso_ms(z.answered_at),
      'answeredBy', CASE WHEN z.answered_by IS NOT NULL THEN ${namedUser('z.answered_by')} END) END AS objection,
    CASE WHEN z.id IS NOT NULL AND z.decision IS NULL THEN details_differ(d, now()) ELSE false END AS "detailsDiffer",
    (SELECT i.run_id FROM payout_items i WHERE i.id = d.item_id) AS "runId",
    (SELECT jsonb_agg(jsonb_build_object('commissionId', c.id, 'referralNumber', r.number, 'companyName', r.company_name, 'kind', c.kind,
        'suppliedOn', to_char(c.accrued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'amountMinor', l.amount_minor) ORDER BY c.accrued_at, c.id)
      FROM document_lines l JOIN commissions c ON c.id = l.commission_id JOIN referrals r ON r.id = c.referral_id
      WHERE l.document_id = d.id) AS lines
  FROM documents d JOIN partners p ON p.id = d.partner_id LEFT JOIN tax_profiles t ON t.id = d.tax_profile_id
    LEFT JOIN partner_invoices n ON n.id = d.invoice_id LEFT JOIN vendor_identities v ON v.id = d.vendor_id
    LEFT JOIN document_objections z ON z.document_id = d.id`;

const OWN = '($1::text IS NULL OR d.partner_id = $1)';

export async function readDocument(
  as: Queryable,
  readerPartnerId: string | null,
  id: string,
): Promise<DocumentRecord | undefined> {
  const sql = `${DOCUMENTS} WHERE ${OWN} AND d.id = $2`;
  return (await as.$queryRawUnsafe<DocumentRecord[]>(sql, readerPartnerId, id))[0];
}

export const createDocuments = (database: Database, vault: TaxVault): Documents => ({
  documents: async (readerPartnerId, filter, { limit, after }) => {
    const rows = await readFor(database, readerPartnerId, (as) =>
      page(as, { partnerId: readerPartnerId, filter, limit, after }),
    );
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? [last.issuedAt, last.id] : undefined;
    return { rows: rows.slice(0, limit), next };
  },

  document: async (readerPartnerId, id) => {
    const record = await readFor(database, readerPartnerId, (as) => readDocument(as, readerPartnerId, id));
    if (record === undefined) return undefined;
    const { taxProfile } = await database.document.findUniqueOrThrow({ where: { id }, select: { taxProfile: true } });
    if (taxProfile === null) return { record, supplier: null };
    return { record, supplier: { ...vault.openIdentity(taxProfile, taxProfile.id), country: taxProfile.country } };
  },
});

type Asked = { partnerId: string | null; filter: DocumentFilter; limit: number; after: readonly string[] | undefined };

const page = (as: Queryable, { partnerId, filter, limit, after }: Asked): Promise<DocumentRecord[]> =>
  as.$queryRawUnsafe<DocumentRecord[]>(
    `${DOCUMENTS} WHERE ${OWN} AND ($2::text IS NULL OR d.kind = $2) AND ($3::text IS NULL OR d.partner_id = $3)
      AND ($7::text IS NULL OR (z.id IS NOT NULL AND z.decision IS NULL))
      AND ($4::timestamptz IS NULL OR (d.issued_at, d.id) < ($4::timestamptz, $5)) ORDER BY d.issued_at DESC, d.id DESC LIMIT $6::int`,
    partnerId,
    filter.kind ?? null,
    filter.partnerId ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit + 1,
    filter.contested ?? null,
  );
