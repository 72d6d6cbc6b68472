import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import type { Commission } from './types.ts';

/** As many lines as one request takes. */
export const APPROVALS_MAX = 200;

/** Approves exactly what was on screen, line by line; the same lines again under the same key. */
export function useApprovals() {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (lines: readonly Commission[]) => {
      const items = lines.map(({ id, contentHash }) => ({ id, contentHash }));
      const header = { 'Idempotency-Key': keys.keyFor(items.flatMap(({ id, contentHash }) => [id, contentHash])) };
      return dataOf(api.POST('/v1/commissions/approvals', { params: { header }, body: { items } }));
    },
    onSuccess: () => keys.forget(),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['commissions'] }),
        queries.invalidateQueries({ queryKey: ['commission'] }),
      ]),
  });
}
