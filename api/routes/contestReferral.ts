import type { CaseDesk } from '../../adapters/database/casePort.ts';
import type { Idempotency } from '../../adapters/database/idempotencyPort.ts';
import type { Reads, ReferralRecord } from '../../adapters/database/readsPort.ts';
import { allowedIn, kindsIn } from '../../domain/cases/kinds.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { actorOf, scopeOf, type Caller } from '../auth/caller.ts';
import { contestReferral } from '../operations/cases.ts';
import { caseReply } from '../presenters/case.ts';
import { mayContestFor } from '../presenters/contest.ts';
import { subjectOf } from '../presenters/subject.ts';
import { replay, route } from '../route.ts';

type Deps = { reads: Reads; caseDesk: CaseDesk; idempotency: Idempotency };

/** First answer again → 404 → stage → rights → time and what there is already, under the lock. */
export const contestReferralRoute = ({ reads, caseDesk, idempotency }: Deps) =>
  route(contestReferral, async ({ caller, ids, body, ticket, source, now }) => {
    const before = ticket === undefined ? undefined : await idempotency.look(ticket);
    if (before?.answer !== undefined) return replay(before.answer);
    // Read before the transaction: one that waits for a second connection could wait for itself.
    const record = await reads.referral(scopeOf(caller), ids.id);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    const { kind, note } = body;
    const { stage } = record;
    if (!kindsIn(stage).includes(kind)) {
      const facts = { stage, allowed: allowedIn(stage), kinds: kindsIn(stage) };
      throw new AppError({ code: 'not_allowed_in_stage', facts });
    }
    checkRights(record, caller);
    return answerOnce(caseDesk, ticket, async (writes) => {
      const caseId = await writes.open({ referralId: ids.id, kind, by: actorOf(caller), note, at: now, source });
      const opened = await writes.find(caseId);
      if (opened === undefined) throw new AppError({ code: 'internal_error' });
      return caseReply({ record: opened, caller, people: [], now }, 201);
    });
  });

function checkRights(record: ReferralRecord, caller: Caller): void {
  const permission = mayContestFor(caller, subjectOf(record));
  if (!permission.allowed) throw new AppError({ code: permission.code, detail: permission.why });
}
