import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';

const EVERY_MS = 2_000;
const statementsKey = (runId: string) => ['run', runId, 'statements'];

/** What the bank has stated about a run. */
export const useStatements = (runId: string) =>
  useQuery({
    queryKey: statementsKey(runId),
    queryFn: async () =>
      (await dataOf(api.GET('/v1/payout-runs/{id}/statements', { params: { path: { id: runId } } }))).data,
    refetchInterval: EVERY_MS,
  });

/** The same file twice changes nothing, so every attempt has a key of its own. */
export function useStatementUpload(runId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      answerOf(
        api.POST('/v1/payout-runs/{id}/statement', {
          params: {
            path: { id: runId },
            header: { 'Idempotency-Key': newKey(), 'X-File-Name': encodeURIComponent(file.name) },
          },
          headers: { 'Content-Type': 'application/octet-stream' },
          body: '',
          bodySerializer: () => file,
        }),
      ),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['run', runId] }),
        queries.invalidateQueries({ queryKey: ['runs'] }),
        queries.invalidateQueries({ queryKey: ['commissions'] }),
      ]),
  });
}
