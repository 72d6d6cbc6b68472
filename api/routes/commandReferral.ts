import type { z } from 'zod';
import type { Reads, ReferralRecord } from '../../adapters/database/readsPort.ts';
import { mayCommand } from '../../domain/approval/rights.ts';
import { allowedIn } from '../../domain/cases/kinds.ts';
import { AppError } from '../../domain/errors.ts';
import { COMMAND_TEXTS } from '../../domain/referral/commands.ts';
import { isAllowedIn, type LineCommandName, type ReferralCommandName } from '../../domain/referral/stages.ts';
import { actorOf, commandActorOf, scopeOf, wholeScopeOf, type Caller } from '../auth/caller.ts';
import { answerBefore, giveCommand, type CommandDeps } from '../giveCommand.ts';
import type { Operation } from '../operation.ts';
import { presentReferral, referralHeaders } from '../presenters/referral.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route, type Exchange, type Reply } from '../route.ts';

export type ReferralCommandDeps = CommandDeps & {
  reads: Reads;
  /** The id of the story of a referral. */
  storyOf: (referralId: string) => string;
};

/** An operation that gives a command on one referral. */
type CommandOperation = Operation & { readonly ids: { readonly id: 'referral' }; readonly body: z.ZodType };

type Checked = { caller: Caller; record: ReferralRecord; body: Record<string, unknown>; now: Date };

type Words<O extends CommandOperation> = {
  operation: O;
  command: Exclude<ReferralCommandName, LineCommandName>;
  /** What only data can tell; runs after stage and rights. */
  check?: (checked: Checked) => Promise<void> | void;
  /** Who gave the command that this one confirms. */
  confirmedActorId?: (checked: Checked) => Promise<string | undefined>;
};

/** Free text stays in the command's row; the message to the story carries codes, ids, amounts and times. */
const isText = (name: string): boolean => (COMMAND_TEXTS as readonly string[]).includes(name);

function split(body: Record<string, unknown>) {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return {
    payload: Object.fromEntries(given.filter(([name]) => !isText(name))),
    texts: Object.fromEntries(given.flatMap(([name, value]) => (isText(name) ? [[name, String(value)]] : []))),
  };
}

/**
 * Every command on a referral goes the same way: first answer again → 404 → stage → rights → data → story. The stage comes
 * before any other rule.
 */
export const commandReferralRoute = <O extends CommandOperation>(deps: ReferralCommandDeps, words: Words<O>) =>
  route(words.operation as CommandOperation, async (exchange) => {
    const { caller, ids, ticket, requestId, source, now } = exchange as Exchange & { caller: Caller };
    const referralId = (ids as { id: string }).id;
    const body = exchange.body as Record<string, unknown>;
    const answerDone = (): Promise<Reply> => answerWithReferral(deps.reads, caller, referralId, now);
    const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
    if (before !== undefined) return before;

    const record = await deps.reads.referral(scopeOf(caller), referralId);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const { stage } = record;
    if (!isAllowedIn(stage, words.command)) {
      throw new AppError({ code: 'not_allowed_in_stage', facts: { stage, allowed: allowedIn(stage) } });
    }
    const checked: Checked = { caller, record, body, now };
    await checkRights(words, checked);
    await words.check?.(checked);
    const command = {
      workflowId: deps.storyOf(referralId),
      referralId,
      runId: undefined,
      name: words.command,
      actor: actorOf(caller),
      source,
      ...split(body),
    };
    return giveCommand(deps, { command, callerId: caller.id, ticket, requestId, answerDone });
  });

async function checkRights<O extends CommandOperation>(words: Words<O>, checked: Checked): Promise<void> {
  const { caller, record, body } = checked;
  const permission = mayCommand({
    actor: commandActorOf(caller),
    referral: subjectOf(record),
    command: words.command,
    payload: body,
    confirmedActorId: await words.confirmedActorId?.(checked),
  });
  if (!permission.allowed) throw new AppError({ code: permission.code, detail: permission.why });
}

/** The referral as it is after the command, also for somebody who has just given it away. */
async function answerWithReferral(reads: Reads, caller: Caller, id: string, now: Date): Promise<Reply> {
  const record = await reads.referral(wholeScopeOf(caller), id);
  if (record === undefined) throw new AppError({ code: 'not_found' });
  const view = presentReferral(record, caller, now);
  return { status: 200, headers: referralHeaders(view), body: view };
}
