import { createHash } from 'node:crypto';
import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createPayoutDesk } from '../../adapters/database/payoutDesk.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import { createStatements } from '../../adapters/database/statements.ts';
import type { StatementLine } from '../../domain/commission/statementLine.ts';
import type { RunRecord } from '../../adapters/database/moneyReadsPort.ts';
import { newId } from '../../adapters/ids.ts';
import { createBuiltInRails } from '../../adapters/rails/builtIn.ts';
import type { Rails } from '../../adapters/rails/port.ts';
import { inActivityContext } from './inActivityContext.ts';
import { payeesOf, testVault } from './payees.ts';
import type { MoneyWorld, StaffName } from './moneyWorld.ts';

export const PAY_DAY = '2027-02-15T09:00:00.000Z';

/** The two processes with their own grants and nothing more. */
export type Processes = { api: Database; worker: Database; close(): Promise<void> };

export function openProcesses({ url }: MoneyWorld): Processes {
  const api = createDatabase({ url, role: 'fairlead_api', connections: 3 });
  const worker = createDatabase({ url, role: 'fairlead_worker', connections: 4 });
  return {
    api,
    worker,
    close: async () => {
      await Promise.all([api.$disconnect(), worker.$disconnect()]);
    },
  };
}

export const runActivities = (worker: Database, change: { rails?: Rails; acceptRawSignals?: boolean } = {}) =>
  inActivityContext(
    createPayoutRunActivities({
      runs: createPayoutRuns(worker, testVault),
      rails: createBuiltInRails(worker, payeesOf(worker)),
      acceptRawSignals: true,
      ...change,
    }),
  );

type Wish = { by: string; rail?: string; cutOff?: string; currency?: string };

/** A run as the API prepares it. */
export async function prepareRun(
  api: Database,
  { by, rail = 'csv', cutOff = PAY_DAY, currency = 'EUR' }: Wish,
): Promise<RunRecord> {
  let run: RunRecord | undefined;
  await createPayoutDesk(api, testVault).once(undefined, async (writes) => {
    run = await writes.prepare({ rail, currency, cutOff: new Date(cutOff), by, at: new Date(PAY_DAY) });
    return { status: 201, headers: {}, text: '' };
  });
  if (run === undefined) throw new Error('not prepared');
  return run;
}

export async function changeItem(
  api: Database,
  args: { change: 'exclude' | 'include'; runId: string; itemId: string; by: string },
): Promise<RunRecord> {
  let run: RunRecord | undefined;
  await createPayoutDesk(api, testVault).once(undefined, async (writes) => {
    run = await writes.changeItem({ ...args, reason: 'wrong account', at: new Date(PAY_DAY) });
    return { status: 200, headers: {}, text: '' };
  });
  if (run === undefined) throw new Error('not changed');
  return run;
}

/** A command with a row of ours, as the API stores it before Temporal hears of it. */
export async function storedCommand(
  world: MoneyWorld,
  {
    runId,
    name,
    by,
    payload = {},
  }: { runId: string; name: RunCommand['name']; by: StaffName; payload?: RunCommand['payload'] },
): Promise<RunCommand> {
  const commandId = newId('command');
  const actor = { kind: 'user' as const, id: world.staff[by] };
  await world.database.command.create({
    data: {
      id: commandId,
      workflowId: `payout-run:${runId}`,
      runId,
      name,
      actor,
      payload: { message: payload, texts: {} },
      source: 'web',
    },
  });
  return { commandId, name, actor, payload };
}

/** The bank file as it is stored, opened; null while there is none. */
export async function bankFileOf(database: Database, runId: string): Promise<string | null> {
  const { fileKeyId: keyId, fileSealed: sealed } = await database.payoutRun.findUniqueOrThrow({ where: { id: runId } });
  return keyId === null || sealed === null ? null : testVault.openFile({ keyId, sealed }, runId);
}

/** A statement as the API keeps it before the run takes it in; its lines stand for the file. */
export async function keptStatement(
  api: Database,
  { runId, lines, by }: { runId: string; lines: readonly StatementLine[]; by: string },
): Promise<string> {
  const fileHash = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
  const statement = { runId, fileName: 'statement.csv', fileHash, lines, by, at: new Date(PAY_DAY) };
  return (await createStatements(api).keep(statement)).id;
}

/** Debits less credits of every account, in minor units. */
export async function balancesOf(database: Database): Promise<Record<string, number>> {
  const rows = await database.$queryRaw<{ kind: string; balance: bigint }[]>`
    SELECT a.kind, sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END)::bigint AS balance
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id GROUP BY 1`;
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, Number(balance)]));
}

/** The invariants of docs/money.md, as violations; empty when all hold. */
export async function moneyViolations(database: Database): Promise<string[]> {
  const rows = await database.$queryRaw<{ violation: string }[]>`
    SELECT 'journal ' || journal_id || ' does not balance' AS violation FROM ledger_entries GROUP BY journal_id, currency
      HAVING sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) <> 0
    UNION ALL SELECT 'month ' || period || ' was closed with other balances' FROM ledger_periods
      WHERE closed_at IS NOT NULL AND balances <> ledger_balances(period)
    UNION ALL SELECT 'line ' || c.id || ' is paid but not in exactly one paid item' FROM commissions c WHERE c.state = 'paid' AND 1 <> (
      SELECT count(*) FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id WHERE l.commission_id = c.id AND l.open AND (i.state IN ('paid', 'netted') OR netted_of(c.id) = payable_minor(c)))
    UNION ALL SELECT 'line ' || c.id || ' is paid without its approvals' FROM commissions c
      WHERE c.state = 'paid' AND valid_approvals(c.id, c.content_hash) < c.approvals_required
    UNION ALL SELECT 'item ' || i.id || ' differs from its lines' FROM payout_items i WHERE i.state IN ('released', 'submitted', 'paid', 'netted')
      AND i.amount_minor + (SELECT coalesce(sum(n.amount_minor), 0) FROM nettings n WHERE n.item_id = i.id)
        <> (SELECT sum(l.amount_minor) FROM payout_item_lines l WHERE l.item_id = i.id AND l.open)
    UNION ALL SELECT 'line ' || c.id || ' was netted too much' FROM commissions c
      WHERE repaid_of(c.id) > c.clawed_after_minor OR netted_of(c.id) > payable_minor(c)
    UNION ALL SELECT 'partner ' || b.partner_id || ' owes ' || b.owed::text FROM (
      SELECT a.partner_id, a.currency, sum(CASE e.side WHEN 'debit' THEN e.amount_minor ELSE -e.amount_minor END) AS owed
      FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'partner_receivable' GROUP BY 1, 2) AS b
      WHERE b.owed <> (SELECT sum(c.clawed_after_minor - repaid_of(c.id)) FROM commissions c WHERE c.partner_id = b.partner_id AND c.currency = b.currency)
    UNION ALL SELECT 'documents of line ' || c.id || ' say ' || d.said::text FROM commissions c
      JOIN (SELECT commission_id, sum(amount_minor) AS said FROM document_lines GROUP BY 1) d ON d.commission_id = c.id
      WHERE d.said <> document_target(c) AND NOT EXISTS (SELECT 1 FROM document_lines l JOIN documents o ON o.id = l.document_id WHERE l.commission_id = c.id AND o.invoice_id IS NOT NULL)
    UNION ALL SELECT 'document ' || d.id || ' differs from its lines' FROM documents d
      WHERE d.net_minor <> (SELECT sum(l.amount_minor) FROM document_lines l WHERE l.document_id = d.id)
    UNION ALL SELECT 'documents of ' || year::text || ' have a gap' FROM documents WHERE invoice_id IS NULL GROUP BY year HAVING count(*) <> max(series_no)
    UNION ALL SELECT 'item ' || i.id || ' differs from its rail' FROM payout_items i LEFT JOIN rail_payments m ON m.item_id = i.id
      WHERE i.state IN ('submitted', 'paid', 'returned') AND m.amount_minor IS DISTINCT FROM i.amount_minor
    UNION ALL SELECT 'rail ' || r.paid::text || ' is not bank ' || b.credited::text FROM
      (SELECT coalesce(sum(amount_minor), 0) AS paid FROM payout_items WHERE state = 'paid') r,
      (SELECT coalesce(sum(CASE e.side WHEN 'credit' THEN e.amount_minor ELSE -e.amount_minor END), 0) AS credited
        FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'bank') b WHERE r.paid <> b.credited`;
  return rows.map(({ violation }) => violation);
}
