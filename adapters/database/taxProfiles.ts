import { AppError } from '../../domain/errors.ts';
import { isDecisionOpen } from '../../domain/payees/state.ts';
import { maskedTaxNumber } from '../../domain/tax/profile.ts';
import type { TaxProfile as TaxProfileRow } from '../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import type { TaxVault } from '../payees/port.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';
import type { TaxDesk, TaxReading, TaxReads, TaxRecord, TaxVersion, TaxWrites } from './taxPort.ts';

const READINGS = `coalesce((SELECT jsonb_agg(jsonb_build_object('by', jsonb_build_object('id', n.user_id, 'name', w.name), 'at', iso_ms(n.at),
    'what', n.what, 'reason', n.reason) ORDER BY n.id DESC) FROM tax_readings n LEFT JOIN users w ON w.id = n.user_id WHERE n.profile_id = t.id), '[]')`;

/** Only columns that the partner's role may read. A refusal counts more than the verification before it, and comes first by its name. */
const profiles = (
  isInternal: boolean,
): string => `SELECT p.id AS "partnerId", p.name AS "partnerName", p.manager_id AS "managerId",
    (SELECT count(DISTINCT t.id) + count(d.profile_id) FROM tax_profiles t LEFT JOIN tax_decisions d ON d.profile_id = t.id
      WHERE t.partner_id = p.id)::int AS revision,
    (SELECT f.version FROM tax_in_force(p.id) f) AS "inForce",
    coalesce((SELECT jsonb_agg(jsonb_build_object('version', t.version, 'country', t.country, 'treatment', t.treatment,
        'vatBasisPoints', t.vat_basis_points, 'form', t.form, 'validFrom', t.valid_from, 'validUntil', t.valid_until, 'taxNumber', t.number_mask,
        'file', (SELECT jsonb_build_object('name', f.name, 'sha256', f.sha256) FROM tax_forms f WHERE f.id = t.form_id),
        'changedBy', jsonb_build_object('id', t.changed_by, 'name', u.name), 'changedAt', iso_ms(t.changed_at),
        'readings', ${isInternal ? READINGS : `'[]'::jsonb`},
        'decision', (SELECT jsonb_build_object('kind', d.decision, 'by', jsonb_build_object('id', d.decided_by, 'name', w.name), 'at', iso_ms(d.decided_at),
            'reason', d.reason) FROM tax_decisions d LEFT JOIN users w ON w.id = d.decided_by WHERE d.profile_id = t.id ORDER BY d.decision LIMIT 1))
        ORDER BY t.version DESC)
      FROM tax_profiles t LEFT JOIN users u ON u.id = t.changed_by WHERE t.partner_id = p.id), '[]') AS versions
  FROM partners p WHERE p.id = $1`;

async function readTaxProfile(as: Queryable, partnerId: string, isInternal: boolean): Promise<TaxRecord | undefined> {
  const [profile] = await as.$queryRawUnsafe<TaxRecord[]>(profiles(isInternal), partnerId);
  return profile;
}

export const createTaxReads = (database: Database): TaxReads => ({
  taxProfile: async (partnerId, readerPartnerId) =>
    readerPartnerId === null || readerPartnerId === partnerId
      ? readFor(database, readerPartnerId, (as) => readTaxProfile(as, partnerId, readerPartnerId === null))
      : undefined,
});

export const createTaxDesk = (database: Database, vault: TaxVault): TaxDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as, vault))),
});

const found = <Found>(row: Found | undefined | null): Found => {
  if (row === undefined || row === null) throw new AppError({ code: 'not_found' });
  return row;
};

type Locking = { partnerId: string; check: (revision: number) => void };

/** Under the lock of the payee: a release relies on both. */
async function lockTaxProfile(as: Transaction, { partnerId, check }: Locking): Promise<TaxRecord> {
  await callProcedure(as, 'lock_payee', partnerId);
  const record = found(await readTaxProfile(as, partnerId, true));
  check(record.revision);
  return record;
}

const rowOf = (as: Transaction, partnerId: string, version: number): Promise<TaxProfileRow> =>
  as.taxProfile.findUniqueOrThrow({ where: { partnerId_version: { partnerId, version } } });

/** What finance is asked about: the latest while nobody has decided on it, else the one in force. */
export const decidable = ({ versions, inForce }: Pick<TaxRecord, 'versions' | 'inForce'>): TaxVersion | undefined =>
  versions[0]?.decision === null ? versions[0] : versions.find(({ version }) => version === inForce);

/** Of what finance is asked about, so that nobody decides on one form and reads another. */
async function takeReading(
  as: Transaction,
  { partnerId, by, at, reason }: TaxReading,
  what: 'identity' | 'form',
): Promise<TaxProfileRow> {
  const record = found(await readTaxProfile(as, partnerId, true));
  const row = await rowOf(as, partnerId, found(decidable(record) ?? record.versions[0]).version);
  await as.taxReading.create({ data: { profileId: row.id, userId: by, what, reason, at } });
  return row;
}

const createWrites = (as: Transaction, vault: TaxVault): TaxWrites => ({
  keepForm: async ({ bytes, by, at, partnerId, name, mediaType, sha256 }) => {
    const id = newId('taxForm');
    const { keyId, sealed } = vault.sealForm(bytes, id);
    const form = { id, partnerId, name, mediaType, sha256, sizeBytes: bytes.length, uploadedBy: by, uploadedAt: at };
    await as.taxForm.create({ data: { ...form, keyId, sealed: Uint8Array.from(sealed) } });
    return id;
  },

  change: async ({ profile, formId, ...asked }) => {
    const { partnerId, by, at } = asked;
    const { versions } = await lockTaxProfile(as, asked);
    found(await as.taxForm.findFirst({ where: { id: formId, partnerId }, select: { id: true } }));
    const { legalName, address, taxNumber, ...shown } = profile;
    const id = newId('taxProfile');
    const { keyId, sealed } = vault.sealIdentity({ legalName, address, taxNumber }, id);
    await callProcedure(as, 'change_tax_profile', {
      ...shown,
      ...{ id, partnerId, formId, keyId, by },
      version: (versions[0]?.version ?? 0) + 1,
      numberMask: maskedTaxNumber(taxNumber),
      sealed: Buffer.from(sealed).toString('base64'),
      at: at.toISOString(),
    });
    return found(await readTaxProfile(as, partnerId, true));
  },

  decide: async (verdict) => {
    const { partnerId, decision, reason, by, at } = verdict;
    const current = decidable(await lockTaxProfile(as, verdict));
    const before = current === undefined ? 'refused' : (current.decision?.kind ?? null);
    if (current === undefined || !isDecisionOpen(before, decision)) {
      throw new AppError({ code: 'not_allowed_in_state', facts: { state: before } });
    }
    const { id: profileId } = await rowOf(as, partnerId, current.version);
    await callProcedure(as, 'decide_tax_profile', { profileId, partnerId, decision, reason, by, at: at.toISOString() });
    return found(await readTaxProfile(as, partnerId, true));
  },

  readIdentity: async (reading) => {
    const row = await takeReading(as, reading, 'identity');
    return { version: row.version, identity: vault.openIdentity(row, row.id) };
  },

  readForm: async (reading) => {
    const { formId } = await takeReading(as, reading, 'form');
    const row = await as.taxForm.findUniqueOrThrow({ where: { id: formId } });
    const { name, mediaType } = row;
    return { name, mediaType, bytes: vault.openForm(row, formId) };
  },
});
