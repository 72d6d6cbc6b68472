import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../generated/openapi.ts';
import { answerOf, api, dataOf } from './client.ts';
import { createKeyKeeper } from './idempotency.ts';
import { referralKey } from './referrals.ts';
import type { CommandStatus } from './types.ts';

type Schemas = components['schemas'];

export type Case = Schemas['Case'];
export type CaseKind = Case['kind'];
export type ContestKind = Schemas['Contest']['kind'];
export type CaseState = Case['state'];
export type CaseEffect = NonNullable<Case['effects']>[number];
export type DecideCaseBody = Schemas['DecideCase'];

const DETAIL_EVERY_MS = 2_000;
const LIST_EVERY_MS = 5_000;

export type CaseFilter = { referralId?: string; kind?: CaseKind; state?: CaseState };

/** What the reader may read, what is due first; it grows page by page and keeps itself up to date. */
export const useCases = (filter: CaseFilter, { enabled } = { enabled: true }) =>
  useInfiniteQuery({
    enabled,
    queryKey: ['cases', filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/cases', {
          params: { query: { ...filter, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_EVERY_MS,
  });

const caseKey = (id: string) => ['case', id];

export const useCase = (id: string) =>
  useQuery({
    queryKey: caseKey(id),
    queryFn: (): Promise<Case> => dataOf(api.GET('/v1/cases/{id}', { params: { path: { id } } })),
    refetchInterval: DETAIL_EVERY_MS,
  });

/** Contests a decision about a referral; the case is there at once. */
export function useContest(referralId: string, onDone: (opened: Case) => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (body: Schemas['Contest']): Promise<Case> =>
      dataOf(
        api.POST('/v1/referrals/{id}/contest', {
          params: { path: { id: referralId }, header: { 'Idempotency-Key': keys.keyFor(body) } },
          body,
        }),
      ),
    onSuccess: async (opened) => {
      keys.forget();
      onDone(opened);
      await queries.invalidateQueries({ queryKey: ['cases'] });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: referralKey(referralId) }),
  });
}

export type CaseCommand =
  | { name: 'answer'; body: Schemas['AnswerCase'] }
  | { name: 'decide'; body: DecideCaseBody }
  | { name: 'withdraw'; body: Schemas['WithdrawCase'] }
  | { name: 'second-look'; body: Schemas['SecondLook'] };

/** `done` with the case after it, or `stored`: the row is safe and is carried out later. */
export type CaseResult = { state: 'done'; case: Case } | { state: 'stored'; command: CommandStatus };

async function resultOf(call: Parameters<typeof answerOf<Case | CommandStatus>>[0]): Promise<CaseResult> {
  const { data } = await answerOf(call);
  return 'number' in data ? { state: 'done', case: data } : { state: 'stored', command: data };
}

function send(id: string, key: string, command: CaseCommand): Promise<CaseResult> {
  const params = { path: { id }, header: { 'Idempotency-Key': key } };
  switch (command.name) {
    case 'answer':
      return resultOf(api.POST('/v1/cases/{id}/answer', { params, body: command.body }));
    case 'decide':
      return resultOf(api.POST('/v1/cases/{id}/decide', { params, body: command.body }));
    case 'withdraw':
      return resultOf(api.POST('/v1/cases/{id}/withdraw', { params, body: command.body }));
    case 'second-look':
      return resultOf(api.POST('/v1/cases/{id}/second-look', { params, body: command.body }));
  }
}

/** Sends one command to a case; `onDone` is called first, since the new state may take the form away that asked. */
export function useCaseCommand(id: string, onDone: (result: CaseResult) => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (command: CaseCommand) => send(id, keys.keyFor(command), command),
    onSuccess: async (result) => {
      keys.forget();
      onDone(result);
      if (result.state === 'done') queries.setQueryData(caseKey(id), result.case);
      await queries.invalidateQueries({ queryKey: ['cases'] });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: caseKey(id) }),
  });
}
