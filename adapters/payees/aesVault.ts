import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { accountText, type PayeeAccount } from '../../domain/payees/account.ts';
import type { PayeeKeys } from './keys.ts';
import type { AccountVault, FileVault, InvoiceVault, PayeeOwner, Sealed, TaxVault } from './port.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is stored is one of these, or the row is not ours. */
const Account: z.ZodType<PayeeAccount> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('iban'),
    holder: z.string(),
    iban: z.string(),
    bic: z.string().nullable(),
    country: z.string(),
  }),
  z.strictObject({
    kind: z.literal('ach'),
    holder: z.string(),
    routingNumber: z.string(),
    accountNumber: z.string(),
    accountType: z.enum(['checking', 'savings']),
  }),
  z.strictObject({ kind: z.literal('stripe'), accountId: z.string() }),
  z.strictObject({ kind: z.literal('manual'), holder: z.string(), instructions: z.string() }),
]);

const Identity = z.strictObject({ legalName: z.string(), address: z.string(), taxNumber: z.string() });

/** A row moved to another partner, version or run does not open. */
const ofPayee = ({ partnerId, version }: PayeeOwner): Buffer =>
  Buffer.from(`payee/1\n${partnerId}\n${String(version)}`);
const ofRun = (runId: string): Buffer => Buffer.from(`bank-file/1\n${runId}`);
const ofProfile = (profileId: string): Buffer => Buffer.from(`tax/1\n${profileId}`);
const ofForm = (formId: string): Buffer => Buffer.from(`tax-form/1\n${formId}`);
const ofInvoice = (invoiceId: string): Buffer => Buffer.from(`partner-invoice/1\n${invoiceId}`);

/** AES-256-GCM with the newest key and a nonce of its own each time; what is kept is nonce ‖ tag ‖ text. */
type Vault = AccountVault & FileVault & TaxVault & InvoiceVault;

export function createAesVault({ fingerprint, encryption }: PayeeKeys): Vault {
  const newest = encryption.at(-1) ?? encryption[0];
  const hmac = (text: string): string => createHmac('sha256', fingerprint).update(text).digest('hex');
  const seal = (content: string | Uint8Array, owner: Buffer): Sealed => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, newest.key, nonce, { authTagLength: TAG_BYTES }).setAAD(owner);
    const unreadable = Buffer.concat([cipher.update(Buffer.from(content)), cipher.final()]);
    return { keyId: newest.id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), unreadable]) };
  };
  const openBytes = ({ keyId, sealed }: Sealed, owner: Buffer): Buffer => {
    const key = encryption.find(({ id }) => id === keyId)?.key;
    if (key === undefined) throw new Error(`there is no payee key "${keyId}" in the key file`);
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(owner)
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  };
  const open = (sealed: Sealed, owner: Buffer): string => openBytes(sealed, owner).toString('utf8');
  return {
    seal: (account, owner) => seal(JSON.stringify(account), ofPayee(owner)),
    open: (sealed, owner) => Account.parse(JSON.parse(open(sealed, ofPayee(owner)))),
    sealIdentity: (identity, profileId) => seal(JSON.stringify(identity), ofProfile(profileId)),
    openIdentity: (sealed, profileId) => Identity.parse(JSON.parse(open(sealed, ofProfile(profileId)))),
    sealForm: (bytes, formId) => seal(bytes, ofForm(formId)),
    openForm: (sealed, formId) => openBytes(sealed, ofForm(formId)),
    sealInvoice: (bytes, invoiceId) => seal(bytes, ofInvoice(invoiceId)),
    openInvoice: (sealed, invoiceId) => openBytes(sealed, ofInvoice(invoiceId)),
    sealFile: (text, runId) => seal(text, ofRun(runId)),
    openFile: (sealed, runId) => open(sealed, ofRun(runId)),
    fingerprintOf: (account) => hmac(accountText(account)),
    digestOf: (text) => hmac(`bank-file/1\n${text}`),
  };
}
