import { latestPayoutPeriod, type PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import { planDrafts, type DraftCandidate, type PlannedDraft } from '../../domain/commission/planDrafts.ts';
import type { RunCandidate } from '../../domain/commission/planRun.ts';
import type { RailName } from '../../domain/commission/rails.ts';
import type { PayeeMethod } from '../../domain/payees/account.ts';
import { newId } from '../ids.ts';
import { callFunction, databaseError } from './callFunction.ts';
import { allowTime, type Database, type Queryable } from './client.ts';
import { itemParameters, lockCandidates, readDebts } from './payoutDesk.ts';
import type { OpenPeriod, PayoutDrafts } from './payoutDraftsPort.ts';

/** A period may pay ten thousand lines. */
const CLOSE_MS = 80_000;

/** So long after the cut-off a period waits for stories that are late, for instance after an outage. */
const STORIES_AWAITED_MS = 24 * 60 * 60_000;

const SYSTEM = { kind: 'system', id: 'payout_calendar' } as const;

/** @param rails by which this installation pays */
export const createPayoutDrafts = (database: Database, rails: readonly RailName[]): PayoutDrafts => ({
  openPeriods: async (at) => {
    try {
      return await readOpenPeriods(database, new Date(at));
    } catch (error) {
      throw databaseError(error);
    }
  },

  close: async (period, at) => {
    try {
      return await database.$transaction((as) => close(as, { period, at, rails }), { timeout: CLOSE_MS });
    } catch (error) {
      throw databaseError(error);
    }
  },
});

type PolicyRow = { id: string; program_id: string; calendar: PayoutCalendar };

async function readOpenPeriods(as: Queryable, at: Date): Promise<OpenPeriod[]> {
  const policies = await as.$queryRawUnsafe<PolicyRow[]>(
    `SELECT id, program_id, body->'payoutCalendar' AS calendar FROM policy_versions ORDER BY program_id, id`,
  );
  const periods = new Map<string, OpenPeriod & { policyIds: string[] }>();
  for (const { id, program_id: programId, calendar } of policies) {
    const { cutOff, cutOffDay, payDay } = latestPayoutPeriod(calendar, at);
    const key = [programId, cutOff.toISOString(), payDay].join(' ');
    const known = periods.get(key);
    if (known === undefined)
      periods.set(key, { programId, cutOff: cutOff.toISOString(), cutOffDay, payDay, policyIds: [id] });
    else known.policyIds.push(id);
  }
  const all = [...periods.values()];
  const closed = await as.$queryRawUnsafe<{ place: number }[]>(
    `SELECT o.place::int FROM unnest($1::text[], $2::timestamptz[], $3::date[]) WITH ORDINALITY AS o(program_id, cut_off, pay_day, place)
     JOIN payout_periods USING (program_id, cut_off, pay_day)`,
    all.map(({ programId }) => programId),
    all.map(({ cutOff }) => cutOff),
    all.map(({ payDay }) => payDay),
  );
  const places = new Set(closed.map(({ place }) => place - 1));
  const open = all.filter((_period, place) => !places.has(place));
  const lagging = await Promise.all(open.map((period) => lags(as, period, at)));
  return open.filter((_period, place) => lagging[place] !== true);
}

/** A line whose hold was over by the cut-off belongs to the period, though its story has not said so yet: it is waited for. */
async function lags(as: Queryable, { policyIds, cutOff }: OpenPeriod, at: Date): Promise<boolean> {
  if (at.getTime() - Date.parse(cutOff) > STORIES_AWAITED_MS) return false;
  const [found] = await as.$queryRawUnsafe<{ lags: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM commissions c JOIN referrals r ON r.id = c.referral_id
       WHERE c.state = 'holding' AND c.payable_from <= $1::timestamptz AND r.policy_version_id = ANY($2::text[])) AS lags`,
    cutOff,
    policyIds,
  );
  return found?.lags === true;
}

type Closing = { period: OpenPeriod; at: string; rails: readonly RailName[] };

/** Whoever writes the row of the period makes its drafts: another one waits for it, and then finds it written. */
async function close(as: Queryable, { period, at, rails }: Closing): Promise<number> {
  await allowTime(as, CLOSE_MS);
  const { programId, policyIds, payDay } = period;
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
  const lines = await lockCandidates(as, { currency: null, policyIds, cutOff, now: new Date(at) });
  const candidates = await withDraftFacts(as, lines);
  const debts = new Map<string, Awaited<ReturnType<typeof readDebts>>>();
  for (const currency of new Set(lines.map(({ amount }) => amount.currency))) {
    debts.set(currency, await readDebts(as, currency, lines));
  }
  const debtsOf = (partnerId: string, currency: string) => debts.get(currency)?.(partnerId) ?? [];
  const drafts = planDrafts(candidates, { cutOff, rails, debtsOf });
  for (const draft of drafts) await writeDraft(as, draft, { period, at });
  return drafts.length;
}

async function writeDraft(
  as: Queryable,
  { rail, currency, items, excluded }: PlannedDraft,
  { period, at }: Omit<Closing, 'rails'>,
): Promise<void> {
  const { programId, cutOff, cutOffDay, payDay } = period;
  const id = newId('run');
  await callFunction(as, 'prepare_run', {
    id,
    rail,
    currency,
    cutOff,
    period: { programId, cutOffDay, payDay },
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
