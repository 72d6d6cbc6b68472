import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { namedUser } from './namedUser.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';
import type { VendorIdentities, VendorIdentityRecord, VendorIdentityWrites } from './vendorIdentitiesPort.ts';

const LISTED_MAX = 100;

/** $1: one id, or NULL for all. */
const IDENTITIES = `SELECT v.id, v.version, v.legal_name AS "legalName", v.address, v.country, v.vat_id AS "vatId",
    to_char(v.valid_from, 'YYYY-MM-DD') AS "validFrom", iso_ms(v.recorded_at) AS "recordedAt",
    ${namedUser('v.recorded_by')} AS "recordedBy",
    v.id IS NOT DISTINCT FROM vendor_in_force(now()) AS "inForce"
  FROM vendor_identities v WHERE $1::text IS NULL OR v.id = $1 ORDER BY v.version DESC LIMIT ${String(LISTED_MAX)}`;

const read = (as: Queryable, id: string | null): Promise<VendorIdentityRecord[]> =>
  as.$queryRawUnsafe<VendorIdentityRecord[]>(IDENTITIES, id);

export const createVendorIdentities = (database: Database): VendorIdentities => ({
  list: () => readFor(database, null, (as) => read(as, null)),
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as))),
});

const createWrites = (as: Transaction): VendorIdentityWrites => ({
  record: async ({ by, at, validFrom, ...identity }) => {
    await callProcedure(as, 'lock_name', 'vendor_identities');
    const version = (await as.vendorIdentity.count()) + 1;
    const id = newId('vendor');
    await as.vendorIdentity.create({
      data: { ...identity, id, version, validFrom: new Date(validFrom), recordedBy: by, recordedAt: at },
    });
    const [recorded] = await read(as, id);
    if (recorded === undefined)
      throw new AppError({ code: 'internal_error', cause: 'a version that was just written is not there' });
    return recorded;
  },
});
