import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { referralKey } from './referrals.ts';

export type NewFurtherDeal = components['schemas']['RecordFurtherDeal'];
export type FurtherDeal = components['schemas']['FurtherDeal'];

/** Records what the customer of a won referral buys later; the same form sent twice makes one. */
export function useRecordFurtherDeal(referralId: string, onDone: (made: FurtherDeal) => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (body: NewFurtherDeal) => {
      const params = { path: { id: referralId }, header: { 'Idempotency-Key': keys.keyFor(body) } };
      return dataOf(api.POST('/v1/referrals/{id}/further-deals', { params, body }));
    },
    onSuccess: async (made) => {
      keys.forget();
      onDone(made);
      await queries.invalidateQueries({ queryKey: ['referrals'] });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: referralKey(referralId) }),
  });
}
