import { newId } from '../../adapters/ids.ts';
import { approvedLine, SIGNED_AT, type MoneyWorld } from './moneyWorld.ts';
import { BRIGHTWATER, testVault } from './payees.ts';

/**
 * As many approved lines as asked for, of so many partners with an account each, as copies of one that went the whole way.
 * The guards of the database look at every one of them.
 */
export async function manyLines(
  world: MoneyWorld,
  { lines, partners }: { lines: number; partners: number },
): Promise<void> {
  const { database, staff } = world;
  const { referralId, partnerId, line } = await approvedLine(world, { amount: 1_000_000 });
  await database.$executeRaw`
    INSERT INTO partners SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'prt_many' || n, 'name', 'Many ' || n))).*
    FROM partners p, generate_series(1, ${partners}::int) AS n WHERE p.id = ${partnerId}`;
  const ids = Array.from({ length: partners }, (_, index) => `prt_many${String(index + 1)}`);
  const versions = ids.map((id, index) => {
    const account = { ...BRIGHTWATER, holder: `Many ${String(index + 1)} GmbH` };
    const { keyId, sealed } = testVault.seal(account, { partnerId: id, version: 1 });
    const fingerprint = testVault.fingerprintOf(account);
    return { id: newId('payee'), partnerId: id, keyId, sealed: Buffer.from(sealed), fingerprint };
  });
  const at = new Date(SIGNED_AT);
  const masked = { method: 'iban', accountMask: 'DE••', contactEmail: 'accounts@many.example' };
  const entered = { version: 1, changedBy: staff.olga, changedAt: at, coolingOffUntil: at };
  await database.payeeVersion.createMany({ data: versions.map((version) => ({ ...version, ...masked, ...entered })) });
  await database.payeeDecision.createMany({
    data: versions.map(({ id }) => ({
      versionId: id,
      decision: 'verified',
      decidedBy: staff.paul,
      decidedAt: at,
    })),
  });
  await database.$executeRaw`
    INSERT INTO referrals SELECT (jsonb_populate_record(r, jsonb_build_object('id', 'ref_many' || n, 'number', 'R-MANY-' || n,
      'intake_no', 1000000 + n, 'partner_id', 'prt_many' || (1 + n % ${partners}::int)))).*
    FROM referrals r, generate_series(1, ${lines}::int) AS n WHERE r.id = ${referralId}`;
  await database.$executeRaw`
    INSERT INTO commissions SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'com_many' || n, 'referral_id', 'ref_many' || n,
      'partner_id', v.partner_id, 'deal_id', 'D-many-' || n, 'accrual_key', 'many:' || n, 'state', 'holding', 'hold_over', false, 'payee_fingerprint', v.fingerprint,
      'content_hash', sha256_hex(commission_content(c.amount_minor, c.currency, v.fingerprint, c.plan_version_id))))).*
    FROM commissions c, generate_series(1, ${lines}::int) AS n
      JOIN payee_versions v ON v.partner_id = 'prt_many' || (1 + n % ${partners}::int) WHERE c.id = ${line.commissionId}`;
  await database.$executeRaw`
    INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
    SELECT id, ${staff.ines}, content_hash, 'cmd_' || id, ${at} FROM commissions WHERE id LIKE 'com\\_many%'`;
  await database.$executeRaw`UPDATE commissions SET state = 'approved', hold_over = true WHERE id LIKE 'com\\_many%'`;
  await database.$executeRaw`ANALYZE`;
}
