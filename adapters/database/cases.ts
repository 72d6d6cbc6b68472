import { AppError, type ErrorFacts } from '../../domain/errors.ts';
import type { CaseState } from '../../domain/cases/caseState.ts';
import type { CommandActor } from '../../domain/approval/rights.ts';
import type { CaseAdjustment, CreditedDeal } from '../../domain/cases/step.ts';
import type { CaseCommandMessage, CaseFacts, CaseOrders, Cases } from './casePort.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import { readDecisionFacts, toAnswer } from './lineFacts.ts';
import { lockCase, writeCase } from './lockedCase.ts';

const workflowOf = (caseId: string): string => `case:${caseId}`;

export const createCases = (database: Database): Cases => ({
  state: async (caseId) => {
    const row = await guarded(() => database.case.findUnique({ where: { id: caseId }, select: { story: true } }));
    if (row === null) throw new AppError({ code: 'not_found', detail: caseId });
    return row.story as CaseState;
  },

  aboutEnd: async (referralId) => {
    const rows = await guarded(
      () => database.$queryRaw<{ id: string }[]>`
      SELECT id FROM cases WHERE referral_id = ${referralId} AND state NOT IN ('closed', 'withdrawn')
        AND kind IN ('declined', 'disqualified', 'expired') ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  },

  match: async ({ caseId, command }) => {
    const rows = await guarded(
      () => database.$queryRaw<{ same: boolean }[]>`
      SELECT (source <> 'temporal' AND name = ${command.name} AND workflow_id = ${workflowOf(caseId)}
        AND actor = ${JSON.stringify(command.actor)}::jsonb
        AND payload->'message' = ${JSON.stringify(command.payload)}::jsonb) AS same
      FROM commands WHERE id = ${command.commandId}`,
    );
    if (rows[0] === undefined) return 'none';
    return rows[0].same ? 'same' : 'different';
  },

  command: ({ caseId, at, command, decide }) =>
    guarded(() =>
      database.$transaction(async (as) => {
        const locked = await lockCase(as, caseId, at);
        const known = await readCommand(as, command.rowId);
        if (known?.answer !== undefined) return { answer: known.answer, state: locked.state };
        const texts = command.source === 'api' ? (known?.texts ?? {}) : command.texts;
        const isKey = command.actor.kind === 'api_key';
        const answer = decide({
          facts: locked.facts,
          state: locked.state,
          actor: await readActor(as, command.actor.id, isKey),
          isKey,
          texts,
          creditedTo: await readCredited(as, caseId, locked.facts, command.payload.dealId),
          referredAgain: await readAgain(as, locked.facts.referralId),
          line: await readLine(as, locked.facts.referralId, command.payload.commissionId),
        });
        const row = rowOf(caseId, command);
        if ('refused' in answer) {
          const { code, facts } = answer.refused;
          await callFunction(as, 'answer_any_command', { ...row, state: 'refused', code, facts }, new Date(at));
          return { answer: { outcome: 'refused' as const, code, facts }, state: locked.state };
        }
        await writeCase(as, locked, { at, step: answer, source: command.source, texts, command: row });
        return { answer: { outcome: 'done' as const }, state: answer.state };
      }),
    ),

  pass: ({ caseId, at, decide }) =>
    guarded(() =>
      database.$transaction(async (as) => {
        const locked = await lockCase(as, caseId, at);
        const step = decide(locked.facts, locked.state);
        if (step === null) return locked.state;
        await writeCase(as, locked, { at, step, source: 'case', texts: {}, command: null });
        return step.state;
      }),
    ),
});

const rowOf = (caseId: string, command: CaseCommandMessage & { rowId: string; source: string }) => ({
  id: command.rowId,
  workflowId: workflowOf(caseId),
  referralId: null,
  runId: null,
  name: command.name,
  actor: command.actor,
  payload: command.payload,
  source: command.source,
});

type CommandRow = { state: string; code: string | null; detail: ErrorFacts | null; texts: Record<string, string> };

async function readCommand(as: Queryable, rowId: string) {
  const [row] = await as.$queryRawUnsafe<CommandRow[]>(
    `SELECT state, code, detail, coalesce(payload->'texts', '{}') AS texts FROM commands WHERE id = $1`,
    rowId,
  );
  if (row === undefined) return undefined;
  const isAnswered = row.state === 'done' || row.state === 'refused';
  return { texts: row.texts, answer: isAnswered ? toAnswer(row) : undefined };
}

async function readActor(as: Queryable, id: string, isKey: boolean): Promise<CommandActor | undefined> {
  const [row] = await as.$queryRawUnsafe<{ roles: string[]; partnerId: string | null }[]>(
    isKey
      ? `SELECT ARRAY[]::text[] AS roles, partner_id AS "partnerId" FROM api_keys
         WHERE id = $1 AND revoked_at IS NULL AND 'referrals:write' = ANY (scopes)`
      : 'SELECT roles, partner_id AS "partnerId" FROM users WHERE id = $1 AND active',
    id,
  );
  return row === undefined ? undefined : { userId: id, ...row };
}

/** Of the deal that credit is given for, or that a case is about; nobody else is credited with it until the decision is written. */
async function readCredited(as: Queryable, caseId: string, { referralId }: CaseFacts, named: string | undefined) {
  const [row] = await as.$queryRawUnsafe<{ number: string | null }[]>(
    `SELECT keep_deal(deal.id, $2) AS number FROM (
       SELECT coalesce($1, (SELECT deal_id FROM parallel_deals WHERE case_id = $3)) AS id) AS deal WHERE deal.id IS NOT NULL`,
    named ?? null,
    referralId,
    caseId,
  );
  return row?.number ?? null;
}

async function readLine(as: Queryable, referralId: string, commissionId: string | undefined) {
  if (commissionId === undefined) return undefined;
  return (await readDecisionFacts(as, { referralId, commissionId, userId: '', commandId: '' }))?.line;
}

async function readAgain(as: Queryable, referralId: string): Promise<string | null> {
  const [row] = await as.$queryRawUnsafe<{ number: string }[]>(
    `SELECT other.number FROM queue_entries mine JOIN referrals r ON r.id = mine.referral_id
     JOIN referrals other ON other.partner_id = r.partner_id AND other.id <> r.id
     JOIN queue_entries theirs ON theirs.referral_id = other.id AND theirs.company_id = mine.company_id AND theirs.state <> 'released'
     WHERE mine.referral_id = $1 AND lines_overlap(theirs.product_line, mine.product_line) LIMIT 1`,
    referralId,
  );
  return row?.number ?? null;
}

type OrderRow = {
  caseId: string;
  effect: string;
  endedAt: string | null;
  deal: CreditedDeal | null;
  adjustment: CaseAdjustment | null;
  decidedBy: string;
  dealId: string | null;
};

export const createCaseOrders = (database: Database): CaseOrders => ({
  orderFor: async (referralId) => {
    const [row] = await guarded(
      () => database.$queryRaw<OrderRow[]>`
      SELECT c.id AS "caseId", c.story->>'effect' AS effect, c.deal, c.adjustment, c.decided_by AS "decidedBy",
        iso_ms(c.contested_at) AS "endedAt", d.deal_id AS "dealId"
      FROM cases c LEFT JOIN parallel_deals d ON d.case_id = c.id
      WHERE c.referral_id = ${referralId} AND c.state = 'closed' AND c.story->>'outcome' = 'upheld'
        AND c.story->>'effect' IN ('reinstate', 'credit', 'adjust', 'link') AND NOT EXISTS (
          SELECT 1 FROM events e WHERE e.referral_id = c.referral_id AND e.type NOT LIKE 'case.%'
            AND e.public_text::jsonb->>'caseId' = c.id)
      ORDER BY c.decided_at LIMIT 1`,
    );
    if (row === undefined) return null;
    if (row.effect === 'reinstate') return { caseId: row.caseId, effect: 'reinstate', endedAt: row.endedAt ?? '' };
    if (row.adjustment !== null)
      return { caseId: row.caseId, effect: 'adjust', ...row.adjustment, decidedBy: row.decidedBy };
    if (row.effect === 'link')
      return row.dealId === null ? null : { caseId: row.caseId, effect: 'link', dealId: row.dealId };
    return row.deal === null
      ? null
      : { caseId: row.caseId, effect: 'credit', deal: row.deal, decidedBy: row.decidedBy };
  },

  dealDueAt: async (referralId) => {
    const [row] = await guarded(
      () => database.$queryRaw<{ dueAt: string | null }[]>`
      SELECT iso_ms(to_timestamp(max((promise->>'dueAt')::bigint) / 1000.0)) AS "dueAt"
      FROM cases, jsonb_array_elements(story->'promises') AS promise
      WHERE promise->>'kind' = 'decision' AND referral_id = ${referralId} AND kind = 'parallel_deal' AND state IN ('open', 'answered', 'second_look')`,
    );
    return row?.dueAt ?? null;
  },
});
