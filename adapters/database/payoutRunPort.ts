import type { FinancePerson } from '../../domain/approval/separation.ts';
import type { RefusedItem } from '../../domain/commission/railRefusal.ts';
import type { RunPayload } from '../../domain/commission/parseRunMessage.ts';
import type { Decision, ItemState, Run, RunState } from '../../domain/commission/payoutRun.ts';
import type { StatementFacts } from '../../domain/commission/statement.ts';
import type { Money } from '../../domain/money.ts';
import type { Actor, CommandAnswer } from '../../domain/referral/commands.ts';

/** A human decision about a run, as it comes by update or signal. */
export type RunCommand = {
  commandId: string;
  name: 'release' | 'confirm' | 'cancel' | 'statement';
  actor: Actor;
  payload: RunPayload;
};

export type RunItemToPay = {
  itemId: string;
  runId: string;
  rail: string;
  partnerId: string;
  amount: Money;
  state: ItemState;
};

export type RefusedAttempt = RefusedItem & { attempt: string };

/** The work of the payout run's workflow; every method is one transaction and safe to repeat. All throw `busy`, `unavailable`. */
export interface PayoutRuns {
  /** Whether a row of ours says the same, something else, or is not there. */
  match(args: { runId: string; command: RunCommand }): Promise<'same' | 'different' | 'none'>;
  /**
   * Locks run, referrals and lines, lets `decide` look, and writes what it says together with the answer to the command.
   * A command that was answered before gets its first answer. `statement` is the one that the command names, if it is one
   * of this run. Throws `not_found`.
   */
  decide(args: {
    runId: string;
    at: string;
    command: RunCommand & { rowId: string; source: 'api' | 'temporal' };
    decide: (run: Run, person: FinancePerson, statement: StatementFacts | null) => Decision;
  }): Promise<{ answer: CommandAnswer; state: RunState }>;
  state(runId: string): Promise<RunState>;
  /** The next few items that are released and not yet known to their rail. */
  itemsToSubmit(runId: string, limit: number): Promise<string[]>;
  item(itemId: string): Promise<RunItemToPay>;
  /** Compare-and-set: false when an attempt that is not among `previous` holds the intent. */
  takeIntent(args: {
    itemId: string;
    rail: string;
    attempt: string;
    previous: readonly string[];
    at: string;
  }): Promise<boolean>;
  itemSubmitted(args: { itemId: string; reference: string }): Promise<void>;
  /**
   * Takes back what the rail has refused for good, and says so to stories and partners. Only an attempt that still holds its
   * intent is believed, and no later one can take it: what is refused is not paid, and what is paid is not refused.
   */
  itemsRefused(args: { runId: string; items: readonly RefusedAttempt[]; at: string }): Promise<void>;
  /**
   * Seals and keeps the bank file, if the rail has one, and says that all items are with their rail; when none is, for all were
   * refused, that the run is over. The first file stays.
   */
  runSubmitted(args: { runId: string; file: string | null }): Promise<void>;
}
