import { notPayable } from '../approval/payable.ts';
import { mayRelease, type FinancePerson } from '../approval/separation.ts';
import { journalFor, type PostingKind } from '../ledger/postings.ts';
import type { Money } from '../money.ts';
import { isBelowMinimum } from './minimum.ts';
import { netOff } from './netting.ts';
import {
  amountOf,
  leave,
  openLines,
  refusedBy,
  wrongState,
  type Decision,
  type Run,
  type RunChange,
  type RunItem,
  type RunLine,
} from './payoutRun.ts';

/**
 * Another person lets the money go. Everything is looked at once more; a line that fails drops out with its reason, and
 * with the last of its lines an item. Of what stays, what the partner owes is netted; the rest is posted from due to clearing.
 */
export function decideRelease(run: Run, person: FinancePerson): Decision {
  const wrong = wrongState(run, 'release');
  if (wrong !== null) return wrong;
  const checked = run.items.map((item) => ({ item, ...lookAgain(run, item) }));
  const kept = checked.flatMap(({ staying }) => staying);
  const permission = mayRelease(person, {
    preparedBy: run.preparedBy,
    exclusions: kept.flatMap(({ exclusions }) => exclusions),
  });
  if (!permission.allowed) return refusedBy(permission);
  const leaving = checked.flatMap((one) => one.leaving);
  if (kept.length === 0) {
    const reasons = leaving.map(({ line, reason }) => ({ commissionId: line.commissionId, reason }));
    return { refused: { code: 'line_not_payable', facts: { excluded: reasons } } };
  }
  const decided = checked.map(({ item, staying }) => releaseItem(run, item, staying));
  return {
    change: {
      run: { state: 'released', releasedBy: person.userId },
      items: decided.flatMap(({ items }) => items),
      lines: [...leaving, ...decided.flatMap(({ lines }) => lines)],
      journals: decided.flatMap(({ journals }) => journals),
      nettings: decided.flatMap(({ nettings }) => nettings),
    },
  };
}

type Checked = { staying: RunLine[]; leaving: RunChange['lines'] };

/** What of an item can be paid by now, and why the rest cannot; what has become too little for a payment is carried over. */
export function lookAgain(run: Run, item: RunItem): Checked {
  const checked = checkLines(run, item);
  const { left } = netOff(checked.staying, item.debts, { itemId: item.id, currency: run.currency });
  if (!isBelowMinimum(checked.staying, left)) return checked;
  const carriedOver = checked.staying.map((line) => leave(item, line, 'below_minimum'));
  return { staying: [], leaving: [...checked.leaving, ...carriedOver] };
}

function checkLines(run: Run, item: RunItem): Checked {
  const checked: Checked = { staying: [], leaving: [] };
  for (const line of openLines(item)) {
    const reason = notPayable(line, { cutOff: run.cutOff, expected: 'in_run' });
    if (reason === null) checked.staying.push(line);
    else checked.leaving.push(leave(item, line, reason));
  }
  return checked;
}

type Released = Required<Pick<RunChange, 'items' | 'lines' | 'journals' | 'nettings'>>;

/** What is wholly netted is settled at once: nothing of it goes to the rail, and nothing of it can come back. */
function releaseItem(run: Run, item: RunItem, staying: readonly RunLine[]): Released {
  const { id, partnerId } = item;
  if (staying.length === 0) {
    const excluded = { id, state: 'excluded', amount: amountOf([], run), excludedReason: 'no_line_left' } as const;
    return { items: item.state === 'prepared' ? [excluded] : [], lines: [], journals: [], nettings: [] };
  }
  const { nettings, netted, left } = netOff(staying, item.debts, { itemId: id, currency: run.currency });
  const isNetted = left.amountMinor === 0n;
  const post = (kind: PostingKind, amount: Money) =>
    amount.amountMinor === 0n ? [] : [journalFor({ kind, source: id, partnerId, amount })];
  return {
    items: [{ id, state: isNetted ? 'netted' : 'released', amount: left, excludedReason: null }],
    lines: isNetted
      ? staying.map((line) => ({
          item: id,
          line: { ...line, nettedMinor: line.amount.amountMinor },
          state: 'paid',
          open: true,
          reason: null,
        }))
      : [],
    journals: [...post('netted', netted), ...post('released', left)],
    nettings,
  };
}
