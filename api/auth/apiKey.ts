import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'rk_live_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_BYTES = 32;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = PREFIX.length + 6;
const SHAPE = new RegExp(
  `^${PREFIX}([0-9A-Za-z]{${String(SECRET_LENGTH)}})_([0-9A-Za-z]{${String(CHECKSUM_LENGTH)}})$`,
);

function base62(bytes: Uint8Array, length: number): string {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = '';
  while (text.length < length) {
    text = (ALPHABET[Number(value % 62n)] ?? '') + text;
    value /= 62n;
  }
  return text;
}

function checksumOf(secret: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(secret));
  return base62(bytes, CHECKSUM_LENGTH);
}

/** What is stored of a key or a session token: 64 hex digits. 256 random bits need no slow hash. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A new key (256 random bits, then a checksum so that secret scanners can tell a real one), its hash and what is shown. */
export function createApiKey(): { key: string; keyHash: string; prefix: string } {
  const secret = base62(randomBytes(SECRET_BYTES), SECRET_LENGTH);
  const key = `${PREFIX}${secret}_${checksumOf(secret)}`;
  return { key, keyHash: hashOfSecret(key), prefix: key.slice(0, SHOWN_LENGTH) };
}

/** A text that cannot be a key never reaches the database. */
export function looksLikeApiKey(text: string): boolean {
  const [, secret, checksum] = SHAPE.exec(text) ?? [];
  return secret !== undefined && checksumOf(secret) === checksum;
}
