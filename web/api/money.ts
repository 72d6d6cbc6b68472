import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { ifMatch } from './ifMatch.ts';
import type { Commission, CommissionState, PayoutPeriod, PayoutRail, PayoutRun } from './types.ts';

const LIST_EVERY_MS = 5_000;
const DETAIL_EVERY_MS = 2_000;

/** `queue`: what waits for an approval, in the order in which it is due. */
export type CommissionFilter = {
  referralId?: string;
  partnerId?: string;
  state?: CommissionState;
  corrected?: 'true';
  queue?: 'approval';
};

export const useCommissions = (filter: CommissionFilter, { enabled } = { enabled: true }) =>
  useInfiniteQuery({
    enabled,
    queryKey: ['commissions', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/commissions', {
          params: { query: { ...filter, limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

/** In the order in which money moves. */
export const EARNING_FIGURES = ['expected', 'earned', 'onItsWay', 'stopped', 'paid', 'toNet'] as const;

/** What a partner's lines come to, all of them. */
export const useEarnings = () =>
  useQuery({
    queryKey: ['commissions', 'earnings'],
    queryFn: () => dataOf(api.GET('/v1/earnings')),
    refetchInterval: LIST_EVERY_MS,
  });

export const useCommission = (id: string) =>
  useQuery({
    queryKey: ['commission', id],
    queryFn: () => dataOf(api.GET('/v1/commissions/{id}', { params: { path: { id } } })),
    refetchInterval: DETAIL_EVERY_MS,
  });

export type Decision = { line: Commission } & (
  { decision: 'approve' } | { decision: 'reject' | 'freeze' | 'unfreeze'; reasonCode: string }
);

const keys = createKeyKeeper();

function sendDecision(wish: Decision) {
  const { id, version, contentHash } = wish.line;
  const headers = ifMatch(wish.line);
  const key = { 'Idempotency-Key': keys.keyFor([wish.decision, id, version]) };
  const path = { id };
  if (wish.decision === 'approve') {
    return answerOf(
      api.POST('/v1/commissions/{id}/approve', {
        params: { path, header: { ...headers, ...key } },
        body: { contentHash },
      }),
    );
  }
  const { reasonCode } = wish;
  const params = { path, header: { ...headers, ...key } };
  if (wish.decision === 'freeze')
    return answerOf(api.POST('/v1/commissions/{id}/freeze', { params, body: { reasonCode } }));
  if (wish.decision === 'unfreeze')
    return answerOf(api.POST('/v1/commissions/{id}/unfreeze', { params, body: { reasonCode } }));
  return answerOf(api.POST('/v1/commissions/{id}/reject', { params, body: { contentHash, reasonCode } }));
}

/** Decides about exactly what was on screen: the version and the content hash travel with it. */
export function useDecision() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: sendDecision,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['commissions'] }),
        queries.invalidateQueries({ queryKey: ['commission'] }),
      ]),
  });
}

export type Adjustment = { line: Commission; amount: number; reasonCode: string; message: string };

/** Proposes to add to a line, or below zero to take from it; others approve it. */
export function useAdjust() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ line, amount, reasonCode, message }: Adjustment) => {
      const { id, version } = line;
      const key = keys.keyFor(['adjust', id, version, amount, reasonCode, message]);
      return answerOf(
        api.POST('/v1/commissions/{id}/adjust', {
          params: { path: { id }, header: { ...ifMatch(line), 'Idempotency-Key': key } },
          body: { amount: { amount, currency: line.amount.currency }, reasonCode, message },
        }),
      );
    },
    onSuccess: () => keys.forget(),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['commissions'] }),
        queries.invalidateQueries({ queryKey: ['commission'] }),
      ]),
  });
}

export const usePayoutRuns = (filter: { late?: 'true' }) =>
  useInfiniteQuery({
    queryKey: ['runs', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/payout-runs', {
          params: { query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: LIST_EVERY_MS,
  });

const runKey = (id: string) => ['run', id];

export const usePayoutRun = (id: string) =>
  useQuery({
    queryKey: runKey(id),
    queryFn: (): Promise<PayoutRun> => dataOf(api.GET('/v1/payout-runs/{id}', { params: { path: { id } } })),
    refetchInterval: DETAIL_EVERY_MS,
  });

/** The ways in which this installation pays. */
export const usePayoutRails = () =>
  useQuery({
    queryKey: ['rails'],
    queryFn: async (): Promise<PayoutRail[]> => (await dataOf(api.GET('/v1/payout-rails'))).data,
    staleTime: Infinity,
  });

/** The next cut-off of every program. */
export const usePayoutPeriods = () =>
  useQuery({
    queryKey: ['periods'],
    queryFn: async (): Promise<PayoutPeriod[]> => (await dataOf(api.GET('/v1/payout-periods'))).data,
    refetchInterval: LIST_EVERY_MS,
  });

/** Who has money due that is less than is paid out. */
export const useCarriedOver = () =>
  useQuery({
    queryKey: ['carried-over'],
    queryFn: () => dataOf(api.GET('/v1/carried-over')),
    refetchInterval: LIST_EVERY_MS,
  });

export type NewRun = { rail: PayoutRail['name']; currency: string; cutOff: string };

export function usePrepareRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewRun) =>
      dataOf(api.POST('/v1/payout-runs', { params: { header: { 'Idempotency-Key': keys.keyFor(body) } }, body })),
    onSuccess: async () => {
      keys.forget();
      await queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
}

export type RunCommand =
  | { name: 'prepare' }
  | { name: 'release' }
  | { name: 'cancel' }
  | { name: 'confirm'; reference: string; settledOn: string };

function sendRunCommand(id: string, command: RunCommand) {
  const params = { path: { id }, header: { 'Idempotency-Key': keys.keyFor([id, command]) } };
  if (command.name === 'prepare') return answerOf(api.POST('/v1/payout-runs/{id}/prepare', { params, body: {} }));
  if (command.name === 'release') return answerOf(api.POST('/v1/payout-runs/{id}/release', { params, body: {} }));
  if (command.name === 'cancel') return answerOf(api.POST('/v1/payout-runs/{id}/cancel', { params, body: {} }));
  const { reference, settledOn } = command;
  return answerOf(api.POST('/v1/payout-runs/{id}/confirm', { params, body: { reference, settledOn } }));
}

export function useRunCommand(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (command: RunCommand) => sendRunCommand(id, command),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: runKey(id) }),
        queries.invalidateQueries({ queryKey: ['runs'] }),
        queries.invalidateQueries({ queryKey: ['commissions'] }),
      ]),
  });
}

/** Takes the bank file; undefined the first time, the reason from the second time on. */
export const useRunFile = (id: string) =>
  useMutation({
    mutationFn: (reason: string | undefined) =>
      dataOf(
        api.GET('/v1/payout-runs/{id}/file', {
          params: { path: { id }, query: reason === undefined ? {} : { reason } },
          parseAs: 'text',
        }),
      ),
  });

export type ItemChange = { itemId: string; name: 'exclude' | 'include'; reason: string };

/** Takes one payee out of a prepared run, or puts it back. */
export function useItemChange(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, name, reason }: ItemChange) => {
      const params = { path: { id, itemId }, header: { 'Idempotency-Key': keys.keyFor([id, itemId, name, reason]) } };
      return name === 'exclude'
        ? answerOf(api.POST('/v1/payout-runs/{id}/items/{itemId}/exclude', { params, body: { reason } }))
        : answerOf(api.POST('/v1/payout-runs/{id}/items/{itemId}/include', { params, body: { reason } }));
    },
    onSuccess: () => keys.forget(),
    onSettled: () => queries.invalidateQueries({ queryKey: runKey(id) }),
  });
}
