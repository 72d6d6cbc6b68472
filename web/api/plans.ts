import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';

type Schemas = components['schemas'];

export type Plan = Schemas['Plan'];
export type PlanPreview = Schemas['PlanPreview'];
export type SampleDeal = Schemas['SampleDeal'];

const PLANS = ['plans'];

const keys = createKeyKeeper();

export const usePlans = () =>
  useQuery({ queryKey: PLANS, queryFn: async () => (await dataOf(api.GET('/v1/plans'))).data });

/** The key names the version: pressed twice, it is published once. */
export function usePublishPlan() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, planVersion }: Plan) =>
      dataOf(
        api.POST('/v1/plans/{id}/publish', {
          params: { path: { id }, header: { 'Idempotency-Key': keys.keyFor(['publish', planVersion]) } },
          body: {},
        }),
      ),
    onSuccess: () => Promise.all([PLANS, ['programs']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export const usePreviewPlan = (id: string) =>
  useMutation({
    mutationFn: (sample: SampleDeal | undefined): Promise<PlanPreview> =>
      dataOf(
        api.POST('/v1/plans/{id}/preview', {
          params: { path: { id } },
          body: sample === undefined ? {} : { sample },
        }),
      ),
  });
