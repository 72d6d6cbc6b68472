import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { NotificationSetting, ProfileBody } from './types.ts';

const PROFILE = ['profile'];
const NOTIFICATIONS = [...PROFILE, 'notifications'];

export const useProfile = () => useQuery({ queryKey: PROFILE, queryFn: () => dataOf(api.GET('/v1/profile')) });

/** Everything that is read in words comes anew: it may be in another language now. */
export function useChangeProfile(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ProfileBody) => dataOf(api.PATCH('/v1/profile', { body })),
    onSuccess: async (profile) => {
      queries.setQueryData(PROFILE, profile);
      onDone();
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey.length > 1 || queryKey[0] !== 'profile',
      });
    },
  });
}

export const useNotifications = () =>
  useQuery({
    queryKey: NOTIFICATIONS,
    queryFn: async () => (await dataOf(api.GET('/v1/profile/notifications'))).data,
  });

export function useSetNotifications(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (settings: Record<string, NotificationSetting>) =>
      (await dataOf(api.PUT('/v1/profile/notifications', { body: { settings } }))).data,
    onSuccess: (choices) => {
      queries.setQueryData(NOTIFICATIONS, choices);
      onDone();
    },
  });
}
