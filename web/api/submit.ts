import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from './client.ts';
import type { Referral, SubmitBody } from './types.ts';

export type Submitted = { referral: Referral; isNew: boolean };

/** Hands in a referral. The key comes from the draft, so that one draft makes one referral. */
export function useSubmitReferral() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: { body: SubmitBody; key: string }): Promise<Submitted> => {
      const params = { header: { 'Idempotency-Key': key } };
      const { data, status } = await answerOf(api.POST('/v1/referrals', { params, body }));
      return { referral: data, isNew: status === 201 };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['referrals'] }),
  });
}
