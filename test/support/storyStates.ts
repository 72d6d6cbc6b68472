import { DAY_MS } from '../../domain/duration.ts';
import { hasEnded, type Stage } from '../../domain/referral/stages.ts';
import { firstState, type Outcome, type StoryState } from '../../domain/referral/storyState.ts';
import { scoreCandidate } from '../../domain/matching/evidence.ts';
import { RUNGS_PERCENT, calendarRungs, startClock, type Clock, type ClockKind } from '../../domain/sla/clocks.ts';

/** A Tuesday. */
export const RECEIVED_AT = Date.parse('2026-11-24T14:02:07.000Z');
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
export const iso = (timeMs: number): string => new Date(timeMs).toISOString();

const promise = (clocks: Clock[], kind: ClockKind, startedAt: number, lengthMs: number): Clock[] =>
  startClock(clocks, { kind, startedAt, dueAt: startedAt + lengthMs });

const CLOCKS = promise(
  promise([], 'acknowledge', RECEIVED_AT, 4 * HOUR_MS),
  'first_contact',
  RECEIVED_AT,
  DAY_MS + MINUTE_MS,
);

/** What is owed in a stage, with the promise of news from acceptance on. */
const clocksIn = (stage: Stage): Clock[] => {
  const met = CLOCKS.map((clock) => ({ ...clock, state: 'met' as const, metAt: clock.startedAt }));
  const news = (clocks: Clock[]): Clock[] => promise(clocks, 'status_update', RECEIVED_AT, 7 * DAY_MS + 7 * MINUTE_MS);
  if (stage === 'submitted') return CLOCKS;
  if (stage === 'in_review') return promise(CLOCKS, 'review', RECEIVED_AT, 4 * HOUR_MS);
  if (stage === 'accepted') return news([...met.filter(({ kind }) => kind === 'acknowledge'), ...CLOCKS.slice(1)]);
  if (stage === 'qualified') return news(promise(met, 'handover', RECEIVED_AT, 2 * DAY_MS + 5 * MINUTE_MS));
  return news(met);
};

const OUTCOME: Outcome = {
  reasonCode: 'no_need',
  at: iso(RECEIVED_AT - DAY_MS),
  againFrom: iso(RECEIVED_AT + 29 * DAY_MS),
  contestUntil: iso(RECEIVED_AT + 13 * DAY_MS),
  tailUntil: null,
  from: 'contacted',
};

export const stateIn = (stage: Stage, changes: Partial<StoryState> = {}): StoryState => ({
  ...firstState(RECEIVED_AT, clocksIn(stage), RECEIVED_AT + 90 * DAY_MS),
  stage,
  ownerId: stage === 'submitted' ? null : 'usr_nora',
  waitingUntil: stage === 'waitlisted' ? RECEIVED_AT + 180 * DAY_MS : null,
  position: stage === 'waitlisted' ? 2 : null,
  outcome: hasEnded(stage) ? OUTCOME : null,
  ...changes,
});

/** The same after the rung of `percent` was climbed on that promise. */
export const missedAt = (state: StoryState, kind: ClockKind, percent: 100 | 150 | 250): StoryState => ({
  ...state,
  clocks: state.clocks.map((clock) =>
    clock.kind === kind
      ? { ...clock, state: 'breached', stepsDone: RUNGS_PERCENT.indexOf(percent) + 1, rungs: calendarRungs(clock) }
      : clock,
  ),
});

/** What counts how much is a rule of its own. */
export const CANDIDATE = {
  ...scoreCandidate({
    source: 'company',
    id: 'cmp_1',
    companyId: 'cmp_1',
    referralId: 'ref_1',
    sameKeys: [],
    nameSimilarity: 0.81,
    country: 'same',
    domain: 'other',
    related: null,
  }),
  score: 55,
};

export const LINE = {
  commissionId: 'com_1',
  state: 'awaiting_approval' as const,
  payableFrom: iso(RECEIVED_AT + 30 * DAY_MS),
  amount: { amount: 480_000, currency: 'EUR' },
  contentHash: 'h',
  approvals: 1,
  approvalsRequired: 2,
};
