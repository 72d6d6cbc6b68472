import { useCommissions } from '../../api/money.ts';
import type { Commission, CommissionState } from '../../api/types.ts';
import type { texts } from '../../texts/en.ts';

export type Show = keyof typeof texts.finance.approvals.states;

const STATES: Readonly<Record<Show, readonly CommissionState[]>> = {
  open: ['awaiting_approval', 'holding'],
  holding: ['holding'],
  approved: ['approved'],
  paid: ['paid'],
  all: [],
};

const hasEnough = ({ approvals, approvalsRequired }: Commission): boolean =>
  approvalsRequired !== null && approvals.length >= approvalsRequired;

/** Lines that may be approved ahead, while their holding time runs, stand below those that wait for nothing else. */
export function useLines(show: Show) {
  const [state, alsoState] = STATES[show];
  const first = useCommissions(state === undefined ? {} : { state });
  const also = useCommissions(alsoState === undefined ? {} : { state: alsoState }, {
    enabled: alsoState !== undefined,
  });
  const further = alsoState === undefined ? [] : (also.data ?? []).filter((line) => !hasEnough(line));
  const lines = first.data === undefined ? undefined : [...first.data, ...further];
  return {
    lines,
    error: first.error ?? also.error,
    isPending: lines === undefined ? first.isPending : lines.length === 0 && also.isLoading,
    hasMore: first.hasNextPage || (alsoState !== undefined && also.hasNextPage),
    isLoadingMore: first.isFetchingNextPage || also.isFetchingNextPage,
    loadMore: (): void => {
      if (first.hasNextPage) void first.fetchNextPage();
      else void also.fetchNextPage();
    },
    reload: (): void => {
      void first.refetch();
      if (alsoState !== undefined) void also.refetch();
    },
  };
}
