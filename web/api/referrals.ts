import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Referral, TimelineEntry } from './types.ts';

/** How often an open page looks whether something has changed; a page in the background does not look. */
const DETAIL_EVERY_MS = 2_000;
const LIST_EVERY_MS = 5_000;
const PAGE_SIZE = 50;
const TIMELINE_PAGE = 100;

export type ReferralFilter = {
  stage?: string;
  q?: string;
  ownerId?: string;
  unassigned?: 'true';
  deputised?: 'true';
  sort?: 'newest' | 'due' | 'updated';
};

export const OPEN_STAGES =
  'submitted,in_review,waitlisted,accepted,contacted,qualified,opportunity,proposal,negotiation';
export const ENDED_STAGES = 'lost,disqualified,declined,expired,withdrawn';

/** A list that grows page by page and keeps itself up to date. */
export const useReferrals = (filter: ReferralFilter) =>
  useInfiniteQuery({
    queryKey: ['referrals', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/referrals', {
          params: { query: { ...filter, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_EVERY_MS,
  });

export const referralKey = (id: string) => ['referral', id];

export const useReferral = (id: string) =>
  useQuery({
    queryKey: referralKey(id),
    queryFn: (): Promise<Referral> => dataOf(api.GET('/v1/referrals/{id}', { params: { path: { id } } })),
    refetchInterval: DETAIL_EVERY_MS,
  });

async function readTimeline(id: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: TIMELINE_PAGE, ...(cursor === null ? {} : { cursor }) };
    const page: { data: TimelineEntry[]; next_cursor: string | null } = await dataOf(
      api.GET('/v1/referrals/{id}/timeline', { params: { path: { id }, query } }),
    );
    entries.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return entries;
}

/** Everything that happened, in order. */
export const useTimeline = (id: string) =>
  useQuery({
    queryKey: [...referralKey(id), 'timeline'],
    queryFn: () => readTimeline(id),
    refetchInterval: DETAIL_EVERY_MS,
  });
