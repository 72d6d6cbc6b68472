import type { Conversation } from '../../adapters/database/conversationPort.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import { mayWrite } from '../../domain/approval/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { isAllowedIn } from '../../domain/referral/stages.ts';
import { answerOnce } from '../answerOnce.ts';
import { actorOf, commandActorOf, scopeOf } from '../auth/caller.ts';
import { postMessage } from '../operations/messages.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route } from '../route.ts';

type Deps = { reads: Reads; conversation: Conversation; storyOf: (referralId: string) => string };

/** Sent is committed: the thread, the mail and what the story hears are one transaction, whether Temporal is there or not. */
export const postMessageRoute = ({ reads, conversation, storyOf }: Deps) =>
  route(postMessage, async ({ caller, ids, body, ticket, source, now }) => {
    const record = await reads.referral(scopeOf(caller), ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const internal = body.internal ?? false;
    const permission = mayWrite({ actor: commandActorOf(caller), referral: subjectOf(record), internal });
    if (!permission.allowed) throw new AppError({ code: permission.code, detail: permission.why });
    return answerOnce(conversation, ticket, async (writes) => ({
      status: 201,
      body: await writes.addMessage({
        referralId: record.id,
        workflowId: storyOf(record.id),
        actor: actorOf(caller),
        side: caller.partnerId === null ? 'vendor' : 'partner',
        source,
        internal,
        text: body.text,
        fileIds: body.files ?? [],
        at: now,
        storyHears: isAllowedIn(record.stage, 'message'),
        ownerId: record.owner?.id ?? null,
      }),
    }));
  });
