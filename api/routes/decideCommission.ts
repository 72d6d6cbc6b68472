import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { mayAdjust, type Permission } from '../../domain/approval/separation.ts';
import type { AdjustCommand } from '../../domain/commission/adjustment.ts';
import { mayDecide } from '../../domain/commission/decideLine.ts';
import { AppError } from '../../domain/errors.ts';
import type { MoneyJson } from '../../domain/money.ts';
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
  | { name: 'freeze' | 'unfreeze'; payload: { reasonCode: string } }
  | { name: 'adjust'; payload: { reasonCode: string; amount: MoneyJson } };

/** `stepUp`: whether it moves money on, which asks for a fresh proof of who it is. */
type Decision = Words & { texts: Readonly<Record<string, string>>; stepUp: boolean };

/** `ifMatch`: absent where the content is named and nothing else matters; `waitMs`: for how long the story is waited for. */
type Asked = Pick<Exchange, 'ticket' | 'requestId' | 'source' | 'now'> & {
  caller: PersonCaller;
  ids: { id: string };
  ifMatch?: string;
  waitMs?: number;
};

/** Who and why, in words and as codes. */
export function refusedWith({ code, who, why }: Permission & { allowed: false }, name: string): AppError {
  const isPersonal = code === 'separation_of_duties' || code === 'already_approved' || code === 'forbidden';
  return new AppError({
    code,
    ...(isPersonal ? { detail: barredSentence(why, name), facts: { who, name, why } } : {}),
  });
}

type CommandOfLine = Parameters<typeof mayDecide>[2] | Pick<AdjustCommand, 'name' | 'payload'>;

/** Said for the house alone. */
export const noted = (note: string | undefined): Readonly<Record<string, string>> =>
  note === undefined ? {} : { note };

/** First answer again → 404 → state → version → rule → story. The same rule is asked by the story and by the database. */
export async function commandLine(deps: MoneyCommandDeps, asked: Asked, decision: Decision): Promise<Reply> {
  const { caller, ids, ticket, requestId, source, now } = asked;
  const { name, texts, stepUp } = decision;
  const answerDone = (): Promise<Reply> => commissionReply(deps.moneyReads, { caller, id: ids.id, now });
  const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
  if (before !== undefined) return before;

  const record = await findCommission(deps.moneyReads, caller, ids.id);
  const command = { name, payload: { ...decision.payload, commissionId: record.id } } as CommandOfLine;
  const person = financePersonOf(caller);
  const permission = command.name === 'adjust' ? mayAdjust(person, record) : mayDecide(lineOf(record), person, command);
  if (!permission.allowed && permission.code === 'not_allowed_in_state')
    throw new AppError({ code: permission.code, facts: { state: record.state } });
  if (stepUp) checkStepUp(caller, { now, stepUpMs: deps.stepUpMs });
  if (asked.ifMatch !== undefined) checkIfMatch(asked.ifMatch, record.version);
  if (!permission.allowed) throw refusedWith(permission, caller.name);
  const given = {
    ...command,
    workflowId: deps.storyOf(record.referralId),
    referralId: record.referralId,
    runId: undefined,
    actor: actorOf(caller),
    source,
    texts,
  };
  const { waitMs } = asked;
  return giveCommand(deps, { command: given, callerId: caller.id, ticket, requestId, answerDone, waitMs });
}

export const approveCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(approveCommission, (exchange) =>
    commandLine(deps, exchange, { name: 'approveCommission', payload: exchange.body, texts: {}, stepUp: true }),
  );

export const rejectCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(rejectCommission, (exchange) => {
    const { note, ...payload } = exchange.body;
    return commandLine(deps, exchange, { name: 'rejectCommission', payload, texts: noted(note), stepUp: true });
  });
