import type { Exclusion } from '../../domain/approval/separation.ts';
import type { LineCommand, LineStep } from '../../domain/commission/decideLine.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import { lineFacts, moneyEvent } from '../../domain/commission/moneyEvent.ts';
import type { PinnedPlan, PlanRule } from '../../domain/commission/plan.ts';
import type { CommissionState } from '../../domain/commission/states.ts';
import { AppError, isErrorCode, type ErrorFacts } from '../../domain/errors.ts';
import { journalFor, type Journal } from '../../domain/ledger/postings.ts';
import { money, type MoneyJson } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { newId } from '../ids.ts';
import { callFunction, callProcedure, databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import type { Accrual, AccrualFacts, DecisionFacts, Lines, NewLine, StoredLine } from './moneyPort.ts';

type PinnedRow = {
  partner_id: string;
  program_id: string;
  policy: Policy;
  plan_version_id: string | null;
  rules: PlanRule[] | null;
  drafted_by: string | null;
  payee_fingerprint: string | null;
  payee_exclusions: Exclusion[] | null;
};

type FactsRow = {
  id: string;
  referral_id: string;
  partner_id: string;
  state: CommissionState;
  amount_minor: bigint;
  currency: string;
  payable_from: Date;
  hold_over: boolean;
  content_hash: string;
  approvals_required: number | null;
  version: number;
  story_line: StoryLine;
  approved_by: string[] | null;
  exclusions: Exclusion[] | null;
  roles: string[] | null;
  active: boolean | null;
  answered: { state: string; code: string | null; detail: ErrorFacts | null } | null;
};

export const createLines = (database: Database): Lines => ({
  accrualFacts: (referralId) => readAccrualFacts(database, referralId),

  estimated: async (referralId) => {
    try {
      const [row] = await database.$queryRaw<{ plan: PinnedPlan; value: MoneyJson }[]>`
        SELECT jsonb_build_object('versionId', v.id, 'rules', v.rules) AS plan,
          jsonb_build_object('amount', r.estimated_amount, 'currency', r.estimated_currency) AS value
        FROM referrals r JOIN plan_versions v ON v.id = r.plan_version_id
        WHERE r.id = ${referralId} AND r.estimated_amount IS NOT NULL`;
      return row ?? null;
    } catch (error) {
      throw databaseError(error);
    }
  },

  accrue: (accrual) => callFunction<StoryLine[]>(database, 'accrue_commissions', accrualParameters(accrual)),

  storyLines: async ({ referralId, dealId }) => {
    try {
      const rows = await database.$queryRaw<{ line: StoryLine }[]>`
        SELECT story_line(c) AS line FROM commissions c WHERE c.referral_id = ${referralId} AND c.deal_id = ${dealId} ORDER BY c.kind`;
      return rows.map(({ line }) => line);
    } catch (error) {
      throw databaseError(error);
    }
  },

  decisionFacts: (asked) => readDecisionFacts(database, asked),

  write: async ({ line, at, step, answered }) => {
    const written = await callFunction<{ stale: true } | { line: StoryLine }>(database, 'write_commission', {
      ...stepParameters({ line, at, step }),
      command: answered === null ? null : commandParameters(line.referralId, answered.command, answered),
    });
    return 'stale' in written ? 'stale' : written.line;
  },

  writeAll: ({ steps, at }) =>
    callProcedure(database, 'write_commissions', {
      steps: steps.map(({ line, step }) => stepParameters({ line, at, step })),
    }),

  refuse: async ({ referralId, at, event, answered }) => {
    const command = commandParameters(referralId, answered.command, answered);
    await callFunction(database, 'refuse_money_command', { referralId, at, event, command });
  },
});

/** The entries of a journal as SQL takes them: amounts as text, since jsonb numbers are not bound to integers. */
export const journalParameters = ({ entries, ...journal }: Journal): Record<string, unknown> => ({
  ...journal,
  entries: entries.map(({ amount, ...entry }) => ({
    ...entry,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
  })),
});

const stepParameters = ({
  line,
  at,
  step,
}: {
  line: StoredLine;
  at: string;
  step: LineStep;
}): Record<string, unknown> => ({
  ...step,
  referralId: line.referralId,
  commissionId: line.commissionId,
  version: line.version,
  at,
  journals: step.journals.map(journalParameters),
});

type AnswerParameters = { state: 'done' | 'refused'; code?: string; facts?: ErrorFacts };

const commandParameters = (
  referralId: string,
  command: LineCommand,
  answer: AnswerParameters,
): Record<string, unknown> => ({
  id: command.commandId,
  name: command.name,
  workflowId: `referral:${referralId}`,
  referralId,
  actor: command.actor,
  source: command.source,
  payload: command.payload,
  state: answer.state,
  code: answer.code ?? null,
  facts: answer.facts ?? {},
});

async function readAccrualFacts(database: Database, referralId: string): Promise<AccrualFacts> {
  try {
    const [row] = await database.$queryRaw<PinnedRow[]>`
      SELECT r.partner_id, r.program_id, p.body AS policy, v.id AS plan_version_id, v.rules, v.drafted_by,
        payee_fingerprint(r.partner_id) AS payee_fingerprint,
        (SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM payee_exclusions(r.partner_id) e) AS payee_exclusions
      FROM referrals r JOIN policy_versions p ON p.id = r.policy_version_id LEFT JOIN plan_versions v ON v.id = r.plan_version_id
      WHERE r.id = ${referralId}`;
    if (row === undefined) throw new AppError({ code: 'not_found', detail: referralId });
    const { plan_version_id: versionId, rules, drafted_by: draftedBy } = row;
    return {
      partnerId: row.partner_id,
      programId: row.program_id,
      policy: row.policy,
      payeeFingerprint: row.payee_fingerprint,
      payeeExclusions: row.payee_exclusions ?? [],
      plan: versionId === null || rules === null || draftedBy === null ? null : { versionId, rules, draftedBy },
    };
  } catch (error) {
    throw databaseError(error);
  }
}

function accrualParameters({ lines, ...accrual }: Accrual): Record<string, unknown> {
  const { at, partnerId, payableFrom } = accrual;
  const parameters = ({ amount, ...line }: NewLine): Record<string, unknown> => {
    const id = newId('commission');
    return {
      ...line,
      id,
      amountMinor: amount.amountMinor.toString(),
      currency: amount.currency,
      journal: journalParameters(journalFor({ kind: 'accrued', source: id, partnerId, amount })),
      event: moneyEvent({
        at,
        type: 'commission.holding',
        actor: { kind: 'system', id: 'plan' },
        source: 'story',
        public: { ...lineFacts(id, amount), payableFrom },
      }),
    };
  };
  return { ...accrual, lines: lines.map(parameters) };
}

type Asked = { referralId: string; commissionId: string; userId: string; commandId: string };

async function readDecisionFacts(database: Database, asked: Asked): Promise<DecisionFacts | undefined> {
  try {
    const [row] = await database.$queryRaw<FactsRow[]>`
      SELECT c.id, c.referral_id, c.partner_id, c.state, c.amount_minor, c.currency, c.payable_from, c.hold_over, c.content_hash,
        c.approvals_required, c.version, story_line(c) AS story_line, u.roles, u.active,
        (SELECT array_agg(DISTINCT a.user_id) FROM commission_approvals a WHERE a.commission_id = c.id AND a.content_hash = c.content_hash)
          AS approved_by,
        (SELECT jsonb_agg(jsonb_build_object('userId', e.user_id, 'reason', e.reason)) FROM commission_exclusions e
          WHERE e.commission_id = c.id) AS exclusions,
        (SELECT jsonb_build_object('state', m.state, 'code', m.code, 'detail', m.detail) FROM commands m
          WHERE m.id = ${asked.commandId} AND m.state IN ('done', 'refused')) AS answered
      FROM commissions c LEFT JOIN users u ON u.id = ${asked.userId}
      WHERE c.id = ${asked.commissionId} AND c.referral_id = ${asked.referralId}`;
    return row === undefined ? undefined : toDecisionFacts(row, asked.userId);
  } catch (error) {
    throw databaseError(error);
  }
}

function toDecisionFacts(row: FactsRow, userId: string): DecisionFacts {
  const exclusions = row.exclusions ?? [];
  return {
    line: {
      commissionId: row.id,
      referralId: row.referral_id,
      partnerId: row.partner_id,
      state: row.state,
      amount: money(row.amount_minor, row.currency),
      payableFrom: row.payable_from.toISOString(),
      holdOver: row.hold_over,
      contentHash: row.content_hash,
      approvalsRequired: row.approvals_required,
      approvedBy: (row.approved_by ?? []).filter((id) => !exclusions.some((exclusion) => exclusion.userId === id)),
      exclusions,
      version: row.version,
    },
    storyLine: row.story_line,
    person: { userId, roles: row.roles ?? [], active: row.active ?? false },
    firstAnswer: row.answered === null ? null : toAnswer(row.answered),
  };
}

/** The answer as it was given the first time. */
export function toAnswer({ state, code, detail }: NonNullable<FactsRow['answered']>): CommandAnswer {
  if (state === 'done') return { outcome: 'done' };
  return {
    outcome: 'refused',
    code: code !== null && isErrorCode(code) ? code : 'internal_error',
    facts: detail ?? {},
  };
}
