import { notPayable } from '../approval/payable.ts';
import { mayPutBack, type FinancePerson } from '../approval/separation.ts';
import { amountOf, leave, openLines, refusedBy, wrongState, type Decision, type Run } from './payoutRun.ts';

type ItemWish = { itemId: string; reason: string };

/** A person takes one payee out of a prepared run. */
export function decideExclude(run: Run, { itemId, reason }: ItemWish): Decision {
  const wrong = wrongState(run, 'exclude');
  if (wrong !== null) return wrong;
  const item = run.items.find(({ id }) => id === itemId);
  if (item === undefined) return { refused: { code: 'not_found', facts: {} } };
  if (item.state !== 'prepared') return { refused: { code: 'not_allowed_in_state', facts: { state: item.state } } };
  return {
    change: {
      run: null,
      items: [{ id: item.id, state: 'excluded', amount: amountOf(openLines(item), run), excludedReason: reason }],
      lines: openLines(item).map((line) => leave(item, line, reason)),
      journals: [],
    },
  };
}

/** Back in again, with those of its lines that nobody else has taken and that can still be paid, at what is owed of them by now. */
export function decideInclude(run: Run, person: FinancePerson, { itemId }: Pick<ItemWish, 'itemId'>): Decision {
  const wrong = wrongState(run, 'include');
  if (wrong !== null) return wrong;
  const permission = mayPutBack(person, run);
  if (!permission.allowed) return refusedBy(permission);
  const item = run.items.find(({ id }) => id === itemId);
  if (item === undefined) return { refused: { code: 'not_found', facts: {} } };
  if (item.state !== 'excluded') return { refused: { code: 'not_allowed_in_state', facts: { state: item.state } } };
  const payable = item.lines.filter(
    (line) => !line.open && notPayable(line, { cutOff: run.cutOff, expected: 'approved' }) === null,
  );
  if (payable.length === 0) return { refused: { code: 'line_not_payable', facts: {} } };
  return {
    change: {
      run: null,
      items: [{ id: item.id, state: 'prepared', amount: amountOf(payable, run), excludedReason: null }],
      lines: payable.map((line) => ({ item: item.id, line, state: 'in_run', open: true, reason: null })),
      journals: [],
    },
  };
}
