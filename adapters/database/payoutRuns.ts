import type { FinancePerson } from '../../domain/approval/separation.ts';
import type { ItemState, RunState } from '../../domain/commission/payoutRun.ts';
import { decideRefused } from '../../domain/commission/railRefusal.ts';
import { AppError, type ErrorFacts } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import type { FileVault } from '../payees/port.ts';
import { guarded } from './callFunction.ts';
import { allowTime, type Database, type Queryable } from './client.ts';
import { toAnswer } from './lineFacts.ts';
import { lockRun, refuseRunCommand, writeRun } from './lockedRun.ts';
import type { PayoutRuns, RefusedAttempt, RunItemToPay } from './payoutRunPort.ts';
import { readStatementFacts } from './statements.ts';

type ItemRow = {
  id: string;
  run_id: string;
  rail: string;
  partner_id: string;
  amount_minor: bigint;
  currency: string;
  state: ItemState;
};

/** A decision looks at every line of the run, of which there may be ten thousand. */
const RUN_MS = 80_000;

export const createPayoutRuns = (database: Database, vault: FileVault): PayoutRuns => ({
  ...createDecisions(database),
  ...createSubmission(database, vault),
});

const createDecisions = (database: Database): Pick<PayoutRuns, 'match' | 'decide' | 'state'> => ({
  match: async ({ runId, command }) => {
    const rows = await guarded(
      () => database.$queryRaw<{ same: boolean }[]>`
      SELECT (source <> 'temporal' AND name = ${command.name} AND run_id = ${runId} AND actor = ${JSON.stringify(command.actor)}::jsonb
        AND payload->'message' = ${JSON.stringify(command.payload)}::jsonb) AS same
      FROM commands WHERE id = ${command.commandId}`,
    );
    if (rows[0] === undefined) return 'none';
    return rows[0].same ? 'same' : 'different';
  },

  decide: ({ runId, at, command, decide }) =>
    guarded(() =>
      database.$transaction(
        async (as) => {
          await allowTime(as, RUN_MS);
          const run = await lockRun(as, runId, new Date(at));
          if (run === undefined) throw new AppError({ code: 'not_found', detail: runId });
          // Only under the lock: the same command may be on its way twice.
          const first = await firstAnswer(as, command.rowId);
          if (first !== null) return { answer: first, state: run.state };
          const statement = await readStatementFacts(as, { runId, statementId: command.payload.statementId });
          const decision = decide(run, await personOf(as, command.actor.id), statement);
          if ('refused' in decision) {
            const { code, facts } = decision.refused;
            await refuseRunCommand(as, { runId, at, command, refused: { code, facts } });
            return { answer: { outcome: 'refused' as const, code, facts }, state: run.state };
          }
          const { change } = decision;
          await writeRun(as, { run, at, change, actor: command.actor, source: 'run', command });
          return { answer: { outcome: 'done' as const }, state: change.run?.state ?? run.state };
        },
        { timeout: RUN_MS },
      ),
    ),

  state: async (runId) => {
    const run = await guarded(() => database.payoutRun.findUnique({ where: { id: runId }, select: { state: true } }));
    if (run === null) throw new AppError({ code: 'not_found', detail: runId });
    return run.state as RunState;
  },
});

type Submission = Pick<
  PayoutRuns,
  'itemsToSubmit' | 'item' | 'takeIntent' | 'itemSubmitted' | 'itemsRefused' | 'runSubmitted'
>;

const createSubmission = (database: Database, vault: FileVault): Submission => ({
  itemsToSubmit: async (runId, limit) => {
    const items = await guarded(() =>
      database.payoutItem.findMany({
        where: { runId, state: 'released' },
        select: { id: true },
        orderBy: { id: 'asc' },
        take: limit,
      }),
    );
    return items.map(({ id }) => id);
  },

  item: (itemId) => readItem(database, itemId),

  takeIntent: async ({ itemId, rail, attempt, previous, at }) => {
    const changed = await guarded(
      () => database.$executeRaw`
      INSERT INTO rail_intents(item_id, rail, taken_by, taken_at) VALUES (${itemId}, ${rail}, ${attempt}, ${at}::timestamptz)
      ON CONFLICT (item_id) DO UPDATE SET taken_by = excluded.taken_by, taken_at = excluded.taken_at
      WHERE rail_intents.taken_by = ANY(${previous as string[]})`,
    );
    return changed === 1;
  },

  itemSubmitted: async ({ itemId, reference }) => {
    await guarded(() =>
      database.$transaction([
        database.railIntent.update({ where: { itemId }, data: { reference } }),
        database.payoutItem.updateMany({
          where: { id: itemId, state: 'released' },
          data: { state: 'submitted', railReference: reference },
        }),
      ]),
    );
  },

  itemsRefused: ({ runId, items, at }) =>
    guarded(() =>
      database.$transaction(
        async (as) => {
          await allowTime(as, RUN_MS);
          const run = await lockRun(as, runId, new Date(at), { items: items.map(({ itemId }) => itemId) });
          if (run === undefined) throw new AppError({ code: 'not_found', detail: runId });
          const held = await endIntents(as, items);
          const change = decideRefused(run, held, at.slice(0, 'YYYY-MM-DD'.length));
          if (change.items.length === 0) return;
          await writeRun(as, { run, at, change, actor: { kind: 'system', id: 'rail' }, source: 'run', command: null });
        },
        { timeout: RUN_MS },
      ),
    ),

  runSubmitted: async ({ runId, file }) => {
    const sealed = file === null ? null : vault.sealFile(file, runId);
    await guarded(
      () => database.$executeRaw`
      UPDATE payout_runs SET version = version + 1, file_key_id = ${sealed?.keyId ?? null},
        file_sealed = ${sealed?.sealed ?? null}::bytea, file_hash = ${file === null ? null : vault.digestOf(file)},
        state = CASE WHEN EXISTS (SELECT 1 FROM payout_items WHERE run_id = ${runId} AND state = 'submitted') THEN 'submitted'
          WHEN EXISTS (SELECT 1 FROM payout_items WHERE run_id = ${runId} AND state = 'refused') THEN 'partly_returned' ELSE 'settled' END
      WHERE id = ${runId} AND state = 'released' AND NOT EXISTS (
        SELECT 1 FROM payout_items WHERE run_id = ${runId} AND state = 'released')`,
    );
  },
});

/** Somebody unknown here has no roles, and so may nothing. */
export async function personOf(as: Queryable, userId: string): Promise<FinancePerson> {
  const [user] = await as.$queryRawUnsafe<{ roles: string[]; active: boolean }[]>(
    'SELECT roles, active FROM users WHERE id = $1',
    userId,
  );
  return { userId, roles: user?.roles ?? [], active: user?.active ?? false };
}

async function firstAnswer(as: Queryable, rowId: string): Promise<ReturnType<typeof toAnswer> | null> {
  const [row] = await as.$queryRawUnsafe<{ state: string; code: string | null; detail: ErrorFacts | null }[]>(
    `SELECT state, code, detail FROM commands WHERE id = $1 AND state IN ('done', 'refused')`,
    rowId,
  );
  return row === undefined ? null : toAnswer(row);
}

/** Whose intent is still that of the attempt that was refused; from now on nobody's. */
async function endIntents(as: Queryable, items: readonly RefusedAttempt[]): Promise<RefusedAttempt[]> {
  const ended = await as.$queryRawUnsafe<{ id: string }[]>(
    `UPDATE rail_intents SET taken_by = item_id || '#refused' FROM unnest($1::text[], $2::text[]) AS refused(id, attempt)
     WHERE item_id = refused.id AND taken_by = refused.attempt RETURNING item_id AS id`,
    items.map(({ itemId }) => itemId),
    items.map(({ attempt }) => attempt),
  );
  const ids = new Set(ended.map(({ id }) => id));
  return items.filter(({ itemId }) => ids.has(itemId));
}

async function readItem(database: Database, itemId: string): Promise<RunItemToPay> {
  const [row] = await guarded(
    () => database.$queryRaw<ItemRow[]>`
    SELECT i.id, i.run_id, r.rail, i.partner_id, i.amount_minor, i.currency, i.state
    FROM payout_items i JOIN payout_runs r ON r.id = i.run_id WHERE i.id = ${itemId}`,
  );
  if (row === undefined) throw new AppError({ code: 'not_found', detail: itemId });
  const { id, run_id: runId, partner_id: partnerId, amount_minor: amountMinor, currency, rail, state } = row;
  return { itemId: id, runId, rail, partnerId, amount: money(amountMinor, currency), state };
}
