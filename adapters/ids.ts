import { randomBytes } from 'node:crypto';
import { encodeId } from '../domain/ids.ts';
import type { IdKind } from '../domain/ids.ts';

/** A new id: prefix and a UUIDv7 (48 bits of milliseconds, then random), so ids sort by time. */
export function newId(kind: IdKind): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return encodeId(kind, bytes);
}
