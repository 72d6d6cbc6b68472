import { useCommissions } from '../../api/money.ts';
import type { texts } from '../../texts/en.ts';

export type Show = keyof typeof texts.finance.approvals.states;

/** What waits for an approval comes in the order in which it is due, also while its holding time runs. */
const ASKED: Readonly<Record<Show, Parameters<typeof useCommissions>[0]>> = {
  open: { queue: 'approval' },
  holding: { state: 'holding' },
  approved: { state: 'approved' },
  returned: { state: 'returned' },
  frozen: { state: 'frozen' },
  paid: { state: 'paid' },
  all: {},
};

export function useLines(show: Show) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useCommissions(
    ASKED[show],
  );
  return {
    lines: data,
    error,
    isPending,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
    reload: () => void refetch(),
  };
}
