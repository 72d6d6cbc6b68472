import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { accountText, type PayeeAccount } from '../../domain/payees/account.ts';
import type { PayeeKeys } from './keys.ts';
import type { AccountVault, PayeeOwner } from './port.ts';

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

/** A row moved to another partner or another version does not open. */
const boundTo = ({ partnerId, version }: PayeeOwner): Buffer =>
  Buffer.from(`payee/1\n${partnerId}\n${String(version)}`);

/** AES-256-GCM with the newest key and a nonce of its own each time; what is kept is nonce ‖ tag ‖ text. */
export function createAesVault({ fingerprint, encryption }: PayeeKeys): AccountVault {
  const newest = encryption.at(-1) ?? encryption[0];
  return {
    seal: (account, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, newest.key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(owner));
      const text = Buffer.concat([cipher.update(JSON.stringify(account), 'utf8'), cipher.final()]);
      return { keyId: newest.id, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]) };
    },

    open: ({ keyId, sealed }, owner) => {
      const key = encryption.find(({ id }) => id === keyId)?.key;
      if (key === undefined) throw new Error(`there is no payee key "${keyId}" in the key file`);
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(boundTo(owner))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return Account.parse(JSON.parse(text.toString('utf8')));
    },

    fingerprintOf: (account) => createHmac('sha256', fingerprint).update(accountText(account)).digest('hex'),
  };
}
