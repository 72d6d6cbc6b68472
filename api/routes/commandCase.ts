import type { CaseReads } from '../../adapters/database/caseReadsPort.ts';
import { caseActionsIn, caseCommandsIn } from '../../domain/cases/caseState.ts';
import type { CaseCommandName } from '../../domain/cases/caseState.ts';
import { mayCommandCase } from '../../domain/cases/rights.ts';
import { AppError } from '../../domain/errors.ts';
import { actorOf, commandActorOf, scopeOf, wholeScopeOf, type Caller } from '../auth/caller.ts';
import { answerBefore, giveCommand, type CommandDeps } from '../giveCommand.ts';
import { answerCase, decideCase, secondLook, withdrawCase } from '../operations/cases.ts';
import { caseReply, caseSubjectOf, involvedOf } from '../presenters/case.ts';
import { route, type Exchange, type Reply, type Route } from '../route.ts';

export type CaseCommandDeps = CommandDeps & {
  caseReads: CaseReads;
  /** The id of the workflow of a case. */
  workflowOfCase: (caseId: string) => string;
};

type Asked = Pick<Exchange, 'ticket' | 'requestId' | 'source' | 'now'> & { caller: Caller; ids: { id: string } };

type Given = { name: CaseCommandName; payload: Record<string, unknown>; texts: Record<string, string | undefined> };

/** First answer again → 404 → state → rights → workflow, which asks both once more under the locks of the case. */
async function command(deps: CaseCommandDeps, asked: Asked, { name, payload, texts }: Given): Promise<Reply> {
  const { caller, ids, ticket, requestId, source, now } = asked;
  const answerDone = async (): Promise<Reply> => {
    const [record, people] = await Promise.all([
      deps.caseReads.case(wholeScopeOf(caller), ids.id),
      caller.partnerId === null ? deps.caseReads.deciders() : [],
    ]);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    return caseReply({ record, caller, people, now });
  };
  const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
  if (before !== undefined) return before;

  const record = await deps.caseReads.case(scopeOf(caller), ids.id);
  if (record === undefined) throw new AppError({ code: 'not_found' });
  const { state } = record.story;
  if (!caseCommandsIn(state).includes(name))
    throw new AppError({ code: 'not_allowed_in_state', facts: { state, allowed: caseActionsIn(state) } });
  const people = caller.partnerId === null ? await deps.caseReads.deciders() : [];
  const permission = mayCommandCase({
    command: name,
    kind: record.kind,
    actor: commandActorOf(caller),
    isKey: caller.kind === 'api_key',
    subject: caseSubjectOf(record),
    involved: involvedOf(record),
    people,
  });
  if (!permission.allowed)
    throw new AppError({ code: permission.code, detail: permission.why, facts: permission.facts });
  const given = {
    workflowId: deps.workflowOfCase(record.id),
    referralId: undefined,
    runId: undefined,
    name,
    actor: actorOf(caller),
    source,
    payload: withoutGaps(payload),
    texts: withoutGaps(texts),
  };
  return giveCommand(deps, { command: given, callerId: caller.id, ticket, requestId, answerDone });
}

const withoutGaps = <Value>(record: Record<string, Value | undefined>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

export const answerCaseRoute = (deps: CaseCommandDeps): Route =>
  route(answerCase, (exchange) => {
    const { says, ...texts } = { says: undefined, ...exchange.body };
    return command(deps, exchange, { name: 'answerCase', payload: { says }, texts });
  });

export const decideCaseRoute = (deps: CaseCommandDeps): Route =>
  route(decideCase, (exchange) => {
    const { reason, note, ...payload } = exchange.body;
    return command(deps, exchange, { name: 'decideCase', payload, texts: { message: reason, note } });
  });

export const withdrawCaseRoute = (deps: CaseCommandDeps): Route =>
  route(withdrawCase, (exchange) =>
    command(deps, exchange, { name: 'withdrawCase', payload: {}, texts: exchange.body }),
  );

export const secondLookRoute = (deps: CaseCommandDeps): Route =>
  route(secondLook, (exchange) => command(deps, exchange, { name: 'secondLook', payload: {}, texts: exchange.body }));
