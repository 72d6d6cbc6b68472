import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import type { Permission } from '../../domain/approval/separation.ts';
import { mayDecide } from '../../domain/commission/decideLine.ts';
import { AppError } from '../../domain/errors.ts';
import { barredSentence } from '../../domain/texts/moneyWords.ts';
import { actorOf, type PersonCaller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { answerBefore, giveCommand, type CommandDeps } from '../giveCommand.ts';
import { approveCommission, rejectCommission } from '../operations/money.ts';
import { financePersonOf, lineOf } from '../presenters/commission.ts';
import { route, type Exchange, type Reply, type Route } from '../route.ts';
import { commissionReply, findCommission } from './readCommission.ts';

export type MoneyCommandDeps = CommandDeps & {
  moneyReads: MoneyReads;
  /** The id of the story of a referral. */
  storyOf: (referralId: string) => string;
  stepUpMs: number;
};

/** Without the line, which the address names. */
type Words =
  | { name: 'approveCommission'; payload: { contentHash: string } }
  | { name: 'rejectCommission'; payload: { contentHash: string; reasonCode: string } }
  | { name: 'freeze' | 'unfreeze'; payload: { reasonCode: string } };

/** `stepUp`: whether it moves money on, which asks for a fresh proof of who it is. */
type Decision = Words & { note?: string | undefined; stepUp: boolean };

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

type CommandOfLine = Parameters<typeof mayDecide>[2];

/** First answer again → 404 → state → version → rule → story. The same rule is asked by the story and by the database. */
export async function commandLine(deps: MoneyCommandDeps, asked: Asked, decision: Decision): Promise<Reply> {
  const { caller, ids, ticket, requestId, source, now } = asked;
  const { name, note, stepUp } = decision;
  const answerDone = (): Promise<Reply> => commissionReply(deps.moneyReads, { caller, id: ids.id, now });
  const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
  if (before !== undefined) return before;

  const record = await findCommission(deps.moneyReads, caller, ids.id);
  const command = { name, payload: { ...decision.payload, commissionId: record.id } } as CommandOfLine;
  const permission = mayDecide(lineOf(record), financePersonOf(caller), command);
  if (!permission.allowed && permission.code === 'not_allowed_in_state')
    throw new AppError({ code: permission.code, facts: { state: record.state } });
  if (stepUp) checkStepUp(caller, { now, stepUpMs: deps.stepUpMs });
  checkIfMatch(asked.ifMatch, record.version);
  if (!permission.allowed) throw refusedWith(permission, caller.name);
  const given = {
    ...command,
    workflowId: deps.storyOf(record.referralId),
    referralId: record.referralId,
    runId: undefined,
    actor: actorOf(caller),
    source,
    texts: note === undefined ? {} : { note },
  };
  return giveCommand(deps, { command: given, callerId: caller.id, ticket, requestId, answerDone });
}

export const approveCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(approveCommission, (exchange) =>
    commandLine(deps, exchange, { name: 'approveCommission', payload: exchange.body, stepUp: true }),
  );

export const rejectCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(rejectCommission, (exchange) => {
    const { note, ...payload } = exchange.body;
    return commandLine(deps, exchange, { name: 'rejectCommission', payload, note, stepUp: true });
  });
