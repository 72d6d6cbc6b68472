import { isErrorCode } from '../../domain/errors.ts';
import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import { newId } from '../ids.ts';
import { callFunction, databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { Commands, CommandStatus, RecordedCommand } from './port.ts';

/** How long the API tries the update itself before the relay takes the command over; a little over its 3 s. */
const RELAY_GRACE_MS = 4_000;

type Taken =
  { outcome: 'recorded' } | { outcome: 'replayed'; resourceId: string } | { outcome: 'refused'; code: ErrorCode };

export const createCommandLog = (database: Database): Commands => ({
  record: async ({ idempotency, ...command }): Promise<RecordedCommand> => {
    const id = newId('command');
    const taken = await callFunction<Taken>(database, 'record_command', {
      ...command,
      id,
      key: idempotency?.key,
      requestHash: idempotency?.requestHash,
      graceMs: RELAY_GRACE_MS,
    });
    if (taken.outcome === 'replayed') return { outcome: 'replayed', commandId: taken.resourceId };
    return taken.outcome === 'refused' ? taken : { outcome: 'recorded', commandId: id };
  },

  find: async (commandId) => {
    const row = await database.command.findUnique({ where: { id: commandId } }).catch((error: unknown) => {
      throw databaseError(error);
    });
    if (row === null) return undefined;
    return {
      id: row.id,
      referralId: row.referralId,
      runId: row.runId,
      state: row.state as CommandStatus['state'],
      code: row.code !== null && isErrorCode(row.code) ? row.code : null,
      facts: (row.detail ?? {}) as ErrorFacts,
      actor: row.actor as Actor,
    };
  },
});
