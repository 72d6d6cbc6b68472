import type { Exclusion } from '../../domain/approval/separation.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { LineStep } from '../../domain/commission/lineStep.ts';
import { lineFacts, moneyEvent } from '../../domain/commission/moneyEvent.ts';
import type { PinnedPlan, PlanRule } from '../../domain/commission/plan.ts';
import { AppError, type ErrorFacts } from '../../domain/errors.ts';
import { journalFor, type Journal } from '../../domain/ledger/postings.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';
import { newId } from '../ids.ts';
import { callFunction, callProcedure, databaseError } from './callFunction.ts';
import type { Database } from './client.ts';
import { readDecisionFacts } from './lineFacts.ts';
import type { Accrual, AccrualFacts, Lines, NewLine, StoredLine } from './moneyPort.ts';

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

export const stepParameters = ({
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
