import { FILE_EXTENSIONS } from '../../domain/messages/fileTypes.ts';
import { defineOperation } from '../operation.ts';
import { FileInfo, ListMessages, Message, Messages, PostMessage } from '../schemas/messages.ts';

const tag = 'Messages';

export const listMessages = defineOperation({
  id: 'listMessages',
  method: 'get',
  path: '/referrals/{id}/messages',
  tag,
  summary: 'What partner and owner wrote to each other',
  description: 'Newest first. Notes of the house are for people of the house alone.',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'referral' },
  query: ListMessages,
  answers: { 200: { description: 'A page.', schema: Messages } },
  errors: ['invalid_cursor'],
});

export const postMessage = defineOperation({
  id: 'postMessage',
  method: 'post',
  path: '/referrals/{id}/messages',
  tag,
  summary: 'Write to the other side, or leave a note of the house',
  description: 'The other side gets a mail. What the owner writes counts as news to the partner.',
  access: { kind: 'caller', scope: 'referrals:write' },
  ids: { id: 'referral' },
  body: PostMessage,
  answers: { 201: { description: 'Sent.', schema: Message } },
  errors: ['forbidden'],
});

export const uploadFile = defineOperation({
  id: 'uploadFile',
  method: 'post',
  path: '/referrals/{id}/files',
  tag,
  summary: 'Upload a file to send with a message',
  description: `The body is the file, its name in the header X-File-Name (percent-encoded UTF-8). At most 20 MB; one of ${FILE_EXTENSIONS.join(', ')}, and what its content shows.`,
  access: { kind: 'caller', scope: 'referrals:write' },
  ids: { id: 'referral' },
  upload: true,
  answers: { 201: { description: 'Kept; name it in a message.', schema: FileInfo } },
  errors: ['forbidden'],
});

export const downloadFile = defineOperation({
  id: 'downloadFile',
  method: 'get',
  path: '/files/{id}',
  tag,
  summary: 'A file of a message',
  access: { kind: 'caller', scope: 'referrals:read' },
  ids: { id: 'file' },
  answers: {
    200: {
      description: 'Always as an attachment.',
      mediaType: 'application/octet-stream',
      headers: ['Content-Disposition'],
    },
  },
  errors: [],
});
