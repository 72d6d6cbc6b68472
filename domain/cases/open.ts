import type { Actor } from '../referral/commands.ts';
import type { CaseState } from './caseState.ts';
import type { DeciderChoice } from './decider.ts';
import type { CaseKind } from './kinds.ts';
import { startPromise } from './promises.ts';
import { caseFacts, given, toPartner } from './step.ts';
import type { CaseRules, CaseStep } from './step.ts';

/** The first step: both promises begin. */
export function openCase(args: {
  caseId: string;
  kind: CaseKind;
  by: Actor;
  at: number;
  rules: CaseRules;
  choice: DeciderChoice;
}): CaseStep {
  const { caseId, kind, by, at, rules, choice } = args;
  const answer = startPromise([], { kind: 'first_answer', at, duration: rules.caseAnswer });
  const state: CaseState = {
    kind,
    state: 'open',
    round: 1,
    deciderId: choice.deciderId,
    unassigned: choice.unassigned,
    promises: startPromise(answer, { kind: 'decision', at, duration: rules.caseDecision }),
    secondLookUntil: null,
    outcome: null,
    effect: null,
  };
  const { events, mails } = given(caseId, state, choice);
  return {
    state,
    events: [{ type: 'case.opened', actor: by, public: { caseId, kind } }, ...events],
    mails: [toPartner('case_opened', caseFacts(caseId, state)), ...mails],
  };
}
