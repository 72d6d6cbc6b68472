import type { ReadScope } from '../../domain/approval/rights.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { Page, PageRequest } from './readsPort.ts';

export type FileRecord = { id: string; name: string; mediaType: string; sizeBytes: number };

export type Side = 'partner' | 'vendor';

export type MessageRecord = {
  id: string;
  at: string;
  side: Side;
  author: { id: string; name: string | null };
  internal: boolean;
  text: string;
  files: FileRecord[];
};

export type NewMessage = {
  referralId: string;
  workflowId: string;
  actor: Actor;
  side: Side;
  source: 'api' | 'web';
  internal: boolean;
  text: string;
  fileIds: readonly string[];
  at: Date;
  /** Whether the story still hears: after its end the thread goes on without it. */
  storyHears: boolean;
  /** Who is told when the partner wrote; null: the sales managers. */
  ownerId: string | null;
};

export type NewFile = FileRecord & { referralId: string; uploadedBy: string; sha256: string; at: Date };

/** The same writes, all in the transaction of one request. */
export interface ConversationWrites {
  /**
   * The message, its files, the mail that tells of it and the command that the story hears, all or nothing. Throws
   * `not_found` for a file that this actor did not upload here or that was sent already.
   */
  addMessage(message: NewMessage): Promise<MessageRecord>;
  addFile(file: NewFile): Promise<void>;
}

/** What partner and owner write to each other on a referral. A partner never gets what is internal. */
export interface Conversation {
  once(
    ticket: Ticket | undefined,
    act: (writes: ConversationWrites) => Promise<StoredAnswer>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
  /** Newest first, for a referral the reader may read. */
  messages(scope: ReadScope, referralId: string, page: PageRequest): Promise<Page<MessageRecord>>;
  /** A file and the referral it belongs to; undefined when there is none, or none for this side. */
  file(
    scope: ReadScope,
    fileId: string,
  ): Promise<(FileRecord & { referralId: string; uploadedBy: string; isSent: boolean }) | undefined>;
}
