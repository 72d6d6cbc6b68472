import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.ts';
import { sessionEnd } from './sessionEnd.ts';

const noticeEnd = (error: Error): void => {
  if (isProblem(error, 'unauthenticated')) sessionEnd.tell();
};

const RETRIES_MAX = 2;

/** What the API refused will be refused again; only an outage is worth another try by itself. */
const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < RETRIES_MAX && isProblem(error) && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 1_000 }, mutations: { retry: false } },
});
