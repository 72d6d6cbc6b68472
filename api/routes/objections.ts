import type { ObjectionDesk } from '../../adapters/database/objectionsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { answerObjection, objectToDocument } from '../operations/documents.ts';
import { presentDocumentSummary } from '../presenters/document.ts';
import { route, type Route } from '../route.ts';

export type ObjectionDeps = { objectionDesk: ObjectionDesk; stepUpMs: number };

const objectToDocumentRoute = ({ objectionDesk }: ObjectionDeps): Route =>
  route(objectToDocument, ({ caller, ids, body, ticket, now }) => {
    const { partnerId } = caller;
    if (partnerId === null) throw new AppError({ code: 'not_found' });
    const objection = { documentId: ids.id, partnerId, reason: body.reason, by: caller.id, at: now };
    return answerOnce(objectionDesk, ticket, async (writes) => ({
      status: 201,
      body: presentDocumentSummary(await writes.object(objection), caller.language),
    }));
  });

const answerObjectionRoute = ({ objectionDesk, stepUpMs }: ObjectionDeps): Route =>
  route(answerObjection, ({ caller, ids, body, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    return answerOnce(objectionDesk, ticket, async (writes) => ({
      status: 200,
      body: presentDocumentSummary(
        await writes.answer({ documentId: ids.id, ...body, by: caller.id, at: now }),
        caller.language,
      ),
    }));
  });

/** What partners say against documents that were written for them. */
export const objectionRoutes = (deps: ObjectionDeps): Route[] => [
  objectToDocumentRoute(deps),
  answerObjectionRoute(deps),
];
