import type { RuleFacts } from '../../domain/commission/conditions.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { PinnedPlan } from '../../domain/commission/plan.ts';
import type { ErrorFacts } from '../../domain/errors.ts';
import type { MoneyJson } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import { createAccrue, readAccrualFacts } from './accruals.ts';
import { callFunction, callProcedure, guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import { createCorrections } from './corrections.ts';
import { readClawbackFacts, readDecisionFacts, readStoryLines } from './lineFacts.ts';
import { journalParameters } from './journalParameters.ts';
import { regainClaim } from './matching.ts';
import type { Lines, MoneyCommand } from './moneyPort.ts';
import { stepParameters } from './stepParameters.ts';

export const createLines = (database: Database): Lines => ({
  accrualFacts: (asked) => readAccrualFacts(database, asked),

  pinnedPlan: (referralId) =>
    guarded(async () => {
      const [row] = await database.$queryRaw<{ plan: PinnedPlan; value: MoneyJson | null; ruleFacts: RuleFacts }[]>`
        SELECT jsonb_build_object('versionId', v.id, 'rules', v.rules) AS plan,
          CASE WHEN r.estimated_amount IS NOT NULL THEN jsonb_build_object('amount', r.estimated_amount, 'currency', r.estimated_currency) END AS value,
          rule_facts(r) AS "ruleFacts"
        FROM referrals r JOIN plan_versions v ON v.id = r.plan_version_id
        WHERE r.id = ${referralId}`;
      return row ?? null;
    }),

  accrue: createAccrue(database),

  storyLines: (deal) => readStoryLines(database, deal),

  decisionFacts: (asked) => readDecisionFacts(database, asked),

  ...createCorrections(database),

  clawbackFacts: (asked) => readClawbackFacts(database, asked),

  write: async ({ line, at, step, answered }) => {
    const written = await callFunction<{ stale: true } | { line: StoryLine }>(database, 'write_commission', {
      ...stepParameters({ line, at, step }),
      command: answered === null ? null : commandParameters(line.referralId, answered.command, answered),
    });
    return 'stale' in written ? 'stale' : written.line;
  },

  writeAll: (args) => writeAll(database, args),

  takeBack: ({ steps, claim }) =>
    guarded(() =>
      database.$transaction(async (as) => {
        const { state } = await regainClaim(as, claim);
        if (state === 'own') return false;
        await writeAll(as, { steps, at: claim.at, answered: null });
        return true;
      }),
    ),

  newLineId: () => newId('commission'),

  adjust: async ({ of, proposal, answered, ...adjustment }) => {
    const { amount, journals, ...written } = proposal;
    const made = await callFunction<{ stale: true } | { lines: StoryLine[] }>(database, 'adjust_commission', {
      ...written,
      ...adjustment,
      referralId: of.referralId,
      partnerId: of.partnerId,
      version: of.version,
      amountMinor: amount.amountMinor.toString(),
      journals: journals.map(journalParameters),
      command: answered === null ? null : commandParameters(of.referralId, answered.command, answered),
    });
    return 'stale' in made ? 'stale' : made.lines;
  },

  refuse: async ({ referralId, at, event, answered }) => {
    const command = commandParameters(referralId, answered.command, answered);
    await callFunction(database, 'refuse_money_command', { referralId, at, event, command });
  },
});

const writeAll = (as: Queryable, { steps, at, answered }: Parameters<Lines['writeAll']>[0]): Promise<void> =>
  callProcedure(as, 'write_commissions', {
    steps: steps.map(({ line, step }, place) => ({
      ...stepParameters({ line, at, step }),
      command: answered === null || place > 0 ? null : commandParameters(line.referralId, answered.command, answered),
    })),
  });

type AnswerParameters = { state: 'done' | 'refused'; code?: string; facts?: ErrorFacts };

const commandParameters = (
  referralId: string,
  command: MoneyCommand,
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
