import { mayContest, mayOpenBeside } from '../../domain/cases/contest.ts';
import { chooseDecider } from '../../domain/cases/decider.ts';
import { openCase } from '../../domain/cases/open.ts';
import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { databaseError, guarded } from './callFunction.ts';
import { readCaseFacts } from './caseFacts.ts';
import { readOpened } from './caseReads.ts';
import type { CaseDesk, NewCase } from './casePort.ts';
import type { Database, Queryable } from './client.ts';
import { insertCase, lockReferral } from './lockedCase.ts';
import { onceInTransaction } from './setup.ts';

export const createCaseDesk = (database: Database): CaseDesk => ({
  once: (ticket, act) =>
    onceInTransaction(database, ticket, (as) =>
      act({ open: (wish) => open(as, wish), find: (caseId) => readOpened(as, caseId) }),
    ),
});

/** Locks the referral, looks, and opens the case with somebody who took no part; gives its id. */
async function open(as: Queryable, wish: NewCase): Promise<string> {
  const { referralId, kind, by, at } = wish;
  await lockReferral(as, referralId);
  const facts = await readCaseFacts(as, { referralId, kind, at: at.toISOString(), openedBy: by.id, deal: null });
  const { contested, policy } = facts;
  const answer = mayContest({ kind, contested, tail: policy.tail, now: at.getTime() });
  if (!answer.allowed) throw new AppError({ code: answer.code, facts: answer.facts });
  const caseId = newId('case');
  const choice = chooseDecider({ ...facts, kind, previous: null });
  const step = openCase({ caseId, kind, by, at: at.getTime(), rules: policy, choice });
  await insertCase(as, { ...wish, caseId }, step, facts);
  return caseId;
}

/** An outbox row: an open deal was found beside a registration. */
export type DealFound = { referralId: string; besideId: string; at: string };

/**
 * A deal beside a registration becomes a case, once, for as long as the claim is held. Whose deal it is has no part in the
 * decision.
 */
export async function openParallelDeal(database: Database, { referralId, besideId, at }: DealFound): Promise<void> {
  const by = { kind: 'system' as const, id: 'deal_watch' };
  return guarded(async () => {
    await database.$transaction(async (as) => {
      await lockReferral(as, referralId);
      const kind = 'parallel_deal';
      const facts = await readCaseFacts(as, { referralId, kind, at, openedBy: by.id, deal: besideId });
      const [found] = await as.$queryRaw<{ caseId: string | null }[]>`
        SELECT case_id AS "caseId" FROM parallel_deals WHERE id = ${besideId}`;
      if (found?.caseId !== null || !mayOpenBeside(facts.contested.stage)) return;
      const caseId = newId('case');
      const choice = chooseDecider({ ...facts, kind, previous: null });
      const beside = { ownerId: facts.dealOwnerId, referralOwnerId: facts.ownerId };
      const step = openCase({ caseId, kind, by, at: Date.parse(at), rules: facts.policy, choice, beside });
      const wish = {
        caseId,
        referralId,
        kind,
        by,
        note: null,
        at: new Date(at),
        source: 'deal_watch',
        besideId,
      } as const;
      await insertCase(as, wish, step, facts);
    });
  });
}

/** An outbox row: for the tail after an end, a deal of another referral of the company came about. */
export type MissingCredit = { referralId: string; dealReferralId: string; at: string };

/**
 * Credit that may be missing is contested by ourselves. Nothing is opened where a case is open, the time is over, or the
 * deal is the partner's own; so a repeat opens nothing.
 */
export async function openMissingCredit(database: Database, wish: MissingCredit): Promise<void> {
  const { referralId, dealReferralId } = wish;
  const partners = await database.referral.findMany({
    where: { id: { in: [referralId, dealReferralId] } },
    distinct: ['partnerId'],
    select: { partnerId: true },
  });
  if (partners.length < 2) return;
  try {
    const by = { kind: 'system' as const, id: 'tail' };
    const at = new Date(wish.at);
    await database.$transaction((as) =>
      open(as, { referralId, kind: 'missing_credit', by, note: null, at, source: 'tail' }),
    );
  } catch (error) {
    if (error instanceof AppError && error.policy.status === 409 && !error.policy.retryable) return;
    throw databaseError(error);
  }
}
