import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';

type Schemas = components['schemas'];
export type DocumentSummary = Schemas['DocumentSummary'];
export type DocumentView = Schemas['Document'];
export type Agreement = Schemas['Agreement'];

export const useDocuments = (filter: { contested?: 'true' }) =>
  useInfiniteQuery({
    queryKey: ['documents', 'list', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/documents', {
          params: { query: { ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });

export const useDocument = (id: string) =>
  useQuery({
    queryKey: ['documents', id],
    queryFn: () => dataOf(api.GET('/v1/documents/{id}', { params: { path: { id } } })),
  });

function useFreshDocuments() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['documents'] });
}

export const useObject = (id: string) =>
  useMutation({
    mutationFn: (reason: string) =>
      answerOf(
        api.POST('/v1/documents/{id}/objections', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          body: { reason },
        }),
      ),
    onSuccess: useFreshDocuments(),
  });

export const useAnswerObjection = (id: string) =>
  useMutation({
    mutationFn: (body: Schemas['AnswerObjection']) =>
      answerOf(api.POST('/v1/documents/{id}/objections/answer', { params: { path: { id } }, body })),
    onSuccess: useFreshDocuments(),
  });

export const useAgreements = () =>
  useQuery({ queryKey: ['agreements'], queryFn: async () => (await dataOf(api.GET('/v1/agreements'))).data });

export function useAcceptAgreement() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(
        api.POST('/v1/agreements/{id}/accept', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
          body: {},
        }),
      ),
    onSuccess: () =>
      Promise.all(['agreements', 'commissions'].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
}
