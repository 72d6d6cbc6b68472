import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';
import { ifMatch } from './ifMatch.ts';
import type { ChangeTaxBody, TaxProfile } from './types.ts';

export const useTaxProfile = (partnerId: string) =>
  useQuery({
    queryKey: ['tax', partnerId],
    queryFn: () => dataOf(api.GET('/v1/partners/{id}/tax', { params: { path: { id: partnerId } } })),
  });

function useFresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all(['tax', 'payees', 'commissions'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
}

async function uploadForm(partnerId: string, file: File): Promise<string> {
  const { id } = await dataOf(
    api.POST('/v1/partners/{id}/tax/forms', {
      params: {
        path: { id: partnerId },
        header: { 'Idempotency-Key': newKey(), 'X-File-Name': encodeURIComponent(file.name) },
      },
      headers: { 'Content-Type': 'application/octet-stream' },
      body: '',
      bodySerializer: () => file,
    }),
  );
  return id;
}

/** The form first, then the profile that names it. */
export const useChangeTax = (tax: TaxProfile) =>
  useMutation({
    mutationFn: async ({ file, ...body }: Omit<ChangeTaxBody, 'formId'> & { file: File }) =>
      answerOf(
        api.PUT('/v1/partners/{id}/tax', {
          params: { path: { id: tax.partnerId }, header: ifMatch(tax) },
          body: { ...body, formId: await uploadForm(tax.partnerId, file) },
        }),
      ),
    onSuccess: useFresh(),
  });

export const useVerifyTax = (tax: TaxProfile) =>
  useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/v1/partners/{id}/tax/verify', {
          params: { path: { id: tax.partnerId }, header: ifMatch(tax) },
          body: {},
        }),
      ),
    onSuccess: useFresh(),
  });

export const useRefuseTax = (tax: TaxProfile) =>
  useMutation({
    mutationFn: (reason: string) =>
      answerOf(
        api.POST('/v1/partners/{id}/tax/refuse', {
          params: { path: { id: tax.partnerId }, header: ifMatch(tax) },
          body: { reason },
        }),
      ),
    onSuccess: useFresh(),
  });

/** Shown and forgotten: what comes back is kept in no cache. */
export const useReadIdentity = ({ partnerId }: TaxProfile) =>
  useMutation({
    gcTime: 0,
    mutationFn: (reason: string) =>
      dataOf(api.POST('/v1/partners/{id}/tax/unmask', { params: { path: { id: partnerId } }, body: { reason } })),
    onSuccess: useFresh(),
  });

export const useFetchForm = ({ partnerId }: TaxProfile) =>
  useMutation({
    gcTime: 0,
    mutationFn: (reason: string) =>
      dataOf(
        api.POST('/v1/partners/{id}/tax/form', {
          params: { path: { id: partnerId } },
          body: { reason },
          parseAs: 'blob',
        }),
      ),
    onSuccess: useFresh(),
  });
