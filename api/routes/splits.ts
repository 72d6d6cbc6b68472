import type { z } from 'zod';
import type { ReferralRecord, Reads } from '../../adapters/database/readsPort.ts';
import type { SplitOfReferral as Known, Splits } from '../../adapters/database/splitsPort.ts';
import { refuseAnswer, refuseProposal, type SplitAnswer } from '../../domain/approval/splits.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { actorOf, commandActorOf, scopeOf, type Caller } from '../auth/caller.ts';
import { answerSplit, proposeSplit, readSplit } from '../operations/splits.ts';
import { subjectOf } from '../presenters/subject.ts';
import { route } from '../route.ts';
import type { SplitOfReferral } from '../schemas/splits.ts';

export type SplitDeps = { reads: Pick<Reads, 'referral'>; splits: Splits };

async function found({ reads }: SplitDeps, caller: Caller, id: string): Promise<ReferralRecord> {
  const record = await reads.referral(scopeOf(caller), id);
  if (record === undefined) throw new AppError({ code: 'not_found' });
  return record;
}

const refusalOfProposal = (caller: Caller, record: ReferralRecord, { split, isLate }: Known, otherId?: string) =>
  refuseProposal(commandActorOf(caller), subjectOf(record), {
    stage: record.stage,
    standing: split?.state ?? null,
    isLate,
    ...(otherId === undefined ? {} : { otherId }),
  });

const refusalOfAnswer = (caller: Caller, record: ReferralRecord, { split, isLate }: Known, answer: SplitAnswer) =>
  refuseAnswer(commandActorOf(caller), subjectOf(record), {
    answer,
    state: split?.state ?? 'withdrawn',
    stage: record.stage,
    isLate,
  });

function throwIf(refusal: ReturnType<typeof refuseProposal>): void {
  if (refusal !== null) throw new AppError({ code: refusal.code, detail: refusal.why });
}

function present(caller: Caller, record: ReferralRecord, known: Known): z.output<typeof SplitOfReferral> {
  const may = (answer: SplitAnswer): boolean => refusalOfAnswer(caller, record, known, answer) === null;
  return {
    split: known.split,
    actions: [
      ...(refusalOfProposal(caller, record, known) === null ? (['propose'] as const) : []),
      ...(may('declined') ? (['answer'] as const) : []),
      ...(may('withdrawn') ? (['withdraw'] as const) : []),
    ],
  };
}

export const readSplitRoute = (deps: SplitDeps) =>
  route(readSplit, async ({ caller, ids }) => {
    const record = await found(deps, caller, ids.id);
    return { status: 200, body: present(caller, record, await deps.splits.split(record.id, caller.partnerId)) };
  });

export const proposeSplitRoute = (deps: SplitDeps) =>
  route(proposeSplit, async ({ caller, ids, body, ticket, source, now }) => {
    const record = await found(deps, caller, ids.id);
    return answerOnce(deps.splits, ticket, async (writes) => {
      throwIf(refusalOfProposal(caller, record, await writes.locked(record.id), body.partnerId));
      const given = { referralId: record.id, by: actorOf(caller), source, at: now };
      const split = await writes.propose({ ...given, ...body });
      return { status: 201, body: present(caller, record, { split, isLate: false }) };
    });
  });

export const answerSplitRoute = (deps: SplitDeps) =>
  route(answerSplit, async ({ caller, ids, body: { splitId, answer }, ticket, source, now }) => {
    const record = await found(deps, caller, ids.id);
    return answerOnce(deps.splits, ticket, async (writes) => {
      const known = await writes.locked(record.id);
      if (known.split?.id !== splitId) throw new AppError({ code: 'not_found', detail: 'There is no such proposal.' });
      throwIf(refusalOfAnswer(caller, record, known, answer));
      const given = { referralId: record.id, by: actorOf(caller), source, at: now };
      const split = await writes.answer({ ...given, split: known.split, answer });
      return { status: 200, body: present(caller, record, { ...known, split }) };
    });
  });
