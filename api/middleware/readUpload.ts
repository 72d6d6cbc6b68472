import express, { type Request, type RequestHandler } from 'express';
import { AppError } from '../../domain/errors.ts';
import { FILE_BYTES_MAX } from '../../domain/messages/fileTypes.ts';

export type Upload = { name: string; bytes: Uint8Array };

const NAME_LENGTH_MAX = 200;

/** The body as it comes, of at most 20 MB. */
export const readUpload: RequestHandler = express.raw({ limit: FILE_BYTES_MAX, type: () => true });

const refused = (message: string): AppError =>
  new AppError({ code: 'invalid_request', facts: { errors: [{ pointer: '/', code: 'invalid', message }] } });

/** `Quote%20M%C3%BCller.pdf` → its name, on one line and without a path. */
function nameOf(header: string | undefined): string {
  try {
    const name = decodeURIComponent(header ?? '').trim();
    if (name !== '' && name.length <= NAME_LENGTH_MAX && /^[^/\\\p{Cc}\p{Cs}]+$/u.test(name)) return name;
  } catch {
    // Not percent-encoded: refused below like any other name that is none.
  }
  throw refused('Send the name of the file in the header X-File-Name, percent-encoded.');
}

/** Name and bytes of what was uploaded. Throws `invalid_request` for none. */
export function uploadOf(request: Request): Upload {
  const name = nameOf(request.get('x-file-name'));
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array) || body.length === 0) throw refused('The body is empty.');
  return { name, bytes: body };
}
