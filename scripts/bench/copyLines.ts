import { newId } from '../../adapters/ids.ts';
import type { AccountVault } from '../../adapters/payees/port.ts';

/** Runs one statement, whichever client it is. */
type Execute = (sql: string, ...values: unknown[]) => Promise<unknown>;

/** Of every one of them, under a name of its own. */
export const ACCOUNT = {
  kind: 'iban',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  country: 'DE',
} as const;

const PARTNERS = `INSERT INTO partners
  SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'prt_many' || n, 'name', 'Many ' || n))).*
  FROM partners p, generate_series(1, $2::int) AS n WHERE p.id = $1`;

const PAYEES = `INSERT INTO payee_versions(id, partner_id, version, method, key_id, sealed, fingerprint, account_mask, contact_email,
    changed_by, changed_at, cooling_off_until)
  SELECT id, partner_id, 1, 'iban', key_id, decode(sealed, 'hex'), fingerprint, 'DE••', 'accounts@many.example', $2, $3::timestamptz, $3::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS v(id text, partner_id text, key_id text, sealed text, fingerprint text)`;

const VERIFIED = `INSERT INTO payee_decisions(version_id, decision, decided_by, decided_at)
  SELECT id, 'verified', $1, $2::timestamptz FROM payee_versions WHERE partner_id LIKE 'prt\\_many%'`;

const REFERRALS = `INSERT INTO referrals
  SELECT (jsonb_populate_record(r, jsonb_build_object('id', 'ref_many' || n, 'number', 'R-MANY-' || n,
    'intake_no', 1000000 + n, 'external_ref', NULL, 'partner_id', 'prt_many' || (1 + n % $3::int),
    'deal', r.deal || jsonb_build_object('dealId', 'D-many-' || n)))).*
  FROM referrals r, generate_series(1, $2::int) AS n WHERE r.id = $1`;

const LINES = `INSERT INTO commissions
  SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'com_many' || n, 'referral_id', 'ref_many' || n,
    'partner_id', v.partner_id, 'deal_id', 'D-many-' || n, 'accrual_key', 'many:' || n, 'state', 'holding', 'hold_over', false,
    'payee_fingerprint', v.fingerprint,
    'content_hash', sha256_hex(commission_content(c.amount_minor, c.currency, v.fingerprint, c.plan_version_id))))).*
  FROM commissions c, generate_series(1, $2::int) AS n
    JOIN payee_versions v ON v.partner_id = 'prt_many' || (1 + n % $3::int) WHERE c.id = $1`;

const APPROVALS = `INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
  SELECT id, $1, content_hash, 'cmd_' || id, $2::timestamptz FROM commissions WHERE id LIKE 'com\\_many%'`;

const APPROVED = `UPDATE commissions SET state = 'approved', hold_over = true WHERE id LIKE 'com\\_many%'`;

/**
 * As many approved lines as asked for, of so many partners with an account each, as copies of one that went the whole way.
 * The guards of the database look at every one of them.
 */
export async function copyLines(
  execute: Execute,
  args: {
    of: { referralId: string; commissionId: string; partnerId: string };
    lines: number;
    partners: number;
    vault: AccountVault;
    staff: { enters: string; verifies: string; approves: string };
    at: Date;
  },
): Promise<void> {
  const { of, lines, partners, vault, staff, at } = args;
  const versions = Array.from({ length: partners }, (_, index) => {
    const partnerId = `prt_many${String(index + 1)}`;
    const account = { ...ACCOUNT, holder: `Many ${String(index + 1)} GmbH` };
    const { keyId, sealed } = vault.seal(account, { partnerId, version: 1 });
    return {
      id: newId('payee'),
      partner_id: partnerId,
      key_id: keyId,
      sealed: Buffer.from(sealed).toString('hex'),
      fingerprint: vault.fingerprintOf(account),
    };
  });
  await execute(PARTNERS, of.partnerId, partners);
  await execute(PAYEES, JSON.stringify(versions), staff.enters, at);
  await execute(VERIFIED, staff.verifies, at);
  await execute(REFERRALS, of.referralId, lines, partners);
  await execute(LINES, of.commissionId, lines, partners);
  await execute(APPROVALS, staff.approves, at);
  await execute(APPROVED);
  await execute('ANALYZE');
}
