import type { Ticket } from '../adapters/database/idempotencyPort.ts';
import type { Setup, SetupWrites } from '../adapters/database/setupPort.ts';
import { replay, toStored, type Reply } from './route.ts';

/** Acts and answers once per idempotency key; effect and answer are stored together. `secret`: only the status is kept. */
export async function answerOnce(
  setup: Setup,
  ticket: Ticket | undefined,
  act: (writes: SetupWrites) => Promise<Reply>,
  { secret }: { secret: boolean } = { secret: false },
): Promise<Reply> {
  const kept = await setup.once(ticket, async (writes) => ({ ...toStored(await act(writes)), secret }));
  const { replayed, ...answer } = kept;
  return replayed ? replay(answer) : answer;
}
