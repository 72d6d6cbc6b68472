import { database } from './activityProxies.ts';
import { ToldBefore } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * For a message that says to look, where the record asks for nothing: it may ask no more because a worker that died has done
 * it, and no step of ours would ever meet that one. Throws `ToldBefore`.
 */
export async function lookBehind({ state, input }: Story): Promise<void> {
  const kept = await database.keptBeyond({ referralId: input.referralId, transitionNo: state.transitionNo });
  if (kept) throw new ToldBefore(kept);
}
