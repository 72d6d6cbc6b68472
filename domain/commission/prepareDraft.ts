import { mayPrepare, type FinancePerson } from '../approval/separation.ts';
import { amountOf, refusedBy, wrongState, type Decision, type Run, type RunChange } from './payoutRun.ts';
import { lookAgain } from './release.ts';

/**
 * A person takes the draft of a period on: from now on they are who prepared it, and another one releases it. What can no longer
 * be paid leaves with its reason, as it would at the release.
 */
export function decidePrepare(run: Run, person: FinancePerson): Decision {
  const wrong = wrongState(run, 'prepare');
  if (wrong !== null) return wrong;
  const permission = mayPrepare(person);
  if (!permission.allowed) return refusedBy(permission);
  const items = run.items.filter(({ state }) => state === 'prepared');
  const checked = items.map((item) => ({ item, ...lookAgain(run, item) }));
  const leaving = checked.flatMap((one) => one.leaving);
  if (checked.every(({ staying }) => staying.length === 0)) {
    const reasons = leaving.map(({ line, reason }) => ({ commissionId: line.commissionId, reason }));
    return { refused: { code: 'line_not_payable', facts: { excluded: reasons } } };
  }
  const changed = checked.filter((one) => one.leaving.length > 0);
  return {
    change: {
      run: { state: 'prepared', preparedBy: person.userId },
      items: changed.map(({ item, staying }): RunChange['items'][number] => ({
        id: item.id,
        state: staying.length === 0 ? 'excluded' : 'prepared',
        amount: amountOf(staying, run),
        excludedReason: staying.length === 0 ? 'no_line_left' : null,
      })),
      lines: leaving,
      journals: [],
    },
  };
}
