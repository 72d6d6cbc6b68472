import type { DealWatch } from '../adapters/database/parallelDealsPort.ts';
import type { ProbingWatch } from '../adapters/database/probingPort.ts';
import type {
  Beyond,
  CommandLedger,
  CreditedTo,
  PendingArgs,
  StoryWrites,
  TakeStory,
} from '../adapters/database/storyPort.ts';
import { AppError } from '../domain/errors.ts';
import type { ErrorCode, ErrorFacts } from '../domain/errors.ts';
import { REQUIRED_TEXTS } from '../domain/referral/commands.ts';
import type { Command } from '../domain/referral/commands.ts';
import type { Step } from '../domain/referral/step.ts';
import { hasOpportunity, isOpen } from '../domain/referral/stages.ts';
import type { StoryState } from '../domain/referral/storyState.ts';
import { asActivity } from './asActivity.ts';

/**
 * `rowId` null: there is no row of this message; `idInUse`: its id belongs to a command that says something else. `waitedMs`:
 * how long ago the person gave it, by the database's clock alone.
 */
export type Admission =
  | { admitted: true; rowId: string; waitedMs: number }
  | { admitted: false; rowId: string | null; idInUse: boolean; code: ErrorCode; facts: ErrorFacts };

export type AdmitArgs = {
  referralId: string;
  command: Omit<Command, 'source'>;
  /** Only from raw signals; our own messages carry no text. */
  texts: Record<string, string>;
};

const becomesOpportunity = ({ events }: Step): boolean =>
  events.some(
    ({ from, to }) => from !== null && to !== null && !hasOpportunity(from) && isOpen(to) && hasOpportunity(to),
  );

/** Nobody else tells this story from here on. The same run asking again is success. */
export async function takeOver(writes: StoryWrites, args: TakeStory): Promise<StoryState | null> {
  const { taken, state } = await writes.takeStory(args);
  if (!taken) throw new AppError({ code: 'story_taken', detail: args.referralId });
  return state;
}

/** The story's own writes: short, idempotent, database only; run as local activities. */
export const createStoryActivities = (deps: {
  writes: StoryWrites;
  commands: CommandLedger;
  watch: DealWatch;
  acceptRawSignals: boolean;
  /** Writes on the record in the CRM what has changed here; what it does not take follows by itself. */
  keepCrm: (args: { referralId: string; at: string }) => Promise<void>;
  probing: ProbingWatch;
}) => ({
  /** First thing of a run that goes on: the state that was kept comes back where it goes on from the record. */
  takeStory: asActivity((args: TakeStory): Promise<StoryState | null> => takeOver(deps.writes, args)),

  /**
   * Events, projection, claim, command outcome and mails of one step, in one transaction, once per number. Before the first
   * opportunity the CRM is asked whether there are deals beside it; what it says changes nothing of the step. After it the
   * record there is told, in the same breath, so that it costs the story no entry in its history; also of what a worker has
   * written that died before it told the CRM. A deal that another referral is credited with is not won a second time: that
   * is an answer, and nothing was written.
   */
  recordTransition: asActivity(async (step: Step): Promise<StoryState | CreditedTo | null> => {
    if (becomesOpportunity(step))
      await deps.watch.look({ referralId: step.referralId, foundBy: 'opportunity', at: step.at });
    const kept = await deps.writes.recordTransition(step);
    if (kept !== null && 'creditedTo' in kept) return kept;
    if (kept !== null || step.tellsCrm) await deps.keepCrm(step);
    if (kept !== null || step.companyIsKnown) await deps.probing.companyWasKnown(step);
    return kept;
  }),

  /** What people gave at least `waitedMs` ago and the story has not heard of yet. */
  pendingCommands: asActivity((args: PendingArgs) => deps.commands.pending(args)),

  /** What a worker that died has told, where the story that goes on finds nothing to do. */
  keptBeyond: asActivity(async (args: Beyond & { at: string }): Promise<StoryState | null> => {
    const kept = await deps.writes.keptBeyond(args);
    if (kept !== null) await deps.keepCrm(args);
    return kept;
  }),

  /**
   * Whether a message may count. One with a row of ours was authorised by the API; it must say what the row says. Any
   * other came straight through Temporal: refused, or held to exactly the rules of the API.
   */
  admitCommand: asActivity(async (args: AdmitArgs): Promise<Admission> => {
    const row = await deps.commands.match(args);
    if (row.says === 'same') return { admitted: true, rowId: args.command.commandId, waitedMs: row.waitedMs };
    const refused = { admitted: false, idInUse: row.says === 'different', rowId: null } as const;
    if (!deps.acceptRawSignals) return { ...refused, code: 'raw_signals_refused', facts: {} };
    if (row.says === 'different') return { ...refused, code: 'forbidden', facts: { why: 'command_id_in_use' } };
    const rowId = await deps.commands.recordRaw(args);
    const lacks = REQUIRED_TEXTS[args.command.name];
    if (lacks !== undefined && (args.texts[lacks] ?? '').trim() === '')
      return { ...refused, rowId, code: 'invalid_request', facts: { lacks: [lacks] } };
    const right = await deps.commands.mayCommand(args);
    return right.allowed
      ? { admitted: true, rowId, waitedMs: 0 }
      : { ...refused, rowId, code: right.code, facts: { why: right.why } };
  }),
});
