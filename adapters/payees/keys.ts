import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

const KEY_BYTES = 32;

/** `encryption`: the last one seals, all of them open. `fingerprint` is never changed: approvals hang on it. */
export type PayeeKeys = {
  fingerprint: Uint8Array;
  encryption: readonly [{ id: string; key: Uint8Array }, ...{ id: string; key: Uint8Array }[]];
};

const Key = z.base64().transform((text) => Buffer.from(text, 'base64'));
const File = z.strictObject({
  fingerprint: Key.refine(({ length }) => length === KEY_BYTES),
  encryption: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[\w.-]{1,40}$/),
        key: Key.refine(({ length }) => length === KEY_BYTES),
      }),
    )
    .min(1)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length),
});

/** The keys in a key file; undefined when it is none. Nothing of it is said again: it is all secret. */
export function parsePayeeKeys(text: string): PayeeKeys | undefined {
  try {
    const parsed = File.parse(JSON.parse(text));
    const [first, ...others] = parsed.encryption;
    return first === undefined ? undefined : { fingerprint: parsed.fingerprint, encryption: [first, ...others] };
  } catch {
    return undefined;
  }
}

const randomKey = (): string => randomBytes(KEY_BYTES).toString('base64');

/** The text of a new key file with one key of each kind. */
export const newPayeeKeys = (keyId: string): string =>
  `${JSON.stringify({ fingerprint: randomKey(), encryption: [{ id: keyId, key: randomKey() }] }, null, 2)}\n`;

/** The same key file with one more key at its end. Throws for a text that is none, and for an id that is taken. */
export function addPayeeKey(text: string, keyId: string): string {
  const file = JSON.parse(text) as { encryption: { id: string; key: string }[] };
  const added = `${JSON.stringify({ ...file, encryption: [...file.encryption, { id: keyId, key: randomKey() }] }, null, 2)}\n`;
  if (parsePayeeKeys(added) === undefined) throw new Error(`this is no key file, or it has a key "${keyId}" already`);
  return added;
}

const known = (name: string): Uint8Array =>
  createHash('sha256').update(`fairlead ${name}, known to everybody`).digest();

/** Where nobody has made a key file, outside of production: no secret, so no account of a real person belongs there. */
export const DEVELOPMENT_KEYS: PayeeKeys = {
  fingerprint: known('fingerprint'),
  encryption: [{ id: 'development', key: known('encryption') }],
};
