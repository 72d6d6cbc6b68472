import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { components, operations } from '../../generated/openapi.ts';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';

type Schemas = components['schemas'];
export type PartnerInvoice = Schemas['PartnerInvoice'];
export type WantedInvoice = Schemas['WantedInvoice'];
type UploadQuery = operations['uploadInvoice']['parameters']['query'];

export const useInvoices = () =>
  useInfiniteQuery({
    queryKey: ['invoices'],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/invoices', {
          params: { query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });

export const useWantedInvoices = () =>
  useInfiniteQuery({
    queryKey: ['invoices', 'wanted'],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/invoices/wanted', {
          params: { query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });

function useFresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['invoices', 'documents', 'commissions'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
}

export const useUploadInvoice = (partnerId: string) =>
  useMutation({
    mutationFn: ({ file, ...query }: UploadQuery & { file: File }) =>
      answerOf(
        api.POST('/v1/partners/{id}/invoices', {
          params: {
            path: { id: partnerId },
            query,
            header: { 'Idempotency-Key': newKey(), 'X-File-Name': encodeURIComponent(file.name) },
          },
          headers: { 'Content-Type': 'application/octet-stream' },
          body: '',
          bodySerializer: () => file,
        }),
      ),
    onSuccess: useFresh(),
  });

export const useAcceptInvoice = ({ id }: PartnerInvoice) =>
  useMutation({
    mutationFn: () => answerOf(api.POST('/v1/invoices/{id}/accept', { params: { path: { id } }, body: {} })),
    onSuccess: useFresh(),
  });

export const useRejectInvoice = ({ id }: PartnerInvoice) =>
  useMutation({
    mutationFn: (reason: string) =>
      answerOf(api.POST('/v1/invoices/{id}/reject', { params: { path: { id } }, body: { reason } })),
    onSuccess: useFresh(),
  });

export const useInvoiceFile = () =>
  useMutation({
    gcTime: 0,
    mutationFn: (id: string) =>
      dataOf(api.GET('/v1/invoices/{id}/file', { params: { path: { id } }, parseAs: 'blob' })),
  });
