import type { Database, Queryable } from './client.ts';
import { readFor } from './partnerReads.ts';
import type { PayeeReads, PayeeRecord } from './payeePort.ts';

/** What only people of the house read of a version, and of a payee. */
const UNMASKED = `coalesce((SELECT jsonb_agg(jsonb_build_object('by', jsonb_build_object('id', n.user_id, 'name', w.name), 'at', iso_ms(n.at),
    'reason', n.reason) ORDER BY n.id DESC) FROM payee_unmaskings n LEFT JOIN users w ON w.id = n.user_id WHERE n.version_id = v.id), '[]')`;
const SHARED_WITH = `coalesce((SELECT jsonb_agg(DISTINCT q.name) FROM payee_versions o JOIN partners q ON q.id = o.partner_id
    WHERE o.fingerprint = payee_fingerprint(p.id) AND o.partner_id <> p.id AND payee_fingerprint(o.partner_id) = o.fingerprint), '[]')`;

/** A refusal counts more than the verification before it, and comes first by its name. Only columns that the partner's role may read. */
const payees = (
  isInternal: boolean,
): string => `SELECT p.id AS "partnerId", p.name AS "partnerName", p.manager_id AS "managerId",
    (SELECT count(DISTINCT v.id) + count(d.version_id) FROM payee_versions v LEFT JOIN payee_decisions d ON d.version_id = v.id
      WHERE v.partner_id = p.id)::int AS revision,
    (SELECT f.version FROM payee_in_force(p.id) f) AS "inForce", tax_facts(p.id) AS tax,
    coalesce((SELECT jsonb_agg(jsonb_build_object('version', v.version, 'method', v.method, 'account', v.account_mask, 'holder', v.holder_mask,
        'contactEmail', v.contact_email, 'changedBy', jsonb_build_object('id', v.changed_by, 'name', u.name), 'changedAt', iso_ms(v.changed_at),
        'coolingOffUntil', iso_ms(v.cooling_off_until), 'unmasked', ${isInternal ? UNMASKED : `'[]'::jsonb`},
        'decision', (SELECT jsonb_build_object('kind', d.decision, 'by', jsonb_build_object('id', d.decided_by, 'name', w.name), 'at', iso_ms(d.decided_at),
            'reason', d.reason) FROM payee_decisions d LEFT JOIN users w ON w.id = d.decided_by WHERE d.version_id = v.id ORDER BY d.decision LIMIT 1))
        ORDER BY v.version DESC)
      FROM payee_versions v LEFT JOIN users u ON u.id = v.changed_by WHERE v.partner_id = p.id), '[]') AS versions,
    ${isInternal ? SHARED_WITH : `'[]'::jsonb`} AS "sharedWith"
  FROM partners p`;

/** Also within the transaction that has just changed it. */
export async function readPayee(
  as: Queryable,
  partnerId: string,
  isInternal: boolean,
): Promise<PayeeRecord | undefined> {
  const [payee] = await as.$queryRawUnsafe<PayeeRecord[]>(`${payees(isInternal)} WHERE p.id = $1`, partnerId);
  return payee;
}

export const createPayeeReads = (database: Database): PayeeReads => ({
  payee: async (partnerId, readerPartnerId) =>
    readerPartnerId === null || readerPartnerId === partnerId
      ? readFor(database, readerPartnerId, (as) => readPayee(as, partnerId, readerPartnerId === null))
      : undefined,

  payees: async ({ problem, managerId, now }, { limit, after }) => {
    const sql = `${payees(true)} WHERE ($1::text IS NULL OR coalesce(payee_problem(p.id, $2::timestamptz), 'none') = $1)
      AND ($3::text IS NULL OR (p.name, p.id) > ($3, $4)) AND ($5::text IS NULL OR p.manager_id = $5) ORDER BY p.name, p.id LIMIT $6::int`;
    const rows = await readFor(database, null, (as) =>
      as.$queryRawUnsafe<PayeeRecord[]>(
        sql,
        problem ?? null,
        now,
        after?.[0] ?? null,
        after?.[1] ?? null,
        managerId,
        limit + 1,
      ),
    );
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? [last.partnerName, last.partnerId] : undefined;
    return { rows: rows.slice(0, limit), next };
  },
});
