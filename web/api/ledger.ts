import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import type { LedgerAccount, RateBody } from './types.ts';

const LIST_EVERY_MS = 5_000;

type Code = LedgerAccount['code'];
export type JournalFilter = {
  account?: Code;
  partnerId?: string;
  currency?: string;
  period?: string;
  referralId?: string;
};

const keys = createKeyKeeper();

export const useLedgerAccounts = (filter: { period?: string }) =>
  useQuery({
    queryKey: ['ledger', 'accounts', filter],
    queryFn: async () => (await dataOf(api.GET('/v1/ledger/accounts', { params: { query: filter } }))).data,
    refetchInterval: LIST_EVERY_MS,
  });

export const useLedgerJournals = (filter: JournalFilter) =>
  useInfiniteQuery({
    queryKey: ['ledger', 'journals', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/ledger/journals', {
          params: { query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

export const useLedgerPeriods = () =>
  useQuery({
    queryKey: ['ledger', 'periods'],
    queryFn: async () => (await dataOf(api.GET('/v1/ledger/periods'))).data,
    refetchInterval: LIST_EVERY_MS,
  });

export type Closing = { name: 'propose' | 'close'; period: string };

/** Proposes to close a month, or closes it; a closed month changes what may be booked, so the books are read again. */
export function useClosing() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, period }: Closing) => {
      const params = { header: { 'Idempotency-Key': keys.keyFor([name, period]) } };
      return name === 'propose'
        ? dataOf(api.POST('/v1/ledger/periods/propose', { params, body: { period } }))
        : dataOf(api.POST('/v1/ledger/periods/close', { params, body: { period } }));
    },
    onSuccess: () => keys.forget(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['ledger'] }),
  });
}

/** The journals of a month as a table for the vendor's own books. */
export const useJournalExport = () =>
  useMutation({
    mutationFn: (period: string) =>
      dataOf(api.GET('/v1/ledger/export', { params: { query: { period } }, parseAs: 'text' })),
  });

export const useAccountNumbers = () =>
  useQuery({
    queryKey: ['ledger', 'numbers'],
    queryFn: async () => (await dataOf(api.GET('/v1/ledger/account-numbers'))).data,
  });

/** Sets the numbers of several accounts, whatever the currency; null takes one away. */
export function useSetAccountNumbers() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (changes: readonly { account: Code; number: string | null }[]) => {
      for (const change of changes) {
        await dataOf(api.PUT('/v1/ledger/account-numbers', { body: { ...change, currency: null } }));
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['ledger', 'numbers'] }),
  });
}

export const useRates = () =>
  useInfiniteQuery({
    queryKey: ['rates', 'list'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/rates', { params: { query: pageParam === null ? {} : { cursor: pageParam } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

export const useWaitingForRates = () =>
  useQuery({
    queryKey: ['rates', 'waiting'],
    queryFn: async () => (await dataOf(api.GET('/v1/rates/waiting'))).data,
    refetchInterval: LIST_EVERY_MS,
  });

export function useEnterRate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: RateBody) =>
      dataOf(api.POST('/v1/rates', { params: { header: { 'Idempotency-Key': keys.keyFor(body) } }, body })),
    onSuccess: async () => {
      keys.forget();
      await queries.invalidateQueries({ queryKey: ['rates'] });
    },
  });
}

export type RateDecision = { id: string; name: 'confirm' | 'refuse' };

export function useRateDecision() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: RateDecision) => {
      const params = { path: { id }, header: { 'Idempotency-Key': keys.keyFor([name, id]) } };
      return name === 'confirm'
        ? dataOf(api.POST('/v1/rates/{id}/confirm', { params, body: {} }))
        : dataOf(api.POST('/v1/rates/{id}/refuse', { params, body: {} }));
    },
    onSuccess: () => keys.forget(),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['rates'] }),
        queries.invalidateQueries({ queryKey: ['commissions'] }),
      ]),
  });
}
