import type { Actor } from '../referral/commands.ts';
import type { CaseState } from './caseState.ts';
import type { CaseContext } from './commands.ts';
import type { DeciderChoice } from './decider.ts';
import { climbed } from './promises.ts';
import type { CaseDeadline } from './promises.ts';
import { given, isoOf, toPerson } from './step.ts';
import type { CaseStep } from './step.ts';

const TIMER: Actor = { kind: 'timer', id: 'clock' };

/** A deadline of the case has come. `chooseAnother`: an uninvolved person besides the one who was too late. */
export function passCaseTime(
  { caseId, state }: CaseContext,
  deadline: CaseDeadline,
  chooseAnother: () => DeciderChoice,
): CaseStep {
  if (deadline.kind === 'second_look_ends') {
    const next: CaseState = { ...state, state: 'closed' };
    return { state: next, events: [{ type: 'case.closed', actor: TIMER, public: { caseId } }], mails: [] };
  }
  const { promise, rung } = deadline;
  const next: CaseState = { ...state, promises: climbed(state.promises, promise, rung) };
  const dueAt = isoOf(state.promises.find(({ kind }) => kind === promise)?.dueAt ?? 0);
  const facts = { caseId, kind: state.kind, promise, dueAt, deciderId: state.deciderId };
  const waitsForAnswer = state.kind === 'parallel_deal' && promise === 'first_answer';
  if (rung === 'hand_over' && waitsForAnswer) return decideWithoutAnswer({ caseId, state: next, facts });
  if (rung === 'hand_over') return handOver({ caseId, state: next, facts }, chooseAnother());
  const isBreach = rung === 'breach';
  const reminded = waitsForAnswer ? (state.answererId ?? state.deciderId) : state.deciderId;
  return {
    state: next,
    events: [{ type: isBreach ? 'case.breached' : 'case.reminded', actor: TIMER, public: { caseId, promise, dueAt } }],
    mails: isBreach
      ? [
          { text: 'case_breached', receiver: { kind: 'managers' }, facts },
          { text: 'case_late', receiver: { kind: 'submitter' }, facts },
        ]
      : toPerson('case_reminder', reminded, facts),
  };
}

type HandOver = {
  caseId: string;
  state: CaseState;
  facts: { caseId: string; kind: string; promise: string; dueAt: string; deciderId: string | null };
};

/** Nobody else can say whose deal it is: who decides does so without the answer. */
const decideWithoutAnswer = ({ caseId, state, facts }: HandOver): CaseStep => ({
  state,
  events: [{ type: 'case.escalated', actor: TIMER, public: { caseId, promise: facts.promise, dueAt: facts.dueAt } }],
  mails: toPerson('case_reminder', state.deciderId, { ...facts, promise: 'decision' }),
});

/** To another person who took no part; where there is none, who has it keeps it. The promise stays missed. */
function handOver({ caseId, state, facts }: HandOver, choice: DeciderChoice): CaseStep {
  const moved = choice.deciderId !== state.deciderId;
  const next: CaseState = { ...state, deciderId: choice.deciderId, unassigned: choice.unassigned };
  const told = moved ? given(caseId, next, choice) : { events: [], mails: [] };
  return {
    state: next,
    events: [
      { type: 'case.escalated', actor: TIMER, public: { caseId, promise: facts.promise, dueAt: facts.dueAt } },
      ...told.events,
    ],
    mails: told.mails,
  };
}
