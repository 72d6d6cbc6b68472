import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';

type Schemas = components['schemas'];
export type StatementMonth = Schemas['PartnerStatement'];
export type StatementLine = Schemas['PartnerStatementLine'];

/** A month in figures, from what it opens with to what it closes with. */
export const STATEMENT_FIGURES = ['opening', 'earned', 'corrected', 'paid', 'closing'] as const;

const EVERY_MS = 10_000;
const LINES_AT_ONCE = 100;

/** Every month of a partner, newest first, one row per currency. */
export const usePartnerStatements = (partnerId: string) =>
  useQuery({
    queryKey: ['statements', partnerId],
    queryFn: async () =>
      (await dataOf(api.GET('/v1/partners/{id}/statements', { params: { path: { id: partnerId } } }))).data,
    refetchInterval: EVERY_MS,
  });

/** The lines behind the figures of a month. */
export const useStatementLines = (partnerId: string, period: string) =>
  useInfiniteQuery({
    queryKey: ['statements', partnerId, period],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/partners/{id}/statements/lines', {
          params: {
            path: { id: partnerId },
            query: { period, limit: LINES_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });

/** Every month as a table. */
export const useStatementsTable = (partnerId: string) =>
  useMutation({
    mutationFn: () =>
      dataOf(api.GET('/v1/partners/{id}/statements/export', { params: { path: { id: partnerId } }, parseAs: 'text' })),
  });

/** The lines of a month as a table. */
export const useStatementTable = (partnerId: string) =>
  useMutation({
    mutationFn: async (period: string): Promise<string> => {
      const params = { path: { id: partnerId }, query: { period } };
      const options = { params, parseAs: 'text', headers: { Accept: 'text/csv' } } as const;
      return dataOf(api.GET('/v1/partners/{id}/statements/lines', options));
    },
  });
