import { crashPoint } from '../adapters/crashPoint.ts';
import type { PayoutRuns, RefusedAttempt, RunCommand } from '../adapters/database/payoutRunPort.ts';
import type { Rail, Rails } from '../adapters/rails/port.ts';
import { decideCancel, decideConfirm, type Decision, type Run, type RunState } from '../domain/commission/payoutRun.ts';
import type { FinancePerson } from '../domain/approval/separation.ts';
import { decideRelease } from '../domain/commission/release.ts';
import { decideStatement, type StatementFacts } from '../domain/commission/statement.ts';
import { AppError } from '../domain/errors.ts';
import type { CommandAnswer } from '../domain/referral/commands.ts';
import { asActivity } from './asActivity.ts';
import { refusalIn } from './refusalIn.ts';

export type RunDecided = { answer: CommandAnswer; state: RunState };

type Deps = { runs: PayoutRuns; rails: Rails; acceptRawSignals: boolean };

/** Where a test may cut the power: before and after each of these. */
const CRASH_POINTS = { release: 'release', confirm: 'settle', statement: 'settle', cancel: 'cancel' } as const;

/** The side effects of a payout run. `at` is the workflow's time as ISO 8601. */
export const createPayoutRunActivities = ({ runs, rails, acceptRawSignals }: Deps) => ({
  runState: asActivity(({ runId }: { runId: string }): Promise<RunState> => runs.state(runId)),

  /**
   * Release, confirm, cancel or a statement in one transaction with its answer. A message with a row of ours was authorised
   * by the API and must say what the row says; any other came straight through Temporal. The rule itself is asked in both
   * cases.
   */
  decideRun: asActivity(async (args: { runId: string; at: string; command: RunCommand }): Promise<RunDecided> => {
    const { runId, command } = args;
    const row = await runs.match({ runId, command });
    const raw = row !== 'same';
    const rowId = raw ? `${runId}:${command.commandId}` : command.commandId;
    const point = CRASH_POINTS[command.name];
    crashPoint(`${point}.before`);
    const known = { ...args, command: { ...command, rowId, source: raw ? ('temporal' as const) : ('api' as const) } };
    const rule = (run: Run, person: FinancePerson, statement: StatementFacts | null): Decision =>
      refusedRaw({ row, acceptRawSignals }) ?? ruleOf(command, { run, person, statement, now: Date.parse(args.at) });
    const decided = await runs.decide({ ...known, decide: rule }).catch((error: unknown) => {
      // The database has the last word; its refusal is an answer, and no answer ends the workflow.
      const refused = refusalIn(error);
      return runs.decide({ ...known, decide: () => ({ refused }) });
    });
    crashPoint(`${point}.after`);
    return decided;
  }),

  itemsToSubmit: asActivity(({ runId, limit }: { runId: string; limit: number }): Promise<string[]> =>
    runs.itemsToSubmit(runId, limit),
  ),

  /**
   * One attempt to hand a few items of a run to their rail; never retried by itself. The intent of each is taken first, so an attempt
   * whose answer was lost is followed by a look-up and not by a second call. What the rail
   * refuses for good goes back to where it came from. Throws when it does not know of all of them.
   */
  submitItems: asActivity((submission: Submission): Promise<void> => submitItems({ runs, rails }, submission)),

  /** After a lost answer: those of the items that the rail has never heard of. Safe to repeat. */
  lookUpItems: asActivity(async ({ itemIds }: { itemIds: readonly string[] }): Promise<string[]> => {
    const unknown: string[] = [];
    await someAtOnce(itemIds, async (itemId) => {
      const item = await runs.item(itemId);
      if (item.state !== 'released') return;
      crashPoint('lookup.before');
      const receipt = await railOf(rails, item.rail).lookup(itemId);
      crashPoint('lookup.found');
      if (receipt === undefined) unknown.push(itemId);
      else await runs.itemSubmitted({ itemId, ...receipt });
    });
    return unknown.sort();
  }),

  /** The bank file, made once, and the run as submitted. */
  finishSubmission: asActivity(async ({ runId, rail }: { runId: string; rail: string }): Promise<RunState> => {
    const text = await railOf(rails, rail).bankFile(runId);
    crashPoint('file.before');
    await runs.runSubmitted({ runId, file: text });
    crashPoint('file.after');
    return runs.state(runId);
  }),
});

export type PayoutRunActivities = ReturnType<typeof createPayoutRunActivities>;

type Submission = { itemIds: readonly string[]; attempt: number; at: string };
type Refused = RefusedAttempt & { runId: string };

/** As many as there are connections to spare for it. */
const AT_ONCE = 3;

async function someAtOnce(itemIds: readonly string[], work: (itemId: string) => Promise<void>): Promise<void> {
  for (let first = 0; first < itemIds.length; first += AT_ONCE) {
    await Promise.all(itemIds.slice(first, first + AT_ONCE).map(work));
  }
}

async function submitItems(deps: Pick<Deps, 'runs' | 'rails'>, { itemIds, attempt, at }: Submission): Promise<void> {
  const failures: unknown[] = [];
  const refused: Refused[] = [];
  await someAtOnce(itemIds, async (itemId) => {
    try {
      refused.push(...(await submitItem(deps, { itemId, attempt, at })));
    } catch (error) {
      failures.push(error);
    }
  });
  const [first] = refused;
  if (first !== undefined) {
    crashPoint('refuse.before');
    await deps.runs.itemsRefused({ runId: first.runId, items: refused, at });
    crashPoint('refuse.after');
  }
  if (failures.length > 0) throw failures[0];
}

/** What one attempt was told for good; empty when the rail has the item. */
async function submitItem(
  { runs, rails }: Pick<Deps, 'runs' | 'rails'>,
  { itemId, attempt, at }: { itemId: string; attempt: number; at: string },
): Promise<Refused[]> {
  const item = await runs.item(itemId);
  if (item.state !== 'released') return [];
  const rail = railOf(rails, item.rail);
  const taker = (number: number): string => `${itemId}#${String(number)}`;
  const previous = Array.from({ length: attempt - 1 }, (_, index) => taker(index + 1));
  crashPoint('submit.before');
  const taken = await runs.takeIntent({ itemId, rail: item.rail, attempt: taker(attempt), previous, at });
  if (!taken) throw new AppError({ code: 'busy', detail: 'another attempt holds the intent' });
  crashPoint('submit.intended');
  const answer = await rail.submit(item, itemId);
  crashPoint('submit.sent');
  if ('refused' in answer) return [{ itemId, runId: item.runId, reason: answer.refused, attempt: taker(attempt) }];
  await runs.itemSubmitted({ itemId, reference: answer.reference });
  crashPoint('submit.after');
  return [];
}

function railOf(rails: Rails, name: string): Rail {
  const rail = rails[name];
  if (rail === undefined) throw new AppError({ code: 'internal_error', cause: `there is no rail "${name}"` });
  return rail;
}

function refusedRaw({
  row,
  acceptRawSignals,
}: {
  row: 'same' | 'different' | 'none';
  acceptRawSignals: boolean;
}): Decision | null {
  if (row === 'same') return null;
  if (!acceptRawSignals) return { refused: { code: 'raw_signals_refused', facts: {} } };
  return row === 'none' ? null : { refused: { code: 'forbidden', facts: { why: 'command_id_in_use' } } };
}

type Seen = { run: Run; person: FinancePerson; statement: StatementFacts | null; now: number };

function ruleOf(command: RunCommand, { run, person, statement, now }: Seen): Decision {
  switch (command.name) {
    case 'release':
      return decideRelease(run, person);
    case 'confirm':
      return decideConfirm(run, person, command.payload, now);
    case 'cancel':
      return decideCancel(run, person);
    case 'statement':
      return statement === null
        ? { refused: { code: 'not_found', facts: {} } }
        : decideStatement(run, person, statement);
    default:
      return command.name satisfies never;
  }
}
