import { createHash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { FILE_EXTENSIONS, fileTypeOf, INVOICE_EXTENSIONS, invoiceTypeOf } from '../domain/messages/fileTypes.ts';
import type { Upload } from './middleware/readUpload.ts';

type Kinds = { extensions: readonly string[]; typeOf: (name: string, bytes: Uint8Array) => string | undefined };

const ANY_FILE: Kinds = { extensions: FILE_EXTENSIONS, typeOf: fileTypeOf };

export const AN_INVOICE: Kinds = { extensions: INVOICE_EXTENSIONS, typeOf: invoiceTypeOf };

type KeptFile = { name: string; mediaType: string; sha256: string };

/** What is kept beside the bytes of an upload. Throws `unsupported_media_type` for what is none of these kinds. */
export function factsOfUpload({ name, bytes }: Upload, { extensions, typeOf }: Kinds = ANY_FILE): KeptFile {
  const mediaType = typeOf(name, bytes);
  if (mediaType === undefined) {
    const detail = `Send one of ${extensions.join(', ')} with content of that kind.`;
    throw new AppError({ code: 'unsupported_media_type', detail });
  }
  return { name, mediaType, sha256: createHash('sha256').update(bytes).digest('hex') };
}
