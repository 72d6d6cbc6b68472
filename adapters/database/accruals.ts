import type { Exclusion } from '../../domain/approval/separation.ts';
import type { Counter, Spending } from '../../domain/commission/caps.ts';
import type { RuleFacts } from '../../domain/commission/conditions.ts';
import type { ConfirmedRate } from '../../domain/commission/conversion.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import { amountFacts, lineFacts, moneyEvent, type MoneyMail } from '../../domain/commission/moneyEvent.ts';
import { standInFor, type PlanRule } from '../../domain/commission/plan.ts';
import { sharesOf, type Share } from '../../domain/commission/split.ts';
import { AppError } from '../../domain/errors.ts';
import { moneyFromJson } from '../../domain/money.ts';
import { journalFor } from '../../domain/ledger/postings.ts';
import type { DealProgress } from '../../domain/commission/triggers.ts';
import type { Policy } from '../../domain/policy.ts';
import { newId } from '../ids.ts';
import { callFunction, callProcedure, guarded } from './callFunction.ts';
import { followCase } from './caseFreezes.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { readStoryLines, toRefund, type RefundRow } from './lineFacts.ts';
import { journalParameters } from './journalParameters.ts';
import type { Accrual, AccrualFacts, CountersToHold, Lines, NewLine, WaitingLine } from './moneyPort.ts';

type PinnedRow = {
  partner_id: string;
  payee_id: string;
  split: { partnerId: string; basisPoints: number } | null;
  program_id: string;
  policy: Policy;
  plan_version_id: string | null;
  rules: PlanRule[] | null;
  drafted_by: string | null;
  rule_facts: RuleFacts;
  payee_fingerprint: string | null;
  exclusions: Exclusion[] | null;
  stopped_by: string[];
  payout_currency: string;
  won_by_another: boolean;
  rates: ConfirmedRate[];
  waiting: WaitingLine[];
  known: string[];
  accrued: AccrualFacts['accrued'];
  rejected: string[];
  ended: AccrualFacts['ended'];
  seen: AccrualFacts['seen'];
  payments: { id: string; amountMinor: string; on: string; refundedBefore: string }[];
  refunds: RefundRow[];
  progress: Record<keyof DealProgress, string>;
};

/** A deal has one rule per kind; two lines of it, as of a split, may be of different periods. */
const nameOf = ({ kind, sort, from }: Counter): string => `${kind} ${sort} ${from ?? 'ever'}`;

/** Where nothing of other lines matters, no case stops it and one partner is owed it, it is one call; else all that is one transaction. */
export const createAccrue =
  (database: Database): Lines['accrue'] =>
  async (hold, accrualsOf) => {
    const { counters, stoppedBy } = hold;
    return guarded(async () => {
      if (counters.length === 0 && stoppedBy.length === 0) {
        const [only, ...others] = accrualsOf(nothingSpent);
        if (only !== undefined && others.length === 0) return await write(database, only);
      }
      return await database.$transaction(async (transaction) => {
        const accruals = accrualsOf(counters.length === 0 ? nothingSpent : await holdCounters(transaction, hold));
        await keepPayees(transaction, accruals);
        let lines: StoryLine[] = [];
        for (const accrual of accruals) lines = await write(transaction, accrual);
        const [first] = accruals;
        if (stoppedBy.length === 0 || first === undefined) return lines;
        for (const caseId of stoppedBy) {
          await followCase(transaction, { ...first, caseId, kind: 'commission', undecided: true });
        }
        return readStoryLines(transaction, first);
      });
    });
  };

const nothingSpent = (): bigint => 0n;

/** All of them before the referral, in the order in which a run keeps its payees. */
async function keepPayees(transaction: Transaction, accruals: readonly Accrual[]): Promise<void> {
  for (const partnerId of accruals.map((accrual) => accrual.partnerId).sort())
    await callProcedure(transaction, 'keep_payee', partnerId);
}

/** What others have taken of what these lines share; held until the transaction ends. */
export async function holdCounters(transaction: Transaction, hold: CountersToHold): Promise<Spending['spentOf']> {
  const spent = await callFunction<Record<string, string>>(transaction, 'hold_counters', holdParameters(hold));
  return (counter) => BigInt(spent[nameOf(counter)] ?? '0');
}

const write = (database: Queryable, accrual: Accrual): Promise<StoryLine[]> =>
  callFunction<StoryLine[]>(database, 'accrue_commissions', accrualParameters(accrual));

const holdParameters = ({ counters, stoppedBy: _, ...deal }: CountersToHold): Record<string, unknown> => ({
  ...deal,
  counters: counters.map((counter) => {
    const { kind, sort, currency, from, to, above } = counter;
    return { name: nameOf(counter), kind, sort, currency, from, to, above };
  }),
});

function accrualParameters({ lines, nothingLeft, ...accrual }: Accrual): Record<string, unknown> {
  const { at, partnerId, payableFrom } = accrual;
  const parameters = ({ amount, id: known, ...line }: NewLine): Record<string, unknown> => {
    const id = known ?? newId('commission');
    const isOwed = line.state === 'holding';
    return {
      ...line,
      id,
      amountMinor: amount.amountMinor.toString(),
      currency: amount.currency,
      journal: isOwed ? journalParameters(journalFor({ kind: 'accrued', source: id, partnerId, amount })) : null,
      event: moneyEvent({
        at,
        type: `commission.${line.state}`,
        actor: { kind: 'system', id: 'plan' },
        source: 'story',
        public: { ...lineFacts(id, amount), ...furtherFacts(line, payableFrom) },
      }),
    };
  };
  return { ...accrual, lines: lines.map(parameters), nothingLeft: nothingLeft.map((line) => leftOut(line, at)) };
}

/** What the entry of a line says besides its amount. */
function furtherFacts({ state, payoutCurrency, explanation }: Omit<NewLine, 'amount' | 'id'>, payableFrom: string) {
  if (state === 'holding') return { payableFrom };
  return payoutCurrency === null ? { awaits: explanation.trigger } : { payoutCurrency };
}

function leftOut(left: Accrual['nothingLeft'][number], at: string): Record<string, unknown> {
  const { id, reason: reasonCode } = left;
  const amount = moneyFromJson(left.amount);
  const actor = { kind: 'system' as const, id: 'plan' };
  return {
    id,
    reasonCode,
    event: moneyEvent({
      at,
      type: 'commission.rejected',
      actor,
      source: 'story',
      reasonCode,
      public: lineFacts(id, amount),
    }),
    mail: {
      text: 'commission_rejected',
      receiver: { kind: 'submitter' },
      facts: { ...amountFacts(amount), reasonCode },
    } satisfies MoneyMail,
  };
}

type Asked = { referralId: string; dealId: string; at: string };

/** What the referral pinned on the day of receipt, and what its money is converted with; once per partner that it is owed to. */
export function readAccrualFacts(database: Database, asked: Asked): Promise<[AccrualFacts, ...AccrualFacts[]]> {
  return guarded(async () => {
    const row = await readPinned(database, asked, null);
    if (row.split === null) return [toFacts(row, null)];
    const { referrer, partner } = sharesOf(row.split.basisPoints);
    return [toFacts(row, referrer), toFacts(await readPinned(database, asked, row.split.partnerId), partner)];
  });
}

/** `payeeId`: null for the partner that referred the company. What is owed for the introduction is that partner's alone. */
async function readPinned(
  database: Database,
  { referralId, dealId, at }: Asked,
  payeeId: string | null,
): Promise<PinnedRow> {
  const [row] = await database.$queryRaw<PinnedRow[]>`
    SELECT r.partner_id, a.id AS payee_id, r.program_id, p.body AS policy, v.id AS plan_version_id, v.rules, v.drafted_by, rule_facts(r) AS rule_facts,
      CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('partnerId', s.partner_id, 'basisPoints', s.basis_points) END AS split,
      payee_fingerprint(a.id) AS payee_fingerprint,
      (SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM (
        SELECT user_id, reason FROM payee_exclusions(a.id) UNION ALL SELECT user_id, reason FROM deal_exclusions(${dealId})
        UNION ALL SELECT s.proposed_by, 'proposed_split' WHERE s.id IS NOT NULL) AS e) AS exclusions,
      cases_that_stop(r.id) AS stopped_by, won_by_another(${dealId}, r.id) AS won_by_another, coalesce(a.payout_currency, g.currency) AS payout_currency,
      usable_rates(coalesce(a.payout_currency, g.currency), ${at}::timestamptz) AS rates,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id,
          'waitsFor', CASE WHEN awaited_trigger(c) IS NULL THEN 'rate' ELSE 'trigger' END, 'accrualKey', c.accrual_key, 'kind', c.kind,
          'amount', jsonb_build_object('amount', c.amount_minor, 'currency', c.currency), 'explanation', c.explanation) ORDER BY c.id)
        FROM commissions c WHERE c.referral_id = r.id AND c.partner_id = a.id AND c.deal_id = ${dealId} AND c.state = 'waiting_trigger'), '[]') AS waiting,
      ARRAY(SELECT c.accrual_key FROM commissions c WHERE c.referral_id = r.id AND c.partner_id = a.id) AS known,
      ARRAY(SELECT c.accrual_key FROM commissions c WHERE c.referral_id = r.id AND c.partner_id = a.id AND c.state = 'rejected'
        AND NOT ended_by_plan(c) AND NOT has_accrued(c)) AS rejected,
      coalesce((SELECT jsonb_agg(jsonb_build_object('accrualKey', c.accrual_key, 'accruedAt', iso_ms(c.accrued_at),
          'explanation', jsonb_build_object('steps', c.explanation->'steps')) ORDER BY c.id)
        FROM commissions c WHERE c.referral_id = r.id AND c.deal_id = ${dealId} AND has_accrued(c)), '[]') AS accrued,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'accrualKey', c.accrual_key)) FROM commissions c
        WHERE c.referral_id = r.id AND c.partner_id = a.id AND c.deal_id = ${dealId} AND ended_by_plan(c)), '[]') AS ended,
      r.payments_seen AS seen,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'amountMinor', d.amount_minor::text,
          'on', to_char(d.moved_on, 'YYYY-MM-DD'), 'refundedBefore', d.refunded_minor::text) ORDER BY d.place) FROM deal_payments d
        WHERE d.deal_key = deal_key(${dealId}) AND d.kind = 'paid'), '[]') AS payments,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'amount', f.amount_minor, 'currency', f.currency,
          'refundedOn', to_char(f.refunded_on, 'YYYY-MM-DD')) ORDER BY f.place) FROM deal_refunds f
        WHERE f.deal_key = deal_key(${dealId})), '[]') AS refunds,
      deal_progress(${dealId}) AS progress
    FROM referrals r JOIN policy_versions p ON p.id = r.policy_version_id JOIN programs g ON g.id = r.program_id
    JOIN partners a ON a.id = coalesce(${payeeId}, r.partner_id) LEFT JOIN plan_versions v ON v.id = r.plan_version_id
    LEFT JOIN referral_splits s ON s.referral_id = r.id AND s.state = 'agreed' AND ${dealId} <> ${standInFor('lead', referralId)}
    WHERE r.id = ${referralId}`;
  if (row === undefined) throw new AppError({ code: 'not_found', detail: referralId });
  return row;
}

function toFacts(row: PinnedRow, share: Share | null): AccrualFacts {
  const { plan_version_id: versionId, rules, drafted_by: draftedBy } = row;
  return {
    partnerId: row.partner_id,
    payeeId: row.payee_id,
    share,
    programId: row.program_id,
    policy: row.policy,
    ruleFacts: row.rule_facts,
    payeeFingerprint: row.payee_fingerprint,
    exclusions: row.exclusions ?? [],
    stoppedBy: row.stopped_by,
    payoutCurrency: row.payout_currency,
    wonByAnother: row.won_by_another,
    rates: row.rates,
    waiting: row.waiting,
    known: row.known,
    accrued: row.accrued,
    rejected: row.rejected,
    ended: row.ended,
    seen: row.seen,
    payments: row.payments.map(({ amountMinor, refundedBefore, ...payment }) => ({
      ...payment,
      amountMinor: BigInt(amountMinor),
      refundedBefore: BigInt(refundedBefore),
    })),
    refunds: row.refunds.map(toRefund),
    progress: { invoiced: BigInt(row.progress.invoiced), paid: BigInt(row.progress.paid) },
    plan: versionId === null || rules === null || draftedBy === null ? null : { versionId, rules, draftedBy },
  };
}
