import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callFunction, callProcedure } from './callFunction.ts';
import type { Database } from './client.ts';
import type { Conversation, ConversationWrites, FileRecord, MessageRecord, NewMessage } from './conversationPort.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';

type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

const FILES = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type,
    'sizeBytes', f.size_bytes) ORDER BY f.id) FROM files f WHERE f.message_id = m.id), '[]')`;

const MESSAGES = `SELECT m.id, iso_ms(m.at) AS at, m.side, jsonb_build_object('id', m.author_id, 'name', u.name) AS author,
    m.internal, m.text, ${FILES} AS files
  FROM messages m LEFT JOIN users u ON u.id = m.author_id
  WHERE m.referral_id = $1 AND ($2::text IS NULL OR m.id < $2) AND (NOT m.internal OR $3::boolean)
  ORDER BY m.id DESC LIMIT $4::int`;

const FILE = `SELECT f.id, f.name, f.media_type AS "mediaType", f.size_bytes AS "sizeBytes", f.referral_id AS "referralId",
    f.uploaded_by AS "uploadedBy", m.id IS NOT NULL AS "isSent"
  FROM files f LEFT JOIN messages m ON m.id = f.message_id
  WHERE f.id = $1 AND ($2::boolean OR m.id IS NULL OR NOT m.internal)`;

const partnerOf = (scope: Parameters<Conversation['file']>[0]): string | null =>
  scope.kind === 'partner' ? scope.partnerId : null;

type FileRow = FileRecord & { referralId: string; uploadedBy: string; isSent: boolean };

export const createConversation = (database: Database): Conversation => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createWrites(transaction))),

  messages: async (scope, referralId, { limit, after }) => {
    const rows = await readFor(database, partnerOf(scope), (as) =>
      as.$queryRawUnsafe<MessageRecord[]>(
        MESSAGES,
        referralId,
        after?.[0] ?? null,
        scope.kind === 'internal',
        limit + 1,
      ),
    );
    const last = rows[limit - 1];
    return { rows: rows.slice(0, limit), next: rows.length > limit && last !== undefined ? [last.id] : undefined };
  },

  file: async (scope, fileId) => {
    const [file] = await readFor(database, partnerOf(scope), (as) =>
      as.$queryRawUnsafe<FileRow[]>(FILE, fileId, scope.kind === 'internal'),
    );
    return file;
  },
});

const createWrites = (transaction: Transaction): ConversationWrites => ({
  addMessage: async (message) => {
    const { referralId, actor, side, internal, text, at } = message;
    const id = newId('message');
    await transaction.message.create({
      data: { id, referralId, at, side, authorKind: actor.kind, authorId: actor.id, internal, text },
    });
    const files = await attach(transaction, id, message);
    if (!internal) await tellOf(transaction, id, message);
    const author = await transaction.user.findUnique({ where: { id: actor.id }, select: { name: true } });
    return {
      id,
      at: at.toISOString(),
      side,
      author: { id: actor.id, name: author?.name ?? null },
      internal,
      text,
      files,
    };
  },

  addFile: async ({ at, ...file }) => {
    await transaction.file.create({ data: { ...file, createdAt: at } });
  },
});

async function attach(transaction: Transaction, messageId: string, message: NewMessage): Promise<FileRecord[]> {
  const { fileIds, referralId, actor } = message;
  const wanted = [...new Set(fileIds)];
  if (wanted.length === 0) return [];
  // One statement takes them, so of two messages with the same file one finds it gone.
  const taken = await transaction.file.updateManyAndReturn({
    where: { id: { in: wanted }, referralId, uploadedBy: actor.id, messageId: null },
    data: { messageId },
    select: { id: true, name: true, mediaType: true, sizeBytes: true },
  });
  if (taken.length !== wanted.length)
    throw new AppError({ code: 'not_found', detail: 'There is no such file to send.' });
  return taken.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The other side gets a mail, and the story hears that there is news. Neither carries the text. */
async function tellOf(transaction: Transaction, messageId: string, message: NewMessage): Promise<void> {
  const { referralId, workflowId, actor, side, source, storyHears, ownerId } = message;
  const receiver =
    side === 'vendor'
      ? { kind: 'submitter' }
      : ownerId === null
        ? { kind: 'managers' }
        : { kind: 'user', userId: ownerId };
  await callProcedure(transaction, 'enqueue_mail', messageId, referralId, {
    text: side === 'vendor' ? 'message_from_us' : 'message_from_partner',
    receiver,
    facts: { authorId: actor.id, messageId },
  });
  if (!storyHears) return;
  await callFunction(transaction, 'record_command', {
    id: newId('command'),
    workflowId,
    referralId,
    name: 'message',
    actor,
    source,
    payload: { messageId, side },
    texts: {},
    caller: actor.id,
    graceMs: 0,
  });
}
