import { interestedInRivals } from '../../domain/approval/interest.ts';
import type { Place } from '../../domain/approval/interest.ts';
import { isUndecided } from '../../domain/cases/caseState.ts';
import type { CaseStage } from '../../domain/cases/caseState.ts';
import { involvedIn, involvedInDeal } from '../../domain/cases/decider.ts';
import type { BesideParts, DecidingPerson, DecisionEvent } from '../../domain/cases/decider.ts';
import type { CaseKind } from '../../domain/cases/kinds.ts';
import { AppError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { Outcome } from '../../domain/referral/storyState.ts';
import type { CaseFacts } from './casePort.ts';
import type { Queryable } from './client.ts';

type Row = {
  stage: Stage;
  outcome: Outcome | null;
  submitted_at: Date;
  program_id: string;
  partner_id: string;
  submitters: (string | null)[];
  manager_id: string | null;
  owner_id: string | null;
  beside: BesideParts | null;
  policy: Policy;
  has_lines: boolean;
  rivals: Place[];
  events: DecisionEvent[];
  people: DecidingPerson[];
  cases: { caseId: string; state: CaseStage; decidedAt: string | null; endedAt: string | null }[];
};

/** One question: the referral, what was decided in it, who there is, its other cases of this kind, the deal that it is about. */
const FACTS = `
  SELECT r.stage, r.outcome, r.submitted_at, r.program_id, r.partner_id, r.owner_id, p.manager_id, v.body AS policy,
    ARRAY[r.submitted_by->>'id', r.submitted_by->>'onBehalfOf'] AS submitters,
    EXISTS (SELECT 1 FROM commissions c WHERE c.referral_id = r.id) AS has_lines, rivals_of(r.id, '{}', true) AS rivals,
    coalesce((SELECT jsonb_agg(jsonb_build_object('type', e.type, 'actorKind', e.actor_kind, 'actorId', e.actor_id) ORDER BY e.seq)
      FROM events e WHERE e.referral_id = r.id AND e.actor_kind = 'user'), '[]') AS events,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'roles', to_jsonb(u.roles), 'away', is_absent(u.id, $2::timestamptz),
        'openCases', (SELECT count(*) FROM cases o WHERE o.decider_id = u.id AND o.state IN ('open', 'answered', 'second_look'))) ORDER BY u.id), '[]')
      FROM users u WHERE u.active AND u.partner_id IS NULL) AS people,
    coalesce((SELECT jsonb_agg(jsonb_build_object('caseId', k.id, 'state', k.state,
        'decidedAt', iso_ms(k.decided_at), 'endedAt', iso_ms(k.contested_at)))
      FROM cases k WHERE k.referral_id = r.id AND k.kind = $3), '[]') AS cases,
    (SELECT jsonb_build_object('ownerId', d.owner_id, 'answeredBy', d.answered_by,
        'decidedBy', (SELECT k.decided_by FROM cases k WHERE k.id = d.case_id))
      FROM parallel_deals d WHERE d.id = $4 OR d.case_id = $4) AS beside
  FROM referrals r JOIN partners p ON p.id = r.partner_id JOIN policy_versions v ON v.id = r.policy_version_id WHERE r.id = $1`;

/** `deal`: the id of the case, or of the deal that one is opened for. Throws `not_found`. */
export async function readCaseFacts(
  as: Queryable,
  args: { referralId: string; kind: CaseKind; at: string; openedBy: string | null; deal: string | null },
): Promise<CaseFacts> {
  const [row] = await as.$queryRawUnsafe<Row[]>(FACTS, args.referralId, args.at, args.kind, args.deal);
  if (row === undefined) throw new AppError({ code: 'not_found', detail: args.referralId });
  const interested = interestedInRivals(row.rivals, row.manager_id);
  const submitterIds = row.submitters.filter((id): id is string => id !== null);
  return {
    referralId: args.referralId,
    submittedAt: row.submitted_at.getTime(),
    programId: row.program_id,
    subject: { partnerId: row.partner_id, submitterIds, openedBy: args.openedBy },
    contested: {
      stage: row.stage,
      outcome: row.outcome,
      hasLines: row.has_lines,
      cases: row.cases.map(({ caseId, state, decidedAt, endedAt }) => ({
        caseId,
        isOpen: isUndecided(state) || state === 'decided',
        wasDecided: decidedAt !== null,
        endedAt,
      })),
    },
    policy: row.policy,
    people: row.people,
    involved:
      row.beside === null ? involvedIn(row.events, submitterIds, interested) : involvedInDeal(row.beside, submitterIds),
    partnerManagerId: row.manager_id,
    ownerId: row.owner_id,
    dealOwnerId: row.beside?.ownerId ?? null,
    finance: row.people.filter(({ roles }) => roles.includes('finance_preparer')).map(({ userId }) => userId),
  };
}
