import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { mayApprove, mayReject, type Permission } from '../../domain/approval/separation.ts';
import { isDecidable } from '../../domain/commission/states.ts';
import { AppError } from '../../domain/errors.ts';
import { barredSentence } from '../../domain/texts/moneyWords.ts';
import { actorOf, type PersonCaller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { answerBefore, giveCommand, type CommandDeps } from '../giveCommand.ts';
import { approveCommission, rejectCommission } from '../operations/money.ts';
import { approvableOf, financePersonOf } from '../presenters/commission.ts';
import { route, type Exchange, type Reply, type Route } from '../route.ts';
import { commissionReply, findCommission } from './readCommission.ts';

export type MoneyCommandDeps = CommandDeps & {
  moneyReads: MoneyReads;
  /** The id of the story of a referral. */
  storyOf: (referralId: string) => string;
  stepUpMs: number;
};

type Decision = {
  name: 'approveCommission' | 'rejectCommission';
  contentHash: string;
  reasonCode?: string;
  note?: string | undefined;
};

type Asked = Pick<Exchange, 'ticket' | 'ifMatch' | 'requestId' | 'source' | 'now'> & {
  caller: PersonCaller;
  ids: { id: string };
};

/** Who and why, in words and as codes. */
export function refusedWith({ code, who, why }: Permission & { allowed: false }, name: string): AppError {
  const isPersonal = code === 'separation_of_duties' || code === 'already_approved' || code === 'forbidden';
  return new AppError({
    code,
    ...(isPersonal ? { detail: barredSentence(why, name), facts: { who, name, why } } : {}),
  });
}

/** First answer again → 404 → state → version → rule → story. The same rule is asked by the story and by the database. */
async function decide(deps: MoneyCommandDeps, asked: Asked, decision: Decision): Promise<Reply> {
  const { caller, ids, ticket, requestId, source, now } = asked;
  const answerDone = (): Promise<Reply> => commissionReply(deps.moneyReads, { caller, id: ids.id, now });
  const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
  if (before !== undefined) return before;

  const record = await findCommission(deps.moneyReads, caller, ids.id);
  if (!isDecidable(record.state)) throw new AppError({ code: 'not_allowed_in_state', facts: { state: record.state } });
  checkStepUp(caller, { now, stepUpMs: deps.stepUpMs });
  checkIfMatch(asked.ifMatch, record.version);
  const { name, note, ...payload } = decision;
  const ask = name === 'approveCommission' ? mayApprove : mayReject;
  const permission = ask(financePersonOf(caller), approvableOf(record), decision.contentHash);
  if (!permission.allowed) throw refusedWith(permission, caller.name);
  const command = {
    workflowId: deps.storyOf(record.referralId),
    referralId: record.referralId,
    runId: undefined,
    name,
    actor: actorOf(caller),
    source,
    payload: { commissionId: record.id, ...payload },
    texts: note === undefined ? {} : { note },
  };
  return giveCommand(deps, { command, callerId: caller.id, ticket, requestId, answerDone });
}

export const approveCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(approveCommission, (exchange) =>
    decide(deps, exchange, { name: 'approveCommission', contentHash: exchange.body.contentHash }),
  );

export const rejectCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(rejectCommission, (exchange) => decide(deps, exchange, { name: 'rejectCommission', ...exchange.body }));
