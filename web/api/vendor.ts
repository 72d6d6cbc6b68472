import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';

type Schemas = components['schemas'];
export type VendorIdentity = Schemas['VendorIdentity'];
export type NewVendorIdentity = Schemas['RecordVendorIdentity'];

export const useVendorIdentities = () =>
  useQuery({
    queryKey: ['vendor-identities'],
    queryFn: async () => (await dataOf(api.GET('/v1/vendor-identities'))).data,
  });

export function useRecordVendor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewVendorIdentity) =>
      answerOf(api.POST('/v1/vendor-identities', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['vendor-identities'] }),
  });
}
