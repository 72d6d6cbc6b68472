import type { Exclusion } from '../../domain/approval/separation.ts';
import type { RunLine } from '../../domain/commission/payoutRun.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import { documentProblem, type DocumentFacts } from '../../domain/documents/gate.ts';
import { money } from '../../domain/money.ts';
import { payeeProblem, type PayeeInForce } from '../../domain/payees/state.ts';
import { taxProblem, type TaxInForce } from '../../domain/tax/profile.ts';

/** What a run has to know of a line (alias `c`), as columns; joined by RUN_LINE_JOINS. */
export const RUN_LINE_COLUMNS = `c.id AS commission_id, c.referral_id, c.partner_id, c.state, payable_minor(c) - netted_of(c.id) AS amount_minor, c.currency, c.payable_from, c.accrued_at, r.number,
  c.hold_over, c.approvals_required, valid_approvals(c.id, c.content_hash) AS valid_approvals,
  (c.clawed_after_minor <= greatest(netted_of(c.id), repaid_of(c.id)) OR run_around(c.id) IS NOT DISTINCT FROM 'under_way') AND c.content_hash = sha256_hex(commission_content(payable_minor(c), c.currency, c.payee_fingerprint, c.plan_version_id)) AS content_intact,
  c.payee_fingerprint IS DISTINCT FROM payee_fingerprint(c.partner_id) AS payee_changed, payee_facts(c.partner_id) AS payee, tax_facts(c.partner_id) AS tax, document_facts(c.partner_id, c.id) AS document,
  CASE WHEN coalesce(v.body->'gates', '[]') = '[]' THEN '{}' ELSE gates_open(c.partner_id, c.program_id, r.submitted_at) END AS open_gates,
  p.state = 'active' AS partner_active, coalesce(v.body->'gates', '[]') AS gates, minimum_payout(v.body, c.currency) AS minimum_minor,
  (SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM commission_exclusions e
    WHERE e.commission_id = c.id) AS exclusions`;

export const RUN_LINE_JOINS = `JOIN partners p ON p.id = c.partner_id JOIN referrals r ON r.id = c.referral_id
  JOIN policy_versions v ON v.id = r.policy_version_id`;

/** The order in which lines are paid, and in which what their partner owes is netted with them. */
export const EARNED_FIRST = 'accrued_at, number, commission_id';

export type RunLineRow = {
  commission_id: string;
  referral_id: string;
  partner_id: string;
  state: CommissionState;
  amount_minor: bigint;
  currency: string;
  payable_from: Date;
  hold_over: boolean;
  approvals_required: number | null;
  valid_approvals: number;
  content_intact: boolean;
  payee_changed: boolean;
  payee: PayeeInForce | null;
  tax: TaxInForce;
  document: DocumentFacts;
  partner_active: boolean;
  gates: string[];
  open_gates: string[];
  minimum_minor: bigint | null;
  exclusions: Exclusion[] | null;
  /** By the item that holds it; nothing before. */
  netted_minor?: bigint;
};

export const toRunLine = (row: RunLineRow, { open, now }: { open: boolean; now: Date }): RunLine => ({
  commissionId: row.commission_id,
  referralId: row.referral_id,
  amount: money(row.amount_minor + (row.netted_minor ?? 0n), row.currency),
  nettedMinor: row.netted_minor ?? 0n,
  minimumMinor: row.minimum_minor ?? undefined,
  state: row.state,
  payableFrom: row.payable_from,
  holdOver: row.hold_over,
  approvalsRequired: row.approvals_required,
  validApprovals: row.valid_approvals,
  contentIntact: row.content_intact,
  payeeChanged: row.payee_changed,
  payee: payeeProblem(row.payee, now),
  tax: taxProblem(row.tax, now),
  document: documentProblem(row.document, { tax: row.tax, now }),
  partnerActive: row.partner_active,
  gates: row.gates,
  openGates: row.open_gates,
  exclusions: row.exclusions ?? [],
  open,
});
