import type { Conversation } from '../../adapters/database/conversationPort.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import { mayWrite } from '../../domain/approval/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { commandActorOf, scopeOf } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listMessages } from '../operations/messages.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route } from '../route.ts';

export const listMessagesRoute = ({ reads, conversation }: { reads: Reads; conversation: Conversation }) =>
  route(listMessages, async ({ caller, ids, query }) => {
    const scope = scopeOf(caller);
    const record = await reads.referral(scope, ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const filter = { messagesOf: ids.id };
    const page = await conversation.messages(scope, ids.id, pageRequest(query, filter));
    const rights = { actor: commandActorOf(caller), referral: subjectOf(record) };
    const mayAct = caller.kind === 'user' || caller.scopes.includes('referrals:write');
    return {
      status: 200,
      body: {
        ...pageAnswer(page.rows, page.next, filter),
        mayWrite: mayAct && mayWrite({ ...rights, internal: false }).allowed,
        mayNote: mayAct && mayWrite({ ...rights, internal: true }).allowed,
      },
    };
  });
