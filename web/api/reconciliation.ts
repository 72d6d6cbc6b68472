import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { ifMatch } from './ifMatch.ts';

export type Reconciliation = components['schemas']['ReconciliationReport'];
export type ReconciliationFinding = components['schemas']['ReconciliationFinding'];

const REPORT_EVERY_MS = 5_000;

const keys = createKeyKeeper();

export const useReconciliation = () =>
  useQuery({
    queryKey: ['reconciliation'],
    queryFn: () => dataOf(api.GET('/v1/reports/reconciliation')),
    refetchInterval: REPORT_EVERY_MS,
  });

/** What is on the page, for a spreadsheet. */
export const useReconciliationTable = () =>
  useMutation({
    mutationFn: () =>
      dataOf(api.GET('/v1/reports/reconciliation', { headers: { Accept: 'text/csv' }, parseAs: 'text' })),
  });

export function useComparison() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/v1/reports/reconciliation/comparisons', {
          params: { header: { 'Idempotency-Key': keys.keyFor(['compare']) } },
          body: {},
        }),
      ),
    onSuccess: () => keys.forget(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reconciliation'] }),
  });
}

/** The version that was on screen travels along: nobody accepts what has changed meanwhile. */
export function useAcceptFinding() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, reason }: Pick<ReconciliationFinding, 'id' | 'version'> & { reason: string }) =>
      dataOf(
        api.POST('/v1/reports/reconciliation/findings/{id}/accept', {
          params: {
            path: { id },
            header: { 'Idempotency-Key': keys.keyFor([id, version, reason]), ...ifMatch({ version }) },
          },
          body: { reason },
        }),
      ),
    onSuccess: () => keys.forget(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reconciliation'] }),
  });
}
