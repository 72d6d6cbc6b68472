import type { Actor } from '../referral/commands.ts';
import type { Outcome } from '../referral/storyState.ts';
import { isCaseOver, isUndecided } from './caseState.ts';
import type { CaseState } from './caseState.ts';
import { contestsEnd } from './kinds.ts';
import { cancelPromises } from './promises.ts';
import { toPartner, toPerson } from './step.ts';
import type { CaseStep } from './step.ts';

const SYSTEM: Actor = { kind: 'system', id: 'story' };

/** Whether the end that it contests stands no more: the referral goes on, or has ended anew. `endedAt`: ISO 8601. */
export const isSettled = (
  state: CaseState,
  { endedAt, outcome }: { endedAt: string | null; outcome: Pick<Outcome, 'at'> | null },
): boolean =>
  contestsEnd(state.kind) && !isCaseOver(state.state) && state.effect !== 'reinstate' && outcome?.at !== endedAt;

/** The case ends by itself. Where a decision was still owed, the partner and who was to decide are told. */
export function settleCase({ caseId, state }: { caseId: string; state: CaseState }): CaseStep {
  const facts = { caseId, kind: state.kind };
  return {
    state: {
      ...state,
      state: 'closed',
      promises: cancelPromises(state.promises),
      secondLookUntil: null,
      effect: 'none',
      settled: true,
    },
    events: [{ type: 'case.closed', actor: SYSTEM, public: { caseId, why: 'taken_back' } }],
    mails: isUndecided(state.state)
      ? [toPartner('case_settled', facts), ...toPerson('case_settled', state.deciderId, facts)]
      : [],
  };
}
