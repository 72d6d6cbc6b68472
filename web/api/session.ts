import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { answerOf, api, dataOf } from './client.ts';
import { isProblem } from './problem.ts';
import { sessionEnd } from './sessionEnd.ts';
import type { User } from './types.ts';

export type { User } from './types.ts';

const SESSION = ['session'];

async function readSession(): Promise<User | null> {
  try {
    return (await dataOf(api.GET('/v1/session'))).user;
  } catch (error) {
    if (isProblem(error, 'unauthenticated')) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export const useSession = () => useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: Infinity });

/** Who is signed in, on a page that nobody sees without being so. */
export function useUser(): User {
  const { data } = useSession();
  if (data === null || data === undefined) throw new Error('This page needs a session');
  return data;
}

/** Whether this person prepares or approves payments. */
export const useIsFinance = (): boolean =>
  useUser().roles.some((role) => role === 'finance_preparer' || role === 'finance_approver');

/** Whether this person decides who works on what. */
export const useLeads = (): boolean =>
  useUser().roles.some((role) => role === 'sales_manager' || role === 'partner_manager');

export const useSessionEnded = (): boolean => useSyncExternalStore(sessionEnd.subscribe, sessionEnd.isEnded);

/** Signs in; whatever was read for somebody else is forgotten, whatever failed for want of a session is read again. */
export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => dataOf(api.POST('/v1/session', { body })),
    onSuccess: async ({ user }) => {
      const before = queries.getQueryData<User | null>(SESSION);
      if (before?.id !== user.id) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
      queries.setQueryData(SESSION, user);
      sessionEnd.forget();
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/v1/session')),
    onSettled: () => {
      queries.clear();
      queries.setQueryData(SESSION, null);
    },
  });
}

/** The cards of the demo; nothing where this is no demo. */
export const useDemoAccounts = () =>
  useQuery({
    queryKey: ['demo', 'accounts'],
    queryFn: async () => (await dataOf(api.GET('/v1/demo/accounts'))).data,
    retry: false,
    staleTime: Infinity,
  });
