import type { Conversation } from '../../adapters/database/conversationPort.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import type { FileStorage } from '../../adapters/storage/port.ts';
import { mayWrite } from '../../domain/approval/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf, scopeOf } from '../auth/caller.ts';
import { factsOfUpload } from '../keptFile.ts';
import { uploadFile } from '../operations/messages.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route } from '../route.ts';

type Deps = { reads: Reads; conversation: Conversation; storage: FileStorage };

export const uploadFileRoute = ({ reads, conversation, storage }: Deps) =>
  route(uploadFile, async ({ caller, ids, upload, ticket, now }) => {
    const record = await reads.referral(scopeOf(caller), ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const rights = { actor: commandActorOf(caller), referral: subjectOf(record) };
    const permission = mayWrite({ ...rights, internal: caller.partnerId === null });
    if (!permission.allowed) throw new AppError({ code: permission.code, detail: permission.why });
    const { sha256, ...facts } = factsOfUpload(upload);
    return answerOnce(conversation, ticket, async (writes) => {
      // The bytes first: a row never names a file that is not there.
      const id = await storage.put(upload.bytes);
      const file = { id, ...facts, sizeBytes: upload.bytes.length };
      await writes.addFile({ ...file, referralId: record.id, uploadedBy: caller.id, sha256, at: now });
      return { status: 201, body: file };
    });
  });
