import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clawbackOf } from '../../../domain/commission/clawback.ts';
import type { PlanRule } from '../../../domain/commission/plan.ts';
import { imbalances } from '../../../domain/ledger/postings.ts';
import { bytesOf } from '../../support/ledgerStories.ts';
import {
  CONTRACT,
  FIRST_YEAR,
  progressOf,
  sumOf,
  triggerStory,
  type TriggerStory,
} from '../../support/triggerStories.ts';
import { often, runs } from '../../support/runs.ts';

const HISTORIES = 100_000;
const EVENTS_MAX = 14;

/** By the sums alone, whatever came first: how much the rule is about, and whether so much was invoiced or paid. */
function isReached(story: TriggerStory, { kind, trigger }: PlanRule): boolean {
  const wanted = BigInt(kind === 'deal_percent' ? CONTRACT : FIRST_YEAR);
  return trigger === 'signed' || (trigger !== 'qualified' && progressOf(story)[trigger] >= wanted);
}

/** What a rule pays, reckoned here again. */
const earnedBy = (rule: PlanRule): bigint =>
  rule.kind === 'deal_percent'
    ? (BigInt(CONTRACT) * BigInt(rule.basisPoints) + 5_000n) / 10_000n
    : BigInt('amount' in rule ? rule.amount.amount : 0);

function wrongIn(story: TriggerStory): string[] {
  const wrong: string[] = [];
  const refunded = sumOf(story.refunds);
  for (const rule of story.rules) {
    const { kind } = rule;
    const lines = story.lines.filter((line) => line.kind === kind);
    const waiting = story.waiting.filter((line) => line.kind === kind);
    const [has, waits] = isReached(story, rule) ? [1, 0] : [0, 1];
    if (lines.length !== has || waiting.length !== waits)
      wrong.push(`${kind}: ${String(lines.length)} accrued, ${String(waiting.length)} wait`);
    const earned = earnedBy(rule);
    const left = earned - clawbackOf({ kind, earned, refunded, deal: BigInt(CONTRACT) });
    for (const { amount, state } of lines) {
      if (amount.amountMinor !== left) wrong.push(`${kind} is ${String(amount.amountMinor)}, not ${String(left)}`);
      if ((state === 'clawed_back') !== (left === 0n)) wrong.push(`${kind} is ${state}`);
    }
  }
  const owed = story.journals
    .flatMap(({ entries }) => entries)
    .filter(({ account }) => account === 'payable_pending')
    .reduce((sum, { side, amount }) => sum + (side === 'credit' ? amount.amountMinor : -amount.amountMinor), 0n);
  if (owed !== sumOf(story.lines)) wrong.push('the books owe another sum than the lines');
  if (story.journals.some(({ entries }) => [...imbalances(entries).values()].some((rest) => rest !== 0n)))
    wrong.push('a journal does not balance');
  return wrong;
}

it('invoices, payments and refunds give the same lines in whatever order they are told: 100,000 histories', () => {
  const reached = { awaited: 0, stillWaiting: 0, refundedBefore: 0, gone: 0 };
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: EVENTS_MAX }), (seed, events) => {
      const story = triggerStory(bytesOf(seed, 1 + 2 * events));
      reached.awaited += story.awaited;
      reached.stillWaiting += story.waiting.length;
      reached.refundedBefore += story.refunds.length > 0 && story.awaited > 0 ? 1 : 0;
      reached.gone += story.lines.filter(({ state }) => state === 'clawed_back').length;
      const wrong = wrongIn(story);
      if (wrong.length > 0) expect(wrong).toEqual([]);
    }),
    { numRuns: runs(HISTORIES) },
  );
  for (const [what, times] of Object.entries(reached)) expect([what, times > often(1_000)]).toEqual([what, true]);
}, 600_000);
