import type { Conversation } from '../../adapters/database/conversationPort.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import type { FileStorage } from '../../adapters/storage/port.ts';
import { AppError } from '../../domain/errors.ts';
import { attachment } from '../attachment.ts';
import { scopeOf } from '../auth/caller.ts';
import { downloadFile } from '../operations/messages.ts';
import { route } from '../route.ts';

type Deps = { reads: Reads; conversation: Conversation; storage: FileStorage };

export const downloadFileRoute = ({ reads, conversation, storage }: Deps) =>
  route(downloadFile, async ({ caller, ids }) => {
    const scope = scopeOf(caller);
    const file = await conversation.file(scope, ids.id);
    // What was not sent yet is its uploader's alone.
    const isOpen = file !== undefined && (file.isSent || file.uploadedBy === caller.id);
    const record = isOpen ? await reads.referral(scope, file.referralId) : undefined;
    const bytes = record === undefined ? undefined : await storage.read(ids.id);
    if (file === undefined || bytes === undefined) throw new AppError({ code: 'not_found' });
    return attachment(file.name, file.mediaType, bytes);
  });
