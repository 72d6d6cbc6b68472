import { DAY_MS } from '../../domain/duration.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import { CANDIDATE, HOUR_MS, LINE, MINUTE_MS, RECEIVED_AT, iso, missedAt, stateIn } from './storyStates.ts';

const later = (lengthMs: number): Date => new Date(RECEIVED_AT + lengthMs);
const PROMISED_LINE = { ...LINE, approveFrom: iso(RECEIVED_AT), approveBy: iso(RECEIVED_AT + 5 * DAY_MS) };
const question = {
  id: 'q',
  kind: 'asked' as const,
  askedAt: RECEIVED_AT,
  answerBy: RECEIVED_AT + 3 * DAY_MS + 13 * MINUTE_MS,
  reminded: false,
};
const tries = {
  count: 2,
  nextAt: RECEIVED_AT + 2 * DAY_MS + 11 * MINUTE_MS,
  reminded: false,
  endsAt: RECEIVED_AT + 21 * DAY_MS,
};
const tried = { lastAttempt: { at: RECEIVED_AT + HOUR_MS, channel: 'phone' }, attempts: 2, tries };
const outcome = stateIn('declined').outcome;
const ended = (changes: object): Partial<StoryState> =>
  outcome === null ? {} : { outcome: { ...outcome, ...changes } };

const vendor: VendorVerdict = {
  decision: 'review',
  why: 'look_back',
  unproven: false,
  finding: {
    source: 'crm_activity',
    id: 'acc_1',
    accountId: 'acc_1',
    activity: 'meeting',
    at: iso(RECEIVED_AT - 41 * DAY_MS),
    recognised: { kind: 'account', foundBy: 'domain' },
  },
  interested: [],
  againFrom: null,
};

export type SituationRow = {
  name: string;
  state: StoryState;
  now: Date;
  facts?: Record<string, string>;
  feedback?: string;
};

/** Every situation of a referral, each read at a moment. `facts`: what is looked up when it is read. */
export const SITUATIONS: readonly SituationRow[] = [
  { name: 'received', state: stateIn('submitted'), now: later(1000) },
  { name: 'received, with look-alikes', state: stateIn('submitted', { candidates: [CANDIDATE] }), now: later(1000) },
  {
    name: 'received, the CRM does not answer the check',
    state: stateIn('submitted', { recheck: { tries: 1, at: RECEIVED_AT + 5000 } }),
    now: later(1000),
  },
  { name: 'in review for our own contact', state: stateIn('in_review', { vendor }), now: later(1000) },
  { name: 'in review', state: stateIn('in_review', { candidates: [CANDIDATE, CANDIDATE] }), now: later(1000) },
  {
    name: 'wait-listed',
    state: stateIn('waitlisted', { position: 1 }),
    now: later(1000),
    facts: { aheadNumber: 'R-5QX1-20', aheadUntil: iso(RECEIVED_AT + 60 * DAY_MS) },
  },
  {
    name: 'promoted, asked',
    state: stateIn('waitlisted', { promotion: { dueAt: RECEIVED_AT + 3 * DAY_MS + 13 * MINUTE_MS } }),
    now: later(1000),
  },
  {
    name: 'promoted, the answer is overdue',
    state: stateIn('waitlisted', { promotion: { dueAt: RECEIVED_AT + 3 * DAY_MS + 13 * MINUTE_MS } }),
    now: later(4 * DAY_MS),
  },
  { name: 'accepted', state: stateIn('accepted'), now: later(HOUR_MS) },
  {
    name: 'unassigned',
    state: stateIn('accepted', { unassigned: true, poolReason: 'all_absent' }),
    now: later(HOUR_MS),
  },
  {
    name: 'paused by outage',
    state: stateIn('accepted', { crmPendingSince: RECEIVED_AT + 60_000 }),
    now: later(HOUR_MS),
  },
  { name: 'late with the review', state: missedAt(stateIn('in_review'), 'acknowledge', 100), now: later(5 * HOUR_MS) },
  {
    name: 'late with first contact',
    state: missedAt(stateIn('accepted'), 'first_contact', 100),
    now: later(25 * HOUR_MS),
  },
  {
    name: 'late, handed over once',
    state: missedAt(stateIn('accepted'), 'first_contact', 150),
    now: later(40 * HOUR_MS),
  },
  {
    name: 'late, handed over twice',
    state: missedAt(stateIn('accepted'), 'first_contact', 250),
    now: later(61 * HOUR_MS),
  },
  {
    name: 'late with the next try',
    state: stateIn('accepted', { ...tried, tries: { ...tries, reminded: true } }),
    now: later(50 * HOUR_MS),
  },
  {
    name: 'late with the first step',
    state: missedAt(stateIn('qualified'), 'handover', 100),
    now: later(49 * HOUR_MS),
  },
  { name: 'attempted', state: stateIn('accepted', tried), now: later(2 * HOUR_MS) },
  { name: 'open question', state: stateIn('accepted', { question }), now: later(HOUR_MS) },
  { name: 'open question, the answer is overdue', state: stateIn('accepted', { question }), now: later(4 * DAY_MS) },
  { name: 'contacted', state: stateIn('contacted'), now: later(HOUR_MS) },
  {
    name: 'contacted, answers are missing',
    state: stateIn('contacted', {
      checklist: { need: 'yes', budget: 'no', authority: 'unknown', timeline: 'yes' },
      postponed: true,
    }),
    now: later(HOUR_MS),
  },
  {
    name: 'later',
    state: stateIn('contacted', { later: { recontactAt: RECEIVED_AT + 60 * DAY_MS, reminded: false } }),
    now: later(HOUR_MS),
  },
  { name: 'qualified', state: stateIn('qualified', { quality: 5 }), now: later(HOUR_MS), feedback: 'Well prepared' },
  { name: 'qualified, the first step is made', state: stateIn('qualified', { clocks: [] }), now: later(HOUR_MS) },
  {
    name: 'in talks',
    state: stateIn('proposal', { estimate: [{ amount: 480_000, currency: 'EUR' }] }),
    now: later(3 * DAY_MS),
  },
  {
    name: 'reported as won, waits for a second person',
    state: stateIn('negotiation', {
      pendingWin: {
        commandId: 'cmd_1',
        rowId: 'cmd_1',
        closedBy: 'usr_nora',
        amount: { amount: 4_800_000, currency: 'EUR' },
        firstYearNet: { amount: 4_800_000, currency: 'EUR' },
        closedOn: '2026-11-24',
      },
    }),
    now: later(HOUR_MS),
  },
  { name: 'won', state: stateIn('won', { lines: [LINE] }), now: later(HOUR_MS) },
  { name: 'won, approval due', state: stateIn('won', { lines: [PROMISED_LINE] }), now: later(HOUR_MS) },
  { name: 'won, approval late', state: stateIn('won', { lines: [PROMISED_LINE] }), now: later(6 * DAY_MS) },
  {
    name: 'lost',
    state: stateIn('lost', ended({ reasonCode: 'competitor', contestUntil: null })),
    now: later(HOUR_MS),
  },
  {
    name: 'declined',
    state: stateIn('declined', {
      ...ended({ reasonCode: 'recent_vendor_contact', from: 'submitted', lookBack: 'P90D' }),
      vendor,
    }),
    now: later(HOUR_MS),
  },
  { name: 'disqualified', state: stateIn('disqualified', ended({ reasonCode: 'no_budget' })), now: later(HOUR_MS) },
  {
    name: 'disqualified, unreachable',
    state: stateIn('disqualified', ended({ reasonCode: 'unreachable' })),
    now: later(20 * DAY_MS),
  },
  {
    name: 'expired',
    state: stateIn('expired', {
      ...ended({ reasonCode: 'no_answer', tailUntil: iso(RECEIVED_AT + 89 * DAY_MS) }),
      revivable: { until: RECEIVED_AT + 13 * DAY_MS, questionId: 'q', kind: 'asked' },
    }),
    now: later(HOUR_MS),
  },
  {
    name: 'withdrawn',
    state: stateIn('withdrawn', ended({ reasonCode: 'mistake', againFrom: null, contestUntil: null })),
    now: later(HOUR_MS),
  },
];
