import { useState } from 'react';
import { APPROVALS_MAX } from '../../api/approvals.ts';
import type { Commission } from '../../api/types.ts';

/** Lines that the reader may approve, and which of them are chosen; what is not on screen any more is chosen no more. */
export function useSelection(lines: readonly Commission[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selectable = lines.filter(({ mayApprove }) => mayApprove?.allowed === true).slice(0, APPROVALS_MAX);
  return {
    selectable,
    selected: selectable.filter(({ id }) => ids.has(id)),
    toggle: (id: string): void =>
      setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id])),
    selectAll: (): void => setIds(new Set(selectable.map(({ id }) => id))),
    selectNone: (): void => setIds(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
