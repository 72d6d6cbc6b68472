import { decideExclude, decideInclude } from '../../domain/commission/payoutItem.ts';
import { lineFacts, moneyEvent } from '../../domain/commission/moneyEvent.ts';
import { decidePrepare } from '../../domain/commission/prepareDraft.ts';
import { planRun, RUN_LINES_MAX, type PlannedItem, type RunCandidate } from '../../domain/commission/planRun.ts';
import type { Debt } from '../../domain/commission/netting.ts';
import { AppError } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import { newId } from '../ids.ts';
import type { FileVault } from '../payees/port.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import { lockRun, writeRun } from './lockedRun.ts';
import type { RunRecord } from './moneyReadsPort.ts';
import type { PayoutDesk, PayoutDeskWrites } from './payoutDeskPort.ts';
import { EARNED_FIRST, RUN_LINE_COLUMNS, RUN_LINE_JOINS, toRunLine, type RunLineRow } from './runLines.ts';
import { personOf } from './payoutRuns.ts';
import { readRun } from './runReads.ts';
import { onceInTransaction } from './setup.ts';

/** A run of the greatest size is prepared in less. */
const PREPARE_MS = 60_000;
/** Of so many lines that cannot be paid the run says why, and of so many that could be and do not fit. */
const EXPLAINED_MAX = 2_000;

/** Lines that could be in the run, and those of which finance has to be told why they are not. */
const CANDIDATES = `c.currency = coalesce($1, c.currency) AND (c.state IN ('approved', 'returned') OR (c.state IN ('holding', 'awaiting_approval', 'frozen') AND c.payable_from <= $2::timestamptz))`;

/**
 * What can be paid, each place counted by itself, so that lines which are held back for months keep nobody's place. The rule
 * itself is `notPayable`, asked under the locks.
 */
const CHOSEN = `WITH looked_at AS MATERIALIZED (
    SELECT c.id, c.accrued_at, c.state IN ('approved', 'returned') AND c.payable_from <= $2::timestamptz AND c.hold_over
      AND p.state = 'active' AND c.payee_fingerprint IS NOT DISTINCT FROM payee_fingerprint(c.partner_id)
      AND coalesce(valid_approvals(c.id, c.content_hash) >= c.approvals_required, false)
      AND NOT held_by_gate(v.gates, c.partner_id, c.program_id, r.submitted_at, c.id, $3::timestamptz) AS payable
    FROM commissions c JOIN partners p ON p.id = c.partner_id JOIN referrals r ON r.id = c.referral_id
      JOIN (SELECT id, coalesce(body->'gates', '[]') AS gates FROM policy_versions) v ON v.id = r.policy_version_id WHERE ($4::text[] IS NULL OR r.policy_version_id = ANY ($4)) AND ${CANDIDATES})
  SELECT id FROM (SELECT id, payable, row_number() OVER (PARTITION BY payable ORDER BY accrued_at, id) AS place FROM looked_at) AS chosen
  WHERE place <= ${String(EXPLAINED_MAX)} + CASE WHEN payable THEN $5::int ELSE 0 END`;

export const createPayoutDesk = (database: Database, vault: FileVault): PayoutDesk => ({
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as)), PREPARE_MS),

  takeFile: ({ runId, userId, reason, at }) =>
    guarded(() =>
      database.$transaction(async (as) => {
        await as.$executeRaw`SELECT 1 FROM payout_runs WHERE id = ${runId} FOR UPDATE`;
        const run = await as.payoutRun.findUnique({
          where: { id: runId },
          select: { state: true, rail: true, fileKeyId: true, fileSealed: true },
        });
        if (run === null) throw new AppError({ code: 'not_found' });
        const { fileKeyId: keyId, fileSealed: sealed, state, rail } = run;
        if (keyId === null || sealed === null) throw new AppError({ code: 'not_allowed_in_state', facts: { state } });
        const number = (await as.payoutFileDownload.count({ where: { runId } })) + 1;
        if (number > 1 && reason === undefined) {
          throw new AppError({
            code: 'reason_required',
            detail: 'This file was fetched before; say why again (?reason=).',
          });
        }
        await as.payoutFileDownload.create({ data: { runId, number, userId, at, reason: reason ?? null } });
        return { text: vault.openFile({ keyId, sealed }, runId), rail };
      }),
    ),
});

const createWrites = (as: Queryable): PayoutDeskWrites => ({
  prepare: async ({ rail, currency, cutOff, by, at }) => {
    const actor: Actor = { kind: 'user', id: by };
    const candidates = await lockCandidates(as, {
      currency,
      policyIds: null,
      cutOff,
      now: at,
      linesMax: RUN_LINES_MAX,
    });
    const debtsOf = await readDebts(as, currency, candidates);
    const { items, excluded } = planRun(candidates, { cutOff, currency, debtsOf, linesMax: RUN_LINES_MAX });
    const id = newId('run');
    await callFunction(as, 'prepare_run', {
      id,
      rail,
      currency,
      cutOff: cutOff.toISOString(),
      preparedBy: by,
      at: at.toISOString(),
      excluded,
      items: items.map((item) => itemParameters(item, { runId: id, actor, at: at.toISOString() })),
    });
    return found(await readRun(as, id));
  },

  prepareDraft: async ({ runId, by, at }) => {
    const run = await lockRun(as, runId, at);
    if (run === undefined) throw new AppError({ code: 'not_found' });
    const decision = decidePrepare(run, await personOf(as, by));
    if ('refused' in decision) throw new AppError(decision.refused);
    await writeRun(as, {
      run,
      at: at.toISOString(),
      change: decision.change,
      actor: { kind: 'user', id: by },
      source: 'web',
      command: null,
    });
    return found(await readRun(as, runId));
  },

  changeItem: async ({ change, runId, itemId, reason, by, at }) => {
    const run = await lockRun(as, runId, at);
    if (run === undefined) throw new AppError({ code: 'not_found' });
    const decision =
      change === 'exclude'
        ? decideExclude(run, { itemId, reason })
        : decideInclude(run, await personOf(as, by), { itemId });
    if ('refused' in decision) throw new AppError(decision.refused);
    const actor: Actor = { kind: 'user', id: by };
    await writeRun(as, { run, at: at.toISOString(), change: decision.change, actor, source: 'web', command: null });
    return found(await readRun(as, runId));
  },
});

const found = (run: RunRecord | undefined): RunRecord => {
  if (run === undefined) throw new AppError({ code: 'not_found' });
  return run;
};

/** `currency` null: in any; `policyIds` null: under any policy; `linesMax`: how many of what can be paid are wanted. */
type Search = {
  currency: string | null;
  policyIds: readonly string[] | null;
  cutOff: Date;
  now: Date;
  linesMax: number;
};

/** Locks first, then looks: of two who prepare at once each line is in the run of one. What was earned first comes first. */
export async function lockCandidates(
  as: Queryable,
  { currency, policyIds, cutOff, now, linesMax }: Search,
): Promise<RunCandidate[]> {
  const until = cutOff.toISOString();
  const ids = await as.$queryRawUnsafe<{ id: string }[]>(
    CHOSEN,
    currency,
    until,
    now.toISOString(),
    policyIds,
    linesMax,
  );
  const wanted = ids.map(({ id }) => id);
  await as.$executeRawUnsafe(
    `SELECT keep_payee(partner_id) FROM (SELECT DISTINCT partner_id FROM commissions WHERE id = ANY($1) ORDER BY partner_id) AS paid`,
    wanted,
  );
  await as.$executeRawUnsafe(
    'SELECT 1 FROM referrals WHERE id IN (SELECT referral_id FROM commissions WHERE id = ANY($1)) ORDER BY id FOR UPDATE',
    wanted,
  );
  await as.$executeRawUnsafe('SELECT 1 FROM commissions WHERE id = ANY($1) ORDER BY id FOR UPDATE', wanted);
  const rows = await as.$queryRawUnsafe<RunLineRow[]>(
    `SELECT ${RUN_LINE_COLUMNS} FROM commissions c ${RUN_LINE_JOINS} WHERE c.id = ANY($3) AND ${CANDIDATES} ORDER BY ${EARNED_FIRST}`,
    currency,
    until,
    wanted,
  );
  return rows.map((row) => ({ ...toRunLine(row, { open: false, now }), partnerId: row.partner_id }));
}

/** As they are by now; the release looks again, under the locks of what is owed. */
export async function readDebts(
  as: Queryable,
  currency: string,
  candidates: readonly RunCandidate[],
): Promise<(partnerId: string) => readonly Debt[]> {
  const rows = await as.$queryRawUnsafe<{ id: string; partner_id: string; owed: bigint }[]>(
    'SELECT d.* FROM unnest($1::text[]) AS p(id), LATERAL debts_of(p.id, $2) AS d ORDER BY d.place',
    [...new Set(candidates.map(({ partnerId }) => partnerId))],
    currency,
  );
  return (partnerId) =>
    rows
      .filter((row) => row.partner_id === partnerId)
      .map(({ id, owed }) => ({ commissionId: id, amount: money(owed, currency) }));
}

type Context = { runId: string; actor: Actor; at: string };

export const itemParameters = (
  { partnerId, amount, lines }: PlannedItem,
  { runId, actor, at }: Context,
): Record<string, unknown> => ({
  id: newId('item'),
  partnerId,
  amountMinor: amount.amountMinor.toString(),
  lines: lines.map((line) => ({
    commissionId: line.commissionId,
    referralId: line.referralId,
    amountMinor: line.amount.amountMinor.toString(),
    event: moneyEvent({
      at,
      type: 'commission.in_run',
      actor,
      source: 'run',
      public: { ...lineFacts(line.commissionId, line.amount), runId },
    }),
  })),
});
