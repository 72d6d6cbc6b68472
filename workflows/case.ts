import { allHandlersFinished, condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CaseActivities } from '../activities/cases.ts';
import { isCaseOver } from '../domain/cases/caseState.ts';
import type { CaseCommandName, CaseStage, CaseState } from '../domain/cases/caseState.ts';
import { parseCaseMessage } from '../domain/cases/parseMessage.ts';
import type { CaseMessage } from '../domain/cases/parseMessage.ts';
import { nextCaseDeadline } from '../domain/cases/promises.ts';
import { answerNext, answerTheRest, listen, type Inbox } from './inbox.ts';
import { localFirst } from './localFirst.ts';
import { CASE_COMMANDS, caseStateQuery, type CaseInput } from './messages.ts';

/** Short idempotent database work. */
const database = localFirst<CaseActivities>('20 seconds');

type CaseInbox = Inbox<CaseCommandName, CaseMessage>;

/**
 * A partner contests a decision: a first answer and a decision are promised, somebody who took no part decides, and once
 * it may be looked at again. Handlers put messages into the inbox; the story takes one at a time, and lets the clock
 * strike in between. The row of the case is its memory, so a run that is lost is simply begun anew.
 */
export async function contestedCase({ caseId }: CaseInput): Promise<CaseStage> {
  const inbox: CaseInbox = listen({ commands: CASE_COMMANDS, parse: parseCaseMessage });
  let state = await database.caseState({ caseId });
  setHandler(caseStateQuery, () => state);
  while (!isCaseOver(state.state)) {
    if (inbox.waiting.length > 0) state = await commandNext(caseId, inbox);
    else state = await waitOrPassTime(caseId, state, inbox);
  }
  await answerTheRest(inbox, async () => {
    await commandNext(caseId, inbox);
  });
  return state.state;
}

/** Sleeps until a message comes or the next deadline; what is due happens once and in order, also after an outage. */
async function waitOrPassTime(caseId: string, state: CaseState, inbox: CaseInbox): Promise<CaseState> {
  const deadline = nextCaseDeadline(state);
  const leftMs = deadline === undefined ? undefined : deadline.at - Date.now();
  if (deadline !== undefined && leftMs !== undefined && leftMs <= 0)
    return database.passCaseTime({ caseId, at: new Date().toISOString(), dueAt: deadline.at });
  if (workflowInfo().continueAsNewSuggested && allHandlersFinished())
    await continueAsNew<typeof contestedCase>({ caseId });
  const heard = (): boolean => inbox.waiting.length > 0;
  if (leftMs === undefined) await condition(heard);
  else await condition(heard, leftMs);
  return state;
}

const commandNext = (caseId: string, inbox: CaseInbox): Promise<CaseState> =>
  answerNext(inbox, ({ name, message: { commandId, actor, payload, texts } }) =>
    database.commandCase({
      caseId,
      at: new Date().toISOString(),
      command: { commandId, name, actor, payload, texts },
    }),
  );
