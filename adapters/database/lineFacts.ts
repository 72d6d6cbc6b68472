import type { Exclusion, RunAround } from '../../domain/approval/separation.ts';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import type { DealRefund } from '../../domain/commission/refunds.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { ShareStep } from '../../domain/commission/split.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import { isErrorCode, type ErrorFacts } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { guarded } from './callFunction.ts';
import type { Queryable } from './client.ts';
import type { ClawbackFacts, DecisionFacts, StoredLine } from './moneyPort.ts';

type LineRow = {
  id: string;
  referral_id: string;
  partner_id: string;
  kind: string;
  part: { received: number; before: number } | null;
  share: ShareStep | null;
  state: CommissionState;
  payable_minor: bigint;
  amount_minor: bigint;
  clawed_before_minor: bigint;
  clawed_after_minor: bigint;
  netted: bigint;
  repaid: bigint;
  accrued_at: Date;
  currency: string;
  payable_from: Date;
  hold_over: boolean;
  content_hash: string;
  approvals_required: number | null;
  frozen_for: string[];
  freeze_reason: string | null;
  promise: StoredLine['promise'];
  run: RunAround;
  version: number;
  adjusts: string | null;
  reduces: boolean;
  correction_id: string | null;
  gross_minor: bigint | null;
  more_waits: boolean;
  corrected_minor: bigint | null;
  corrected: LineExplanation | null;
  earned_by_worth: bigint | null;
  adjustable: boolean;
  deducted: bigint;
  deductions_proposed: bigint;
  plan_version_id: string;
  rule_index: number;
  approved_by: string[] | null;
  exclusions: Exclusion[] | null;
};

type FactsRow = LineRow & {
  story_line: StoryLine;
  roles: string[] | null;
  active: boolean | null;
  answered: { state: string; code: string | null; detail: ErrorFacts | null } | null;
};

/** A line (alias `c`) with everything a decision about it needs. */
const COLUMNS = `c.id, c.referral_id, c.partner_id, c.kind, received_part(c) AS part,
  CASE WHEN share_step(c)->'of'->>'currency' = c.currency THEN share_step(c) END AS share, c.state, payable_minor(c), c.amount_minor,
  c.clawed_before_minor, c.clawed_after_minor, netted_of(c.id) AS netted, repaid_of(c.id) AS repaid, c.accrued_at, c.currency, c.payable_from, c.hold_over, c.content_hash,
  c.approvals_required, c.frozen_for, c.freeze_reason, run_around(c.id) AS run, c.version,
  c.adjusts, c.reduces, c.correction_id, (c.explanation->'gross'->>'amount')::bigint AS gross_minor, c.explanation ? 'moreWaits' AS more_waits, c.corrected_minor, c.corrected, earned_by_worth(c), is_adjustable(c) AS adjustable, deducted_of(c.id) AS deducted, proposed_deductions(c.id) AS deductions_proposed,
  c.plan_version_id, (c.explanation->>'ruleIndex')::int AS rule_index,
  CASE WHEN approval_runs(c) THEN jsonb_build_object('from', iso_ms(c.approve_from), 'by', iso_ms(c.approve_by),
    'firstBy', iso_ms(c.approve_from + approval_length(c.referral_id))) END AS promise,
  (SELECT array_agg(DISTINCT a.user_id) FROM commission_approvals a WHERE a.commission_id = c.id AND a.content_hash = c.content_hash)
    AS approved_by,
  (SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM commission_exclusions e
    WHERE e.commission_id = c.id) AS exclusions`;

type Asked = { referralId: string; commissionId: string; userId: string; commandId: string };

export async function readDecisionFacts(as: Queryable, asked: Asked): Promise<DecisionFacts | undefined> {
  return guarded(async () => {
    const [row] = await as.$queryRawUnsafe<FactsRow[]>(
      `SELECT ${COLUMNS}, story_line(c) AS story_line, u.roles, u.active,
        (SELECT jsonb_build_object('state', m.state, 'code', m.code, 'detail', m.detail) FROM commands m
          WHERE m.id = $3 AND m.state IN ('done', 'refused')) AS answered
      FROM commissions c LEFT JOIN users u ON u.id = $4 WHERE c.id = $1 AND c.referral_id = $2`,
      asked.commissionId,
      asked.referralId,
      asked.commandId,
      asked.userId,
    );
    if (row === undefined) return undefined;
    return {
      line: toStoredLine(row),
      storyLine: row.story_line,
      person: { userId: asked.userId, roles: row.roles ?? [], active: row.active ?? false },
      firstAnswer: row.answered === null ? null : toAnswer(row.answered),
    };
  });
}

/** The lines of one deal as its story keeps them. */
export async function readStoryLines(
  as: Queryable,
  { referralId, dealId }: { referralId: string; dealId: string },
): Promise<StoryLine[]> {
  return guarded(async () => {
    const [row] = await as.$queryRawUnsafe<{ lines: StoryLine[] }[]>(
      'SELECT story_lines($1, $2) AS lines',
      referralId,
      dealId,
    );
    return row?.lines ?? [];
  });
}

/** What the refunds of a deal meet: its lines for this referral, the deal itself, and how long a refund counts. */
export async function readClawbackFacts(
  as: Queryable,
  { referralId, dealId }: { referralId: string; dealId: string },
): Promise<ClawbackFacts> {
  return guarded(async () => {
    const [deal] = await as.$queryRawUnsafe<{ deal: bigint; window: string; refunds: RefundRow[] }[]>(
      `SELECT (r.deal->'amount'->>'amount')::bigint AS deal, v.body->>'clawback' AS "window",
        coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'amount', f.amount_minor, 'currency', f.currency,
          'refundedOn', to_char(f.refunded_on, 'YYYY-MM-DD')) ORDER BY f.place) FROM deal_refunds f WHERE f.deal_key = deal_key($2)), '[]') AS refunds
      FROM referrals r JOIN policy_versions v ON v.id = r.policy_version_id WHERE r.id = $1 AND r.deal->>'dealId' = $2`,
      referralId,
      dealId,
    );
    const rows = await as.$queryRawUnsafe<LineRow[]>(
      `SELECT ${COLUMNS} FROM commissions c WHERE c.referral_id = $1 AND c.deal_id = $2 ORDER BY c.id`,
      referralId,
      dealId,
    );
    return {
      lines: rows.map(toStoredLine),
      deal: deal?.deal ?? 0n,
      window: deal?.window ?? 'PT0S',
      refunds: (deal?.refunds ?? []).map(toRefund),
    };
  });
}

export type RefundRow = { id: string; amount: number; currency: string; refundedOn: string };

export const toRefund = ({ id, amount, currency, refundedOn }: RefundRow): DealRefund => ({
  id,
  amount: money(BigInt(amount), currency),
  refundedOn,
});

/** The lines of a referral, locked; the caller has locked the referral. */
export async function lockLinesOf(as: Queryable, referralId: string): Promise<StoredLine[]> {
  const rows = await as.$queryRawUnsafe<LineRow[]>(
    `SELECT ${COLUMNS} FROM commissions c WHERE c.referral_id = $1 ORDER BY c.id FOR UPDATE OF c`,
    referralId,
  );
  return rows.map(toStoredLine);
}

function toStoredLine(row: LineRow): StoredLine {
  const exclusions = row.exclusions ?? [];
  return {
    commissionId: row.id,
    referralId: row.referral_id,
    partnerId: row.partner_id,
    kind: row.kind,
    ...(row.part === null ? {} : { part: { received: BigInt(row.part.received), before: BigInt(row.part.before) } }),
    ...(row.share === null ? {} : { share: toShare(row.share) }),
    state: row.state,
    amount: money(row.payable_minor, row.currency),
    earned: money(row.amount_minor, row.currency),
    clawed: { before: row.clawed_before_minor, after: row.clawed_after_minor },
    netted: { settled: row.netted, repaid: row.repaid },
    accruedAt: row.accrued_at.toISOString(),
    payableFrom: row.payable_from.toISOString(),
    holdOver: row.hold_over,
    contentHash: row.content_hash,
    approvalsRequired: row.approvals_required,
    approvedBy: (row.approved_by ?? []).filter((id) => !exclusions.some((exclusion) => exclusion.userId === id)),
    exclusions,
    frozenFor: row.frozen_for,
    freezeReason: row.freeze_reason,
    promise: row.promise,
    run: row.run,
    adjustment: toAdjustment(row),
    ...toCorrected(row),
    ...(row.earned_by_worth === null ? {} : { earnedByWorth: row.earned_by_worth }),
    adjustable: row.adjustable,
    deducted: { done: row.deducted, proposed: row.deductions_proposed },
    version: row.version,
    planVersionId: row.plan_version_id,
    ruleIndex: row.rule_index,
  };
}

function toAdjustment({ adjusts, reduces, correction_id, gross_minor, more_waits }: LineRow): StoredLine['adjustment'] {
  if (adjusts === null) return null;
  return {
    ...{ adjusts, reduces },
    ...(correction_id === null ? {} : { correctionId: correction_id }),
    ...(gross_minor === null ? {} : { grossMinor: gross_minor }),
    ...(more_waits ? { moreWaits: true } : {}),
  };
}

function toCorrected({ corrected, corrected_minor: minor, currency }: LineRow): Pick<StoredLine, 'corrected'> {
  const correctionId = corrected?.correction?.correctionId;
  if (corrected === null || minor === null || correctionId === undefined) return {};
  return { corrected: { correctionId, earned: money(minor, currency), explanation: corrected } };
}

const toShare = ({ side, basisPoints, of }: ShareStep): NonNullable<StoredLine['share']> => ({
  side,
  basisPoints,
  whole: BigInt(of.amount),
});

/** The answer as it was given the first time. */
export function toAnswer({ state, code, detail }: NonNullable<FactsRow['answered']>): CommandAnswer {
  if (state === 'done') return { outcome: 'done' };
  return {
    outcome: 'refused',
    code: code !== null && isErrorCode(code) ? code : 'internal_error',
    facts: detail ?? {},
  };
}
