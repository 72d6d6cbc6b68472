import { nextPromise } from '../../domain/cases/promises.ts';
import type { CaseEffect, CaseKind } from '../../domain/cases/kinds.ts';
import { isUndecided, type CaseState } from '../../domain/cases/caseState.ts';
import { keepsPlace } from '../../domain/cases/step.ts';
import type { CaseStep } from '../../domain/cases/step.ts';
import { AppError } from '../../domain/errors.ts';
import { readCaseFacts } from './caseFacts.ts';
import { followCase } from './caseFreezes.ts';
import type { CaseFacts, NewCase } from './casePort.ts';
import { callFunction, callProcedure } from './callFunction.ts';
import type { Queryable } from './client.ts';

/** Lock order everywhere: company, referral, case. */
export async function lockReferral(as: Queryable, referralId: string): Promise<void> {
  await callProcedure(as, 'lock_company_of', referralId);
  await as.$executeRawUnsafe('SELECT 1 FROM referrals WHERE id = $1 FOR UPDATE', referralId);
}

export type LockedCase = { caseId: string; state: CaseState; facts: CaseFacts };

/** Throws `not_found`. */
export async function lockCase(as: Queryable, caseId: string, at: string): Promise<LockedCase> {
  const [known] = await as.$queryRawUnsafe<{ referralId: string; kind: CaseKind; openedBy: string }[]>(
    `SELECT referral_id AS "referralId", kind, opened_by->>'id' AS "openedBy" FROM cases WHERE id = $1`,
    caseId,
  );
  if (known === undefined) throw new AppError({ code: 'not_found', detail: caseId });
  await lockReferral(as, known.referralId);
  const [row] = await as.$queryRawUnsafe<{ story: CaseState }[]>(
    'SELECT story FROM cases WHERE id = $1 FOR UPDATE',
    caseId,
  );
  if (row === undefined) throw new AppError({ code: 'not_found', detail: caseId });
  return { caseId, state: row.story, facts: await readCaseFacts(as, { ...known, at, deal: caseId }) };
}

/** What people wrote with the step stands in its first entry: `message` for the partner, `note` for the house. */
type Texts = { message?: string | undefined; note?: string | undefined };

const eventsOf = (step: CaseStep, { at, source, texts }: { at: string; source: string; texts: Texts }) =>
  step.events.map((event, place) => ({
    ...event,
    at,
    source: event.actor.kind === 'user' || event.actor.kind === 'api_key' ? source : 'case',
    from: null,
    to: null,
    reasonCode: null,
    public: {
      ...event.public,
      ...(place === 0 && texts.message !== undefined ? { message: texts.message } : {}),
    },
    ...(place === 0 && texts.note !== undefined ? { private: { note: texts.note } } : {}),
  }));

const dueAt = (state: CaseState): string | null => {
  const promise = nextPromise(state);
  return promise === undefined ? null : new Date(promise.dueAt).toISOString();
};

export async function insertCase(
  as: Queryable,
  wish: NewCase & { caseId: string },
  step: CaseStep,
  facts: CaseFacts,
): Promise<void> {
  const at = wish.at.toISOString();
  await callFunction(as, 'open_case', {
    id: wish.caseId,
    referralId: wish.referralId,
    programId: facts.programId,
    partnerId: facts.subject.partnerId,
    kind: wish.kind,
    openedBy: wish.by,
    at,
    contestedAt: facts.contested.outcome?.at ?? null,
    note: wish.note,
    deciderId: step.state.deciderId,
    dueAt: dueAt(step.state),
    story: step.state,
    events: eventsOf(step, { at, source: wish.source, texts: { message: wish.note ?? undefined } }),
    mails: step.mails,
    reserve: keepsPlace(step.state),
    besideId: wish.besideId ?? null,
  });
  await followCase(as, { ...wish, at, undecided: isUndecided(step.state.state) });
}

/** What a referral has to carry out. */
const ACTED_ON: readonly (CaseEffect | null)[] = ['reinstate', 'credit', 'adjust', 'link'];

type Command = { id: string; workflowId: string; name: string; actor: object; payload: object; source: string };

/** Writes a step of a locked case, with the answer to the command that asked for it. */
export async function writeCase(
  as: Queryable,
  { caseId, state, facts }: LockedCase,
  args: { at: string; step: CaseStep; source: string; texts: Texts; command: Command | null },
): Promise<void> {
  const { at, step, source, texts, command } = args;
  const kept = keepsPlace(state);
  const keeps = keepsPlace(step.state);
  const undecided = isUndecided(step.state.state);
  const hasMovedLines =
    undecided !== isUndecided(state.state) &&
    (await followCase(as, { referralId: facts.referralId, caseId, kind: state.kind, at, undecided }));
  await callFunction(as, 'write_case', {
    caseId,
    referralId: facts.referralId,
    at,
    deciderId: step.state.deciderId,
    dueAt: dueAt(step.state),
    story: step.state,
    ...(step.events[0]?.type === 'case.answered' ? { answer: texts.message ?? null } : {}),
    ...(step.dealAnswer === undefined ? {} : { dealAnswer: { ...step.dealAnswer, reason: texts.note ?? null } }),
    decided:
      step.decided === undefined
        ? null
        : {
            by: step.decided.by,
            reason: texts.message ?? null,
            deal: step.deal ?? null,
            adjustment: step.adjustment ?? null,
          },
    events: eventsOf(step, { at, source, texts }),
    mails: step.mails,
    place: kept === keeps ? null : keeps ? 'reserve' : 'free',
    signal: hasMovedLines || (step.decided !== undefined && ACTED_ON.includes(step.state.effect)),
    command:
      command === null ? null : { ...command, runId: null, referralId: null, state: 'done', code: null, facts: {} },
  });
}
