import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { referralKey } from './referrals.ts';
import type { AnswerSplitBody, ProposeSplitBody, SplitOfReferral } from './types.ts';

/** With whom a referral is shared, and what the reader may do about it. */
export const useSplit = (referralId: string) =>
  useQuery({
    queryKey: [...referralKey(referralId), 'split'],
    queryFn: () => dataOf(api.GET('/v1/referrals/{id}/split', { params: { path: { id: referralId } } })),
  });

type Send<Body> = (
  params: { path: { id: string }; header: { 'Idempotency-Key': string } },
  body: Body,
) => Promise<SplitOfReferral>;

function useSplitWrite<Body>(referralId: string, send: Send<Body>, onDone: (body: Body) => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (body: Body) =>
      send({ path: { id: referralId }, header: { 'Idempotency-Key': keys.keyFor(body) } }, body),
    onSuccess: async (_, body) => {
      keys.forget();
      onDone(body);
      await queries.invalidateQueries({ queryKey: referralKey(referralId) });
    },
  });
}

export const useProposeSplit = (referralId: string, onDone: () => void) =>
  useSplitWrite<ProposeSplitBody>(
    referralId,
    (params, body) => dataOf(api.POST('/v1/referrals/{id}/split', { params, body })),
    onDone,
  );

export const useAnswerSplit = (referralId: string, onDone: (body: AnswerSplitBody) => void) =>
  useSplitWrite<AnswerSplitBody>(
    referralId,
    (params, body) => dataOf(api.POST('/v1/referrals/{id}/split/answer', { params, body })),
    onDone,
  );
