import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from './client.ts';
import { ifMatch } from './ifMatch.ts';
import type { ChangePayeeBody, Payee, PayeeFilter } from './types.ts';

const LIST_EVERY_MS = 10_000;

export const usePayee = (partnerId: string) =>
  useQuery({
    queryKey: ['payee', partnerId],
    queryFn: () => dataOf(api.GET('/v1/partners/{id}/payee', { params: { path: { id: partnerId } } })),
  });

export const usePayees = (problem: PayeeFilter | undefined) =>
  useInfiniteQuery({
    queryKey: ['payees', problem ?? null],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/payees', {
          params: {
            query: {
              limit: 50,
              ...(problem === undefined ? {} : { problem }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

function useFresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(['payee', 'payees', 'commissions'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
}

export const useChangePayee = (payee: Payee) =>
  useMutation({
    mutationFn: (body: ChangePayeeBody) =>
      answerOf(
        api.PUT('/v1/partners/{id}/payee', {
          params: { path: { id: payee.partnerId }, header: ifMatch(payee) },
          body,
        }),
      ),
    onSuccess: useFresh(),
  });

export type PayeeWish = { decision: 'verify' } | { decision: 'refuse'; reason: string };

export const useDecidePayee = (payee: Payee) =>
  useMutation({
    mutationFn: (wish: PayeeWish) => {
      const params = { path: { id: payee.partnerId }, header: ifMatch(payee) };
      return wish.decision === 'verify'
        ? answerOf(api.POST('/v1/partners/{id}/payee/verify', { params, body: {} }))
        : answerOf(api.POST('/v1/partners/{id}/payee/refuse', { params, body: { reason: wish.reason } }));
    },
    onSuccess: useFresh(),
  });

/** Shown and forgotten: what comes back is kept in no cache. */
export const useUnmaskPayee = (partnerId: string) =>
  useMutation({
    gcTime: 0,
    mutationFn: (reason: string) =>
      dataOf(api.POST('/v1/partners/{id}/payee/unmask', { params: { path: { id: partnerId } }, body: { reason } })),
    onSuccess: useFresh(),
  });
