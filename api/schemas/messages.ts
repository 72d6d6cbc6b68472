import { z } from 'zod';
import { DateTime, idOf, idRef, pageOf, pageQuery, text } from './primitives.ts';

const FILES_MAX = 10;

export const FileInfo = z
  .strictObject({
    id: idOf('file'),
    name: z.string(),
    mediaType: z.string().meta({ description: 'As its content shows.' }),
    sizeBytes: z.int(),
  })
  .meta({ id: 'FileInfo' });

export const Message = z
  .strictObject({
    id: idOf('message'),
    at: DateTime,
    side: z.enum(['partner', 'vendor']),
    author: z.strictObject({ id: z.string(), name: z.string().nullable().meta({ description: 'Null: an API key.' }) }),
    internal: z.boolean().meta({ description: 'A note of the house; a partner never gets one.' }),
    text: z.string(),
    files: z.array(FileInfo),
  })
  .meta({ id: 'Message' });

export const Messages = pageOf(Message)
  .extend({
    mayWrite: z.boolean(),
    mayNote: z.boolean().meta({ description: 'Whether you may leave a note of the house.' }),
  })
  .meta({ id: 'Messages' });

export const ListMessages = z.strictObject(pageQuery);

export const PostMessage = z
  .strictObject({
    text: text(10_000),
    internal: z.boolean().optional().meta({ description: 'For the house alone; false unless told.' }),
    files: z.array(idRef('file')).max(FILES_MAX).optional().meta({ description: 'What you have uploaded for it.' }),
  })
  .meta({ id: 'PostMessage' });
