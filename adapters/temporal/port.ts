import type { Delivered } from '../database/port.ts';
import type { Actor } from '../../domain/referral/commands.ts';

export type DeliverableCommand = {
  workflowId: string;
  name: string;
  commandId: string;
  actor: Actor;
  payload: Record<string, unknown>;
};

/** The stories as the API sees them; hides Temporal. */
export interface Stories {
  /**
   * Tries the command as an update with `commandId` as update id and waits at most `waitMs`; never throws for outages:
   * `later` means the relay will deliver the same command by signal. Safe to repeat.
   */
  deliver(command: DeliverableCommand, waitMs: number): Promise<Delivered>;
  /** Whether Temporal answers within `waitMs`. */
  isReachable(waitMs: number): Promise<boolean>;
}
