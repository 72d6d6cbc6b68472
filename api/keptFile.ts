import { createHash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { FILE_EXTENSIONS, fileTypeOf } from '../domain/messages/fileTypes.ts';
import type { Upload } from './middleware/readUpload.ts';

/** What is kept beside the bytes of an upload. Throws `unsupported_media_type` for what is none of our types. */
export function factsOfUpload({ name, bytes }: Upload): { name: string; mediaType: string; sha256: string } {
  const mediaType = fileTypeOf(name, bytes);
  if (mediaType === undefined) {
    const detail = `Send one of ${FILE_EXTENSIONS.join(', ')} with content of that kind.`;
    throw new AppError({ code: 'unsupported_media_type', detail });
  }
  return { name, mediaType, sha256: createHash('sha256').update(bytes).digest('hex') };
}
