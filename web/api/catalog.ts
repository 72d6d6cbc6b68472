import { useQuery } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';

export type PublishedProgram = components['schemas']['Program'];

/** What changes rarely: read once per visit. */
const RARELY = { staleTime: 5 * 60_000 };

export const usePrograms = () =>
  useQuery({ queryKey: ['programs'], queryFn: async () => (await dataOf(api.GET('/v1/programs'))).data, ...RARELY });

export const useReasons = () =>
  useQuery({ queryKey: ['reasons'], queryFn: async () => (await dataOf(api.GET('/v1/reasons'))).data, ...RARELY });

export const useColleagues = () =>
  useQuery({ queryKey: ['people'], queryFn: async () => (await dataOf(api.GET('/v1/people'))).data, ...RARELY });

/** Not for partners, who are told of no other. */
export const usePartners = ({ enabled } = { enabled: true }) =>
  useQuery({
    enabled,
    queryKey: ['partners'],
    queryFn: async () => (await dataOf(api.GET('/v1/partners'))).data,
    ...RARELY,
  });

/** One partner with what is missing until its next tiers: of today, so it is read anew. */
export const usePartner = (id: string) =>
  useQuery({
    queryKey: ['partner', id],
    queryFn: () => dataOf(api.GET('/v1/partners/{id}', { params: { path: { id } } })),
  });
