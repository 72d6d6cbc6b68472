import { Button } from '@mantine/core';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { moneyInWords, sumsByCurrency } from '../../ui/money.ts';

const words = texts.finance.selection;

type Props = {
  selected: readonly Commission[];
  selectable: number;
  onAll: () => void;
  onNone: () => void;
  onApprove: () => void;
};

/** How much is selected in each currency, and what is done with it. */
export function SelectionBar({ selected, selectable, onAll, onNone, onApprove }: Props) {
  if (selectable === 0) return null;
  const sums = sumsByCurrency(selected.map(({ amount }) => amount)).map(moneyInWords);
  return (
    <div className="fl-filters">
      <span aria-live="polite">{words.selected(selected.length, sums)}</span>
      {selected.length < selectable ? (
        <Button size="xs" variant="default" onClick={onAll}>
          {words.all(selectable)}
        </Button>
      ) : null}
      {selected.length === 0 ? null : (
        <>
          <Button size="xs" variant="default" onClick={onNone}>
            {words.none}
          </Button>
          <Button size="xs" onClick={onApprove}>
            {words.approve(selected.length)}
          </Button>
        </>
      )}
    </div>
  );
}
