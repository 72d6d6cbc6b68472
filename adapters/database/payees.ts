import { AppError } from '../../domain/errors.ts';
import { maskedAccount, maskedHolder } from '../../domain/payees/account.ts';
import { isDecisionOpen } from '../../domain/payees/state.ts';
import type { PayeeVersion } from '../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import type { AccountVault, Payees } from '../payees/port.ts';
import { callProcedure, guarded } from './callFunction.ts';
import type { Database, Transaction } from './client.ts';
import type { NewPayee, PayeeDesk, PayeeRecord, PayeeWrites } from './payeePort.ts';
import { readPayee } from './payeeReads.ts';
import { onceInTransaction } from './setup.ts';

export const createPayeeDesk = (database: Database, vault: AccountVault): PayeeDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as, vault))),
});

/** Locks first, then looks. Whoever prepares or releases a run holds the same lock, shared with others of them. */
async function lockPayee(
  as: Transaction,
  { partnerId, check }: Pick<NewPayee, 'partnerId' | 'check'>,
): Promise<PayeeRecord> {
  await callProcedure(as, 'lock_payee', partnerId);
  const payee = found(await readPayee(as, partnerId, true));
  check(payee.revision);
  return payee;
}

const found = <Found>(row: Found | undefined | null): Found => {
  if (row === undefined || row === null) throw new AppError({ code: 'not_found' });
  return row;
};

const createWrites = (as: Transaction, vault: AccountVault): PayeeWrites => ({
  change: async (payee) => {
    const { partnerId, account, contactEmail, by, at, coolingOffMs } = payee;
    const version = ((await lockPayee(as, payee)).versions[0]?.version ?? 0) + 1;
    const { keyId, sealed } = vault.seal(account, { partnerId, version });
    await callProcedure(as, 'change_payee', {
      id: newId('payee'),
      partnerId,
      version,
      method: account.kind,
      accountMask: maskedAccount(account),
      holderMask: maskedHolder(account),
      contactEmail,
      keyId,
      sealed: Buffer.from(sealed).toString('base64'),
      fingerprint: vault.fingerprintOf(account),
      by,
      at: at.toISOString(),
      coolingOffUntil: new Date(at.getTime() + coolingOffMs).toISOString(),
    });
    return found(await readPayee(as, partnerId, true));
  },

  decide: async (verdict) => {
    const { partnerId, decision, reason, by, at, mayDecide } = verdict;
    const { versions, inForce } = await lockPayee(as, verdict);
    const current = versions.find(({ version }) => version === inForce);
    const before = current === undefined ? 'refused' : (current.decision?.kind ?? null);
    if (current === undefined || !isDecisionOpen(before, decision)) {
      throw new AppError({ code: 'not_allowed_in_state', facts: { state: before } });
    }
    mayDecide({ changedBy: current.changedBy.id });
    const { id: versionId } = await versionOf(as, partnerId, current.version);
    await callProcedure(as, 'decide_payee', { versionId, partnerId, decision, reason, by, at: at.toISOString() });
    return found(await readPayee(as, partnerId, true));
  },

  unmask: async ({ partnerId, by, at, reason }) => {
    const { versions, inForce } = found(await readPayee(as, partnerId, true));
    const version = found(inForce ?? versions[0]?.version);
    const row = await versionOf(as, partnerId, version);
    await as.payeeUnmasking.create({ data: { versionId: row.id, userId: by, reason, at } });
    return { version, account: vault.open(row, { partnerId, version }) };
  },
});

const versionOf = (as: Transaction, partnerId: string, version: number): Promise<PayeeVersion> =>
  as.payeeVersion.findUniqueOrThrow({ where: { partnerId_version: { partnerId, version } } });

type AccountRow = { item_id: string; partner_id: string; version: number; key_id: string; sealed: Uint8Array };

/** Any version with the fingerprint holds the same account; the newest is sealed with the newest key. */
export const createPayees = (database: Database, vault: AccountVault): Payees => ({
  forItems: (itemIds) =>
    guarded(async () => {
      const rows = await database.$queryRaw<AccountRow[]>`
        SELECT DISTINCT ON (i.id) i.id AS item_id, i.partner_id, v.version, v.key_id, v.sealed FROM payout_items i
        JOIN payee_versions v ON v.partner_id = i.partner_id AND v.fingerprint = i.payee_fingerprint
        WHERE i.id = ANY(${[...itemIds]}) ORDER BY i.id, v.version DESC`;
      return new Map(
        rows.map(({ item_id: itemId, partner_id: partnerId, version, key_id: keyId, sealed }) => [
          itemId,
          vault.open({ keyId, sealed }, { partnerId, version }),
        ]),
      );
    }),
});
