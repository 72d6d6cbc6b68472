import {
  paidOf,
  type ItemState,
  type Run,
  type RunChange,
  type RunItem,
  type RunLine,
  type RunState,
} from '../../domain/commission/payoutRun.ts';
import { amountFacts, lineFacts, moneyEvent, type MoneyMail } from '../../domain/commission/moneyEvent.ts';
import { money } from '../../domain/money.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import { callFunction } from './callFunction.ts';
import { followCase } from './caseFreezes.ts';
import type { Queryable } from './client.ts';
import { journalParameters } from './journalParameters.ts';
import { EARNED_FIRST, RUN_LINE_COLUMNS, RUN_LINE_JOINS, toRunLine, type RunLineRow } from './runLines.ts';

type RunRow = {
  id: string;
  rail: string;
  currency: string;
  state: RunState;
  prepared_by: string | null;
  cut_off: Date;
  released_at: Date | null;
};
type ItemRow = {
  item_id: string;
  item_partner: string;
  item_state: ItemState;
  item_amount: bigint;
  item_currency: string;
  open: boolean | null;
} & Partial<RunLineRow>;
type DebtRow = { id: string; partner_id: string; owed: bigint };

/** $1: the run, $2: ids of its items, or null for all. */
const NAMED = 'i.run_id = $1 AND ($2::text[] IS NULL OR i.id = ANY($2))';

/**
 * Lock order everywhere: run, payees, referrals by id, lines by id, ledger. With all its items, or some that are named. undefined
 * when there is no such run.
 */
export async function lockRun(
  as: Queryable,
  runId: string,
  now: Date,
  { items = null }: { items?: readonly string[] | null } = {},
): Promise<Run | undefined> {
  const [run] = await as.$queryRawUnsafe<RunRow[]>(
    'SELECT id, rail, currency, state, prepared_by, cut_off, released_at FROM payout_runs WHERE id = $1 FOR UPDATE',
    runId,
  );
  if (run === undefined) return undefined;
  await as.$executeRawUnsafe(
    `SELECT keep_payee(partner_id) FROM (SELECT DISTINCT partner_id FROM payout_items i WHERE ${NAMED} ORDER BY partner_id) AS paid`,
    runId,
    items,
  );
  const taken = `SELECT l.commission_id FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id WHERE ${NAMED}
    UNION SELECT c.id FROM commissions c JOIN payout_items i ON i.partner_id = c.partner_id AND i.currency = c.currency
      WHERE ${NAMED} AND c.clawed_after_minor > 0`;
  await as.$executeRawUnsafe(
    `SELECT 1 FROM referrals WHERE id IN (SELECT referral_id FROM commissions WHERE id IN (${taken})) ORDER BY id FOR UPDATE`,
    runId,
    items,
  );
  await as.$executeRawUnsafe(`SELECT 1 FROM commissions WHERE id IN (${taken}) ORDER BY id FOR UPDATE`, runId, items);
  const rows = await as.$queryRawUnsafe<ItemRow[]>(
    `SELECT i.id AS item_id, i.partner_id AS item_partner, i.state AS item_state, i.amount_minor AS item_amount,
       i.currency AS item_currency, l.open, netted_in(i.id, l.commission_id) AS netted_minor, line.* FROM payout_items i
     LEFT JOIN payout_item_lines l ON l.item_id = i.id
     LEFT JOIN LATERAL (SELECT ${RUN_LINE_COLUMNS} FROM commissions c ${RUN_LINE_JOINS} WHERE c.id = l.commission_id) AS line ON true
     WHERE ${NAMED} ORDER BY i.id, ${EARNED_FIRST}`,
    runId,
    items,
  );
  // Only now, under the locks: what was netted by another run meanwhile is owed no more.
  const debts = await as.$queryRawUnsafe<DebtRow[]>(
    `SELECT d.* FROM (SELECT DISTINCT i.partner_id, i.currency FROM payout_items i JOIN payout_runs r ON r.id = i.run_id
       WHERE r.id = $1 AND r.state IN ('draft', 'prepared')) AS i, LATERAL debts_of(i.partner_id, i.currency) AS d ORDER BY d.place`,
    runId,
  );
  const { prepared_by: preparedBy, cut_off: cutOff, released_at: releasedAt, ...rest } = run;
  return { ...rest, preparedBy, cutOff, releasedAt, items: itemsOf(rows, debts, now) };
}

function itemsOf(rows: readonly ItemRow[], debts: readonly DebtRow[], now: Date): RunItem[] {
  const items = new Map<string, Omit<RunItem, 'lines'> & { lines: RunLine[] }>();
  for (const row of rows) {
    const { item_id: id, item_partner: partnerId, item_state: state } = row;
    const item = items.get(id) ?? {
      ...{ id, partnerId, state, lines: [] },
      amount: money(row.item_amount, row.item_currency),
      debts: debts
        .filter((debt) => debt.partner_id === partnerId)
        .map((debt) => ({ commissionId: debt.id, amount: money(debt.owed, row.item_currency) })),
    };
    items.set(id, item);
    if (isLine(row)) item.lines.push(toRunLine(row, { open: row.open === true, now }));
  }
  return [...items.values()];
}

const isLine = (row: ItemRow): row is ItemRow & RunLineRow =>
  row.commission_id !== undefined && (row.commission_id as string | null) !== null;

type Command = { rowId: string; name: string; actor: Actor; source: string; payload: Record<string, unknown> };
type WriteArgs = { run: Run; at: string; change: RunChange; actor: Actor; source: string; command: Command | null };

/** Writes a change of a locked run, with the events, mails and signals that follow from it. */
export async function writeRun(as: Queryable, { run, at, change, actor, source, command }: WriteArgs): Promise<void> {
  const items = new Map(change.items.map((item) => [item.id, item]));
  await callFunction(as, 'write_run', {
    runId: run.id,
    at,
    run: change.run,
    items: change.items.map(({ amount, ...item }) => ({ ...item, amountMinor: amount.amountMinor.toString() })),
    lines: change.lines.map(({ item, line, state, open, reason }) => ({
      itemId: item,
      commissionId: line.commissionId,
      referralId: line.referralId,
      amountMinor: line.amount.amountMinor.toString(),
      state,
      open,
      excluded: reason === null ? null : { commissionId: line.commissionId, reason },
      event: moneyEvent({
        at,
        type: isRefused(items.get(item)) ? 'commission.not_paid' : `commission.${state}`,
        actor,
        source,
        public: { ...lineFacts(line.commissionId, line.amount), runId: run.id },
      }),
      mail: mailAbout(state, line, items.get(item)),
    })),
    nettings: (change.nettings ?? []).map(({ amount, ...netting }) => ({
      ...netting,
      amountMinor: amount.amountMinor.toString(),
    })),
    journals: change.journals.map(journalParameters),
    signals: signalsOf(change),
    statement: change.statement ?? null,
    command: command === null ? null : answerParameters(run.id, command),
  });
  await stopContested(as, change, at);
}

/** What was on its way when a case about its amount was opened could not be stopped; once it is back, it is. */
async function stopContested(as: Queryable, { lines }: RunChange, at: string): Promise<void> {
  const back = new Set(lines.flatMap(({ line, state }) => (state === 'returned' ? [line.referralId] : [])));
  if (back.size === 0) return;
  const cases = await as.$queryRawUnsafe<{ referralId: string; caseId: string }[]>(
    'SELECT id AS "referralId", unnest(cases_that_stop(id)) AS "caseId" FROM unnest($1::text[]) AS id ORDER BY 1, 2',
    [...back],
  );
  for (const one of cases) await followCase(as, { ...one, kind: 'commission', at, undecided: true });
}

type ItemChange = RunChange['items'][number];

const isRefused = (item: ItemChange | undefined): boolean => item?.state === 'refused';

function mailAbout(state: CommissionState, line: RunLine, item: ItemChange | undefined): MoneyMail | null {
  const about = { receiver: { kind: 'submitter' } } as const;
  const paid = amountFacts(paidOf(line));
  if (state === 'paid' && paid.amountMinor === 0)
    return { ...about, text: 'commission_netted', facts: amountFacts(line.amount) };
  if (item?.bank === undefined) return null;
  const { on, reference, reason: reasonCode } = item.bank;
  const netted = line.nettedMinor > 0n ? { nettedMinor: Number(line.nettedMinor) } : {};
  if (state === 'paid')
    return { ...about, text: 'commission_paid', facts: { ...paid, ...netted, settledOn: on, reference } };
  if (isRefused(item)) return { ...about, text: 'commission_not_paid', facts: { ...paid, reasonCode } };
  if (state === 'returned')
    return { ...about, text: 'commission_returned', facts: { ...paid, returnedOn: on, reasonCode } };
  return null;
}

/** One signal per item and referral: each story hears of its own lines only. */
function signalsOf({ lines }: RunChange): { referralId: string; args: Record<string, unknown> }[] {
  const told = lines.flatMap(({ item, line, state }) =>
    state === 'paid' || state === 'returned' ? [{ item, line, outcome: state }] : [],
  );
  const byStory = new Map<string, typeof told>();
  for (const one of told) {
    const key = `${one.item} ${one.line.referralId}`;
    const own = byStory.get(key);
    if (own === undefined) byStory.set(key, [one]);
    else own.push(one);
  }
  return [...byStory.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { item: itemId, outcome, line } = first;
    const eventId = `${outcome === 'paid' ? 'settled' : outcome}:${itemId}`;
    const commissionIds = own.map((one) => one.line.commissionId);
    return [{ referralId: line.referralId, args: { eventId, itemId, outcome, commissionIds } }];
  });
}

const answerParameters = (runId: string, { rowId, ...command }: Command): Record<string, unknown> => ({
  ...command,
  id: rowId,
  workflowId: `payout-run:${runId}`,
  runId,
  state: 'done',
  code: null,
  facts: {},
});

/** A refusal changes nothing but the answer of its command. */
export const refuseRunCommand = (
  as: Queryable,
  args: {
    runId: string;
    at: string;
    command: Command;
    refused: { code: string; facts: Readonly<Record<string, unknown>> };
  },
): Promise<boolean> =>
  callFunction(
    as,
    'answer_any_command',
    { ...answerParameters(args.runId, args.command), state: 'refused', ...args.refused },
    new Date(args.at),
  );
