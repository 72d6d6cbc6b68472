import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';
import { createKeyKeeper, newKey } from './idempotency.ts';

type Schemas = components['schemas'];
export type DealOverview = Schemas['DealOverview'];
export type Deal = Schemas['Deal'];
export type DealMovement = Deal['movements'][number];
export type DealCorrection = Deal['corrections'][number];
export type NewCorrection = Schemas['CorrectDeal'];
export type DealWait = DealOverview['waitsFor'][number];
export type DealRow = Schemas['DealTable']['data'][number];

const LIST_EVERY_MS = 5_000;
const DETAIL_EVERY_MS = 2_000;

export type DealFilter = { waitsFor?: DealWait; search?: string };

export const useDeals = (filter: DealFilter) =>
  useInfiniteQuery({
    queryKey: ['deals', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/deals', {
          params: { query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

export const useDeal = (dealId: string) =>
  useQuery({
    queryKey: ['deals', 'one', dealId],
    queryFn: (): Promise<Deal> => dataOf(api.GET('/v1/deals/{dealId}', { params: { path: { dealId } } })),
    refetchInterval: DETAIL_EVERY_MS,
  });

export type NewMovement = {
  kind: DealMovement['kind'];
  externalId: string;
  amount: Deal['amount'];
  on: string;
  reasonCode: string;
};

const keys = createKeyKeeper();

async function sendMovement(dealId: string, { kind, on, reasonCode, ...body }: NewMovement): Promise<void> {
  const header = { 'Idempotency-Key': keys.keyFor([dealId, kind, on, reasonCode, body]) };
  const params = { path: { dealId }, header };
  if (kind === 'invoiced') {
    await dataOf(api.POST('/v1/deals/{dealId}/invoices', { params, body: { ...body, invoicedOn: on } }));
  } else if (kind === 'paid') {
    await dataOf(api.POST('/v1/deals/{dealId}/payments', { params, body: { ...body, paidOn: on } }));
  } else {
    const reason = reasonCode === '' ? {} : { reasonCode };
    await dataOf(api.POST('/v1/deals/{dealId}/refunds', { params, body: { ...body, ...reason, refundedOn: on } }));
  }
}

/** What follows is in the lines, so they are read again. */
const useReadAgain = () => {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['deals'] }),
      queries.invalidateQueries({ queryKey: ['commissions'] }),
    ]);
};

export function useRecordMovement(dealId: string) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (movement: NewMovement) => sendMovement(dealId, movement),
    onSuccess: () => keys.forget(),
    onSettled: readAgain,
  });
}

export function useCorrectDeal(dealId: string) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (body: NewCorrection) => {
      const header = { 'Idempotency-Key': keys.keyFor([dealId, 'corrected', body]) };
      return dataOf(api.POST('/v1/deals/{dealId}/corrections', { params: { path: { dealId }, header }, body }));
    },
    onSuccess: () => keys.forget(),
    onSettled: readAgain,
  });
}

/** Rows are recorded once by their own ids, so every attempt has a key of its own. */
export function useDealTable() {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: async (file: File): Promise<DealRow[]> =>
      (
        await dataOf(
          api.POST('/v1/deals/upload', {
            params: { header: { 'Idempotency-Key': newKey(), 'X-File-Name': encodeURIComponent(file.name) } },
            headers: { 'Content-Type': 'application/octet-stream' },
            body: '',
            bodySerializer: () => file,
          }),
        )
      ).data,
    onSettled: readAgain,
  });
}
