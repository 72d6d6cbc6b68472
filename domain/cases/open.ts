import type { Actor } from '../referral/commands.ts';
import type { StoryMail } from '../referral/step.ts';
import type { CaseState } from './caseState.ts';
import type { DeciderChoice } from './decider.ts';
import type { CaseKind } from './kinds.ts';
import { startPromise } from './promises.ts';
import { caseFacts, given, toPartner, toPerson } from './step.ts';
import type { CaseRules, CaseStep } from './step.ts';

/** The first step: both promises begin. */
export function openCase(args: {
  caseId: string;
  kind: CaseKind;
  by: Actor;
  at: number;
  rules: CaseRules;
  choice: DeciderChoice;
  beside?: BesideOpened;
}): CaseStep {
  const { caseId, kind, by, at, rules, choice, beside } = args;
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
    ...(beside === undefined ? {} : { answererId: beside.ownerId }),
  };
  const { events, mails } = given(caseId, state, choice);
  return {
    state,
    events: [
      { type: beside === undefined ? 'case.opened' : 'case.found', actor: by, public: { caseId, kind } },
      ...events,
    ],
    mails: [
      toPartner('case_opened', caseFacts(caseId, state)),
      ...mails,
      ...(beside === undefined ? [] : tellOfDeal(caseId, state, beside)),
    ],
  };
}

/** `ownerId`: whose deal it is, as far as that is known; `referralOwnerId`: who works on the referral. */
export type BesideOpened = { ownerId: string | null; referralOwnerId: string | null };

/** Whose deal it is has to say what it is, or the sales managers, where that is nobody here; who works on it knows. */
function tellOfDeal(caseId: string, state: CaseState, { ownerId, referralOwnerId }: BesideOpened): StoryMail[] {
  const facts = caseFacts(caseId, state);
  const asked: StoryMail[] =
    ownerId === null
      ? [{ text: 'case_parallel_deal', receiver: { kind: 'managers' }, facts: { ...facts, asked: 1 } }]
      : toPerson('case_parallel_deal', ownerId, { ...facts, asked: 1 });
  const told =
    referralOwnerId === ownerId ? [] : toPerson('case_parallel_deal', referralOwnerId, { ...facts, asked: 0 });
  return [...asked, ...told];
}
