import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { answerOf, api, dataOf } from './client.ts';
import { newKey } from './idempotency.ts';
import { ifMatch } from './ifMatch.ts';

type Schemas = components['schemas'];

export type Absence = Schemas['Absence'];
export type RoutingRule = Schemas['RoutingRule'];
export type RuleBody = Schemas['WriteRoutingRule'];
export type DryRunResult = Schemas['RoutingDryRunResult'];
export type DryRunBody = Schemas['RoutingDryRun'];
export type HandOverResult = Schemas['HandOverResult'];

const ABSENCES = ['absences'];
const RULES = ['routing-rules'];

const once = () => ({ header: { 'Idempotency-Key': newKey() } });

export const useAbsences = () =>
  useQuery({ queryKey: ABSENCES, queryFn: async () => (await dataOf(api.GET('/v1/absences'))).data });

export function usePlanAbsence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['PlanAbsence']) => dataOf(api.POST('/v1/absences', { params: once(), body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ABSENCES }),
  });
}

export function useEndAbsence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/v1/absences/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ABSENCES }),
  });
}

export const useHandover = (userId: string) =>
  useQuery({
    queryKey: ['handover', userId],
    enabled: userId !== '',
    queryFn: () => dataOf(api.GET('/v1/users/{id}/handover', { params: { path: { id: userId } } })),
  });

export function useHandOver(userId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['HandOver']): Promise<HandOverResult> =>
      dataOf(api.POST('/v1/users/{id}/handover', { params: { path: { id: userId }, ...once() }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['handover', userId] }),
  });
}

export const useRoutingRules = () =>
  useQuery({ queryKey: RULES, queryFn: async () => (await dataOf(api.GET('/v1/routing-rules'))).data });

/** Adds a rule, or changes the one whose version was looked at. */
export function useSaveRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ rule, body }: { rule: RoutingRule | undefined; body: RuleBody }): Promise<RoutingRule> =>
      rule === undefined
        ? dataOf(api.POST('/v1/routing-rules', { params: once(), body }))
        : dataOf(
            api.PUT('/v1/routing-rules/{id}', {
              params: { path: { id: rule.id }, header: ifMatch(rule) },
              body,
            }),
          ),
    onSuccess: () => queries.invalidateQueries({ queryKey: RULES }),
  });
}

export function useDeleteRule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(api.DELETE('/v1/routing-rules/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: RULES }),
  });
}

export const useDryRun = () =>
  useMutation({
    mutationFn: (body: DryRunBody): Promise<DryRunResult> =>
      dataOf(api.POST('/v1/routing-rules/dry-run', { params: once(), body })),
  });
