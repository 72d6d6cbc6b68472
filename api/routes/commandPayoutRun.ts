import type { MoneyReads, RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import { mayConfirm, mayRelease, type Permission } from '../../domain/approval/separation.ts';
import { commandsOfRun } from '../../domain/commission/payoutRun.ts';
import { AppError } from '../../domain/errors.ts';
import { actorOf, type PersonCaller } from '../auth/caller.ts';
import { checkDay } from '../givenDay.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { answerBefore, giveCommand, type CommandDeps } from '../giveCommand.ts';
import { cancelPayoutRun, confirmPayoutRun, releasePayoutRun } from '../operations/money.ts';
import { financePersonOf } from '../presenters/commission.ts';
import { runReply } from '../presenters/payoutRun.ts';
import { route, type Exchange, type Reply, type Route } from '../route.ts';
import { refusedWith } from './decideCommission.ts';

export type RunCommandDeps = CommandDeps & {
  moneyReads: MoneyReads;
  /** The id of the workflow of a run. */
  workflowOfRun: (runId: string) => string;
  stepUpMs: number;
};

export type AskedOfRun = Pick<Exchange, 'ticket' | 'requestId' | 'source' | 'now'> & {
  caller: PersonCaller;
  ids: { id: string };
};
type RunCommand = { name: 'release' | 'confirm' | 'cancel' | 'statement'; payload: Record<string, string> };
type Answer = () => Promise<Reply>;

export async function findRun(moneyReads: MoneyReads, id: string): Promise<RunRecord> {
  const run = await moneyReads.run(id);
  if (run === undefined) throw new AppError({ code: 'not_found' });
  return run;
}

const permissionFor = (name: RunCommand['name'], caller: PersonCaller, run: RunRecord): Permission =>
  name === 'release'
    ? mayRelease(financePersonOf(caller), { preparedBy: run.preparedBy?.id ?? null, exclusions: run.exclusions })
    : mayConfirm(financePersonOf(caller));

/** A released run is being handed to its rail: the bank's word that comes so soon waits for that in the workflow. */
const waitsForRail = (name: RunCommand['name'], state: RunRecord['state']): boolean =>
  (name === 'confirm' || name === 'statement') && state === 'released';

/** Whether this person may give the command to the run as it is. Throws the refusal. */
export function checkRunCommand(
  { name }: Pick<RunCommand, 'name'>,
  { run, caller, now, stepUpMs }: { run: RunRecord; caller: PersonCaller; now: Date; stepUpMs: number },
): void {
  const allowed = commandsOfRun(run.state);
  if (!allowed.includes(name) && !waitsForRail(name, run.state))
    throw new AppError({ code: 'not_allowed_in_state', facts: { state: run.state, allowed } });
  if (name === 'release') checkStepUp(caller, { now, stepUpMs });
  const permission = permissionFor(name, caller, run);
  if (!permission.allowed) throw refusedWith(permission, caller.name);
}

/** First answer again → 404 → state → rule → workflow, which asks both once more under the locks of the run. */
async function command(deps: RunCommandDeps, asked: AskedOfRun, wish: RunCommand): Promise<Reply> {
  const { caller, ids, ticket, requestId, now } = asked;
  const answerDone = async (): Promise<Reply> => runReply(await findRun(deps.moneyReads, ids.id));
  const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
  if (before !== undefined) return before;
  const run = await findRun(deps.moneyReads, ids.id);
  checkRunCommand(wish, { run, caller, now, stepUpMs: deps.stepUpMs });
  const { settledOn } = wish.payload;
  if (settledOn !== undefined) {
    const since = run.releasedAt === null ? now.getTime() : Date.parse(run.releasedAt);
    checkDay({ field: 'settledOn', day: settledOn, since, now: now.getTime() });
  }
  return tellRun(deps, asked, { ...wish, answerDone });
}

/** Stores the command and gives it to the workflow of the run. */
export function tellRun(
  deps: RunCommandDeps,
  { caller, ids, ticket, requestId, source }: AskedOfRun,
  { name, payload, answerDone }: RunCommand & { answerDone: Answer },
): Promise<Reply> {
  const given = {
    workflowId: deps.workflowOfRun(ids.id),
    referralId: undefined,
    runId: ids.id,
    name,
    actor: actorOf(caller),
    source,
    payload,
    texts: {},
  };
  return giveCommand(deps, { command: given, callerId: caller.id, ticket, requestId, answerDone });
}

export const releasePayoutRunRoute = (deps: RunCommandDeps): Route =>
  route(releasePayoutRun, (exchange) => command(deps, exchange, { name: 'release', payload: {} }));

export const confirmPayoutRunRoute = (deps: RunCommandDeps): Route =>
  route(confirmPayoutRun, (exchange) => command(deps, exchange, { name: 'confirm', payload: exchange.body }));

export const cancelPayoutRunRoute = (deps: RunCommandDeps): Route =>
  route(cancelPayoutRun, (exchange) => command(deps, exchange, { name: 'cancel', payload: {} }));
