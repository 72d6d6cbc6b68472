import type {
  CaseCommandMessage,
  CaseFacts,
  CaseOrder,
  CaseOrders,
  Cases,
  CommandedCase,
} from '../adapters/database/casePort.ts';
import { crashPoint } from '../adapters/crashPoint.ts';
import type { CaseState } from '../domain/cases/caseState.ts';
import { commandCase, refusedByState } from '../domain/cases/commands.ts';
import { chooseDecider } from '../domain/cases/decider.ts';
import type { DeciderChoice } from '../domain/cases/decider.ts';
import type { CaseEffect, CaseKind } from '../domain/cases/kinds.ts';
import { nextCaseDeadline } from '../domain/cases/promises.ts';
import { mayCommandCase } from '../domain/cases/rights.ts';
import { isSettled, settleCase } from '../domain/cases/settle.ts';
import type { CaseAnswer, CaseStep } from '../domain/cases/step.ts';
import { passCaseTime } from '../domain/cases/time.ts';
import { refuseAmount } from '../domain/commission/adjustment.ts';
import type { ErrorCode, ErrorFacts } from '../domain/errors.ts';
import { moneyFromJson } from '../domain/money.ts';
import { dayOutOfRange } from '../domain/givenDay.ts';
import { UNDER_WAY, hasEnded } from '../domain/referral/stages.ts';
import type { CommandAnswer } from '../domain/referral/commands.ts';
import { asActivity } from './asActivity.ts';
import { refusalIn } from './refusalIn.ts';

export type CaseDecided = { answer: CommandAnswer; state: CaseState };

type Deps = { cases: Cases; orders: CaseOrders; acceptRawSignals: boolean };

/** The side effects of a case. `at` is the workflow's time as ISO 8601. Short, idempotent, database only. */
export const createCaseActivities = ({ cases, orders, acceptRawSignals }: Deps) => ({
  caseState: asActivity(({ caseId }: { caseId: string }): Promise<CaseState> => cases.state(caseId)),

  /**
   * One command with its answer in one transaction. A message with a row of ours was authorised by the API and must say
   * what the row says; any other came straight through Temporal. The rule itself is asked in both cases.
   */
  commandCase: asActivity(
    async (args: { caseId: string; at: string; command: CaseCommandMessage }): Promise<CaseDecided> => {
      const { caseId, command, at } = args;
      const row = await cases.match({ caseId, command });
      const raw = row !== 'same';
      const rowId = raw ? `${caseId}:${command.commandId}` : command.commandId;
      const known = {
        caseId,
        at,
        command: { ...command, rowId, source: raw ? ('temporal' as const) : ('api' as const) },
      };
      const admission = raw ? whyNotRaw({ inUse: row === 'different', acceptRawSignals }) : null;
      const decide = (commanded: CommandedCase): CaseAnswer =>
        admission ?? ruleOf({ caseId, at: Date.parse(at), command, commanded });
      crashPoint(`case.${command.name}.before`);
      const decided = await cases.command({ ...known, decide }).catch((error: unknown) => {
        // The database has the last word; its refusal is an answer, and no answer ends the workflow.
        const refused = refusalIn(error);
        return cases.command({ ...known, decide: () => ({ refused }) });
      });
      crashPoint(`case.${command.name}.after`);
      return decided;
    },
  ),

  /** What happens by itself at `dueAt`; nothing when it has happened already. */
  passCaseTime: asActivity(
    async ({ caseId, at, dueAt }: { caseId: string; at: string; dueAt: number }): Promise<CaseState> => {
      crashPoint('case.time.before');
      const state = await cases.pass({
        caseId,
        at,
        decide: (facts, known) => {
          const settled = settleIn(caseId, facts, known);
          if (settled !== null) return settled;
          const deadline = nextCaseDeadline(known);
          if (deadline?.at !== dueAt) return null;
          const context = { caseId, state: known, at: Date.parse(at), rules: facts.policy };
          return passCaseTime(context, deadline, () => chooseFrom(facts, known.kind, known.deciderId));
        },
      });
      crashPoint('case.time.after');
      return state;
    },
  ),

  /** The referral was taken up again: what contests its end is over. */
  settleCases: asActivity(async ({ referralId, at }: { referralId: string; at: string }): Promise<void> => {
    for (const caseId of await cases.aboutEnd(referralId))
      await cases.pass({ caseId, at, decide: (facts, known) => settleIn(caseId, facts, known) });
  }),

  /** What a case that was upheld asks of its referral; null when there is nothing (any more). */
  caseOrder: asActivity(({ referralId }: { referralId: string }): Promise<CaseOrder | null> =>
    orders.orderFor(referralId),
  ),

  /** By when it is decided what a deal beside the registration is. */
  dealDueAt: asActivity(({ referralId }: { referralId: string }): Promise<string | null> =>
    orders.dealDueAt(referralId),
  ),
});

export type CaseActivities = ReturnType<typeof createCaseActivities>;

function settleIn(caseId: string, { contested }: CaseFacts, state: CaseState): CaseStep | null {
  const endedAt = contested.cases.find((one) => one.caseId === caseId)?.endedAt ?? null;
  return isSettled(state, { endedAt, outcome: contested.outcome }) ? settleCase({ caseId, state }) : null;
}

const chooseFrom = (facts: CaseFacts, kind: CaseKind, previous: string | null): DeciderChoice =>
  chooseDecider({
    kind,
    people: facts.people,
    involved: facts.involved,
    partnerManagerId: facts.partnerManagerId,
    previous,
  });

function whyNotRaw({ inUse, acceptRawSignals }: { inUse: boolean; acceptRawSignals: boolean }): CaseAnswer | null {
  if (!acceptRawSignals) return { refused: { code: 'raw_signals_refused', facts: {} } };
  return inUse ? { refused: { code: 'forbidden', facts: { why: 'command_id_in_use' } } } : null;
}

type Asked = { caseId: string; at: number; command: CaseCommandMessage; commanded: CommandedCase };

/** State, then person, then data: the order in which the API refuses as well. */
function ruleOf({ caseId, at, command, commanded }: Asked): CaseAnswer {
  const { facts, state, actor, isKey, texts } = commanded;
  const wrongState = refusedByState(state, command.name);
  if (wrongState !== null) return wrongState;
  if (actor === undefined) return { refused: { code: 'forbidden', facts: { why: 'Nobody here has this id.' } } };
  const { subject, involved, people } = facts;
  const asked = { command: command.name, kind: state.kind, actor, isKey, subject, involved, people };
  const permission = mayCommandCase(asked);
  if (!permission.allowed)
    return { refused: { code: permission.code, facts: { ...permission.facts, reason: permission.why } } };
  const lacks = requiredText(command, state.kind);
  if (lacks !== undefined && texts[lacks] === undefined)
    return { refused: { code: 'reason_required', facts: { lacks: [lacks] } } };
  return commandCase({ caseId, state, at, rules: facts.policy }, command, {
    chooseAnother: () => chooseFrom(facts, state.kind, state.deciderId),
    finance: facts.finance,
    whyNot: (effect) =>
      whyNotEffect(effect, commanded) ??
      whyNotDay(effect, at, command, commanded) ??
      whyNotAdjust(effect, command, commanded),
  });
}

/** What goes to the partner is never without words; why a deal is other business is for the house. */
function requiredText({ name, payload }: CaseCommandMessage, kind: CaseKind): 'message' | 'note' | undefined {
  if (name === 'decideCase') return 'message';
  if (name !== 'answerCase') return undefined;
  if (kind !== 'parallel_deal') return 'message';
  return payload.says === 'other_business' ? 'note' : undefined;
}

/** Credit is given for a deal that was closed since the referral came in. */
const whyNotDay = (effect: CaseEffect, now: number, { payload }: CaseCommandMessage, { facts }: CommandedCase) =>
  effect === 'credit' && payload.closedOn !== undefined
    ? dayOutOfRange({ field: 'closedOn', day: payload.closedOn, since: facts.submittedAt, now })
    : undefined;

/** What others are to approve has to be possible when it is decided. */
function whyNotAdjust(effect: CaseEffect, { payload }: CaseCommandMessage, { line }: CommandedCase) {
  if (effect !== 'adjust' || payload.amount === undefined) return undefined;
  if (line === undefined) return { code: 'not_found', facts: {} } as const;
  if (!line.adjustable) return { code: 'not_allowed_in_state', facts: { state: line.state } } as const;
  return refuseAmount(line, moneyFromJson(payload.amount)) ?? undefined;
}

/** An effect that the referral could not carry out is not decided: the partner would wait for nothing. */
function whyNotEffect(
  effect: CaseEffect,
  { facts, creditedTo, referredAgain }: CommandedCase,
): { code: ErrorCode; facts: ErrorFacts } | undefined {
  const { stage } = facts.contested;
  if (effect === 'reinstate' && !hasEnded(stage)) return { code: 'not_allowed_in_stage', facts: { stage, effect } };
  if (effect === 'reinstate' && referredAgain !== null)
    return { code: 'already_exists', facts: { number: referredAgain } };
  if (effect === 'credit' && stage === 'won') return { code: 'not_allowed_in_stage', facts: { stage, effect } };
  if (effect === 'link' && !UNDER_WAY.includes(stage))
    return { code: 'not_allowed_in_stage', facts: { stage, effect } };
  if ((effect === 'credit' || effect === 'link') && creditedTo !== null)
    return { code: 'deal_credited', facts: { number: creditedTo } };
  return undefined;
}
