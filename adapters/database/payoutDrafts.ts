import { latestPayoutPeriod, type PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import {
  PERIOD_LINES_MAX,
  planDrafts,
  type DraftCandidate,
  type PlannedDraft,
} from '../../domain/commission/planDrafts.ts';
import { RUN_LINES_MAX, type RunCandidate } from '../../domain/commission/planRun.ts';
import type { RailName } from '../../domain/commission/rails.ts';
import type { PayeeMethod } from '../../domain/payees/account.ts';
import { newId } from '../ids.ts';
import { callFunction, guarded } from './callFunction.ts';
import { allowTime, type Database, type Queryable } from './client.ts';
import { itemParameters, lockCandidates, readDebts } from './payoutDesk.ts';
import type { OpenPeriod, PayoutDrafts } from './payoutDraftsPort.ts';

/** A period may pay many thousand lines. */
const CLOSE_MS = 240_000;

/** So long after the cut-off a period waits for stories that are late, for instance after an outage. */
const STORIES_AWAITED_MS = 24 * 60 * 60_000;

/** Periods that one answer names. */
const PERIODS_MAX = 200;

const SYSTEM = { kind: 'system', id: 'payout_calendar' } as const;

/** @param rails by which this installation pays */
export const createPayoutDrafts = (
  database: Database,
  { rails, linesMax = RUN_LINES_MAX }: { rails: readonly RailName[]; linesMax?: number },
): PayoutDrafts => ({
  openPeriods: ({ at, passedBy }) =>
    guarded(async () => {
      const passed = new Set(passedBy.map(keyOf));
      const periods = (await readUnclosed(database, { at, programId: null })).filter((one) => !passed.has(keyOf(one)));
      const lagging = await Promise.all(periods.map((period) => lags(database, period, at)));
      const open = periods.filter((_period, place) => lagging[place] !== true);
      return open.slice(0, PERIODS_MAX).map(({ policyIds: _ids, payBy: _by, ...period }) => period);
    }),

  close: (period, at) =>
    guarded(() => database.$transaction((as) => close(as, { period, at, rails, linesMax }), { timeout: CLOSE_MS })),

  tellLate: (at) =>
    guarded(async () => {
      const [told] = await database.$queryRaw<{ runs: number }[]>`SELECT tell_late_runs(${at}::timestamptz) AS runs`;
      return told?.runs ?? 0;
    }),

  noteFailure: ({ programId, cutOff, cutOffDay, payDay }, { cause, at }) =>
    guarded(async () => {
      await database.$executeRawUnsafe(
        `INSERT INTO payout_period_failures(program_id, cut_off, cut_off_day, pay_day, cause, since)
         VALUES ($1, $2::timestamptz, $3::date, $4::date, $5, $6::timestamptz)
         ON CONFLICT (program_id, cut_off, pay_day) DO UPDATE SET cause = excluded.cause, times = payout_period_failures.times + 1`,
        ...[programId, cutOff, cutOffDay, payDay, cause, at],
      );
    }),
});

const keyOf = ({ programId, cutOff, payDay }: Pick<OpenPeriod, 'programId' | 'cutOff' | 'payDay'>): string =>
  [programId, cutOff, payDay].join(' ');

type PolicyRow = { id: string; program_id: string; calendar: PayoutCalendar };

/** `policyIds`: the versions of the policy of the program that pay by it; `payBy`: as ISO 8601. */
type UnclosedPeriod = OpenPeriod & { policyIds: string[]; payBy: string };

/** The latest period of every calendar in use that is over and not closed, of one program or of all. */
async function readUnclosed(
  as: Queryable,
  { at, programId }: { at: string; programId: string | null },
): Promise<UnclosedPeriod[]> {
  const policies = await as.$queryRawUnsafe<PolicyRow[]>(
    `SELECT id, program_id, body->'payoutCalendar' AS calendar FROM policy_versions
     WHERE $1::text IS NULL OR program_id = $1 ORDER BY program_id, id`,
    programId,
  );
  const periods = new Map<string, UnclosedPeriod>();
  for (const { id, program_id: program, calendar } of policies) {
    const { cutOff, cutOffDay, payDay, payBy } = latestPayoutPeriod(calendar, new Date(at));
    const period = { programId: program, cutOff: cutOff.toISOString(), cutOffDay, payDay };
    const known = periods.get(keyOf(period));
    if (known === undefined) periods.set(keyOf(period), { ...period, payBy: payBy.toISOString(), policyIds: [id] });
    else known.policyIds.push(id);
  }
  const all = [...periods.values()];
  const closed = await as.$queryRawUnsafe<{ place: number }[]>(
    `SELECT o.place::int FROM unnest($1::text[], $2::timestamptz[], $3::date[]) WITH ORDINALITY AS o(program_id, cut_off, pay_day, place)
     JOIN payout_periods USING (program_id, cut_off, pay_day)`,
    all.map((period) => period.programId),
    all.map(({ cutOff }) => cutOff),
    all.map(({ payDay }) => payDay),
  );
  const places = new Set(closed.map(({ place }) => place - 1));
  return all.filter((_period, place) => !places.has(place));
}

/** A line whose hold was over by the cut-off belongs to the period, though its story has not said so yet: it is waited for. */
async function lags(as: Queryable, { policyIds, cutOff }: UnclosedPeriod, at: string): Promise<boolean> {
  if (Date.parse(at) - Date.parse(cutOff) > STORIES_AWAITED_MS) return false;
  const [found] = await as.$queryRawUnsafe<{ lags: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM commissions c JOIN referrals r ON r.id = c.referral_id
       WHERE c.state = 'holding' AND c.payable_from <= $1::timestamptz AND r.policy_version_id = ANY($2::text[])) AS lags`,
    cutOff,
    policyIds,
  );
  return found?.lags === true;
}

type Closing = { period: OpenPeriod; at: string; rails: readonly RailName[]; linesMax: number };

/** Whoever writes the row of the period makes its drafts: another one waits for it, and then finds it written. */
async function close(as: Queryable, { period, at, rails, linesMax }: Closing): Promise<number> {
  await allowTime(as, CLOSE_MS);
  const { programId, payDay } = period;
  const unclosed = (await readUnclosed(as, { at, programId })).find((one) => keyOf(one) === keyOf(period));
  if (unclosed === undefined) return 0;
  const isOurs = await as.$executeRawUnsafe(
    `INSERT INTO payout_periods(program_id, cut_off, pay_day, closed_at) VALUES ($1, $2::timestamptz, $3::date, $4::timestamptz)
     ON CONFLICT DO NOTHING`,
    programId,
    period.cutOff,
    payDay,
    at,
  );
  if (isOurs === 0) return 0;
  const cutOff = new Date(period.cutOff);
  const { policyIds } = unclosed;
  const search = { currency: null, policyIds, cutOff, now: new Date(at), linesMax: PERIOD_LINES_MAX };
  const lines = await lockCandidates(as, search);
  const candidates = await withDraftFacts(as, lines);
  const debts = new Map<string, Awaited<ReturnType<typeof readDebts>>>();
  for (const currency of new Set(lines.map(({ amount }) => amount.currency))) {
    debts.set(currency, await readDebts(as, currency, lines));
  }
  const debtsOf = (partnerId: string, currency: string) => debts.get(currency)?.(partnerId) ?? [];
  const drafts = planDrafts(candidates, { cutOff, rails, debtsOf, linesMax });
  for (const draft of drafts) await writeDraft(as, draft, { period: unclosed, at });
  return drafts.length;
}

async function writeDraft(
  as: Queryable,
  { rail, currency, items, excluded, part }: PlannedDraft,
  { period, at }: { period: UnclosedPeriod; at: string },
): Promise<void> {
  const { programId, cutOff, cutOffDay, payDay, payBy } = period;
  const id = newId('run');
  await callFunction(as, 'prepare_run', {
    id,
    rail,
    currency,
    cutOff,
    period: { programId, cutOffDay, payDay, payBy, part },
    at,
    excluded,
    items: items.map((item) => itemParameters(item, { runId: id, actor: SYSTEM, at })),
  });
}

type FactsRow = { id: string; method: PayeeMethod | null; ready_since: Date | null };

async function withDraftFacts(as: Queryable, lines: readonly RunCandidate[]): Promise<DraftCandidate[]> {
  const rows = await as.$queryRawUnsafe<FactsRow[]>(
    `SELECT c.id, (SELECT v.method FROM payee_in_force(c.partner_id) f JOIN payee_versions v ON v.id = f.id) AS method,
       CASE c.state WHEN 'approved' THEN (SELECT max(a.at) FROM commission_approvals a
           WHERE a.commission_id = c.id AND a.content_hash = c.content_hash)
         WHEN 'returned' THEN (SELECT max(i.returned_on)::timestamptz FROM payout_item_lines l JOIN payout_items i ON i.id = l.item_id
           WHERE l.commission_id = c.id) END AS ready_since
     FROM commissions c WHERE c.id = ANY ($1)`,
    lines.map(({ commissionId }) => commissionId),
  );
  const byLine = new Map(rows.map((row) => [row.id, row]));
  return lines.map((line) => {
    const row = byLine.get(line.commissionId);
    return { ...line, method: row?.method ?? null, readySince: row?.ready_since ?? null };
  });
}
