import { useQuery } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';

export type FinanceToday = components['schemas']['FinanceToday'];

const EVERY_MS = 5_000;

export const useFinanceToday = () =>
  useQuery({
    queryKey: ['finance', 'today'],
    queryFn: (): Promise<FinanceToday> => dataOf(api.GET('/v1/finance/today')),
    refetchInterval: EVERY_MS,
  });
