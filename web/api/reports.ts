import { useQuery } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { api, dataOf } from './client.ts';
import { useUser } from './session.ts';

type Report = components['schemas']['AttainmentReport'];

export type AttainmentRow = Report['data'][number];
export type AttainmentKind = AttainmentRow['kind'];
export type AttainmentGroup = Report['by'];

type Filter = { by: AttainmentGroup; programId?: string };

const attainment = (query: Filter & { partnerId?: string }) => ({
  queryKey: ['attainment', query],
  queryFn: async () => (await dataOf(api.GET('/v1/reports/sla', { params: { query } }))).data,
});

/** How promises were kept in the last 90 days, as far as the reader may know. */
export const useAttainment = (filter: Filter) => useQuery(attainment(filter));

/** What was kept between a partner and us; nothing for those who are of no partner. */
export function useOwnAttainment(programId: string) {
  const { partnerId } = useUser();
  return useQuery({
    ...attainment({ by: 'partner', programId, ...(partnerId === null ? {} : { partnerId }) }),
    enabled: partnerId !== null,
  });
}
