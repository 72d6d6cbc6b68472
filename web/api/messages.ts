import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, dataOf } from './client.ts';
import { createKeyKeeper, newKey } from './idempotency.ts';
import type { FileInfo, Message, MessageBody } from './types.ts';

const LOOK_EVERY_MS = 5_000;
const PAGE_SIZE = 50;
const messagesKey = (referralId: string) => ['referral', referralId, 'messages'];

/** The thread of a referral, newest first, and what the reader may do in it. */
export const useMessages = (referralId: string) =>
  useInfiniteQuery({
    queryKey: messagesKey(referralId),
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/v1/referrals/{id}/messages', {
          params: {
            path: { id: referralId },
            query: { limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    select: ({ pages }) => ({
      messages: pages.flatMap(({ data }) => data),
      mayWrite: pages[0]?.mayWrite ?? false,
      mayNote: pages[0]?.mayNote ?? false,
    }),
    refetchInterval: LOOK_EVERY_MS,
  });

async function upload(referralId: string, file: File): Promise<FileInfo> {
  const { data } = await answerOf(
    api.POST('/v1/referrals/{id}/files', {
      params: {
        path: { id: referralId },
        header: { 'Idempotency-Key': newKey(), 'X-File-Name': encodeURIComponent(file.name) },
      },
      headers: { 'Content-Type': 'application/octet-stream' },
      body: '',
      bodySerializer: () => file,
    }),
  );
  return data;
}

/** Keeps a file until it is sent with a message. */
export const useUpload = (referralId: string) => useMutation({ mutationFn: (file: File) => upload(referralId, file) });

export function usePostMessage(referralId: string, onSent: () => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => createKeyKeeper());
  return useMutation({
    mutationFn: (body: MessageBody): Promise<Message> =>
      dataOf(
        api.POST('/v1/referrals/{id}/messages', {
          params: { path: { id: referralId }, header: { 'Idempotency-Key': keys.keyFor(body) } },
          body,
        }),
      ),
    onSuccess: async () => {
      keys.forget();
      onSent();
      await queries.invalidateQueries({ queryKey: messagesKey(referralId) });
    },
  });
}
