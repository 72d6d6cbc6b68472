import type { StoredAnswer, Ticket } from '../adapters/database/idempotencyPort.ts';
import { replay, toStored, type Reply } from './route.ts';

/** A store whose writes and whose kept answer are one transaction. */
type Once<Writes> = {
  once(
    ticket: Ticket | undefined,
    act: (writes: Writes) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
};

/** Acts and answers once per idempotency key; effect and answer are stored together. `secret`: only the status is kept. */
export async function answerOnce<Writes>(
  store: Once<Writes>,
  ticket: Ticket | undefined,
  act: (writes: Writes) => Promise<Reply>,
  { secret }: { secret: boolean } = { secret: false },
): Promise<Reply> {
  const kept = await store.once(ticket, async (writes) => ({ ...toStored(await act(writes)), secret }));
  const { replayed, ...answer } = kept;
  return replayed ? replay(answer) : answer;
}
