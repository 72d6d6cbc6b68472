import { database } from './activityProxies.ts';
import { ToldBefore, isoOf, now } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * For a message that says to look, where the record asks for nothing: it may ask no more because a worker that died has done
 * it, and no step of ours would ever meet that one. Throws `ToldBefore`.
 */
export async function lookBehind({ state, input }: Story): Promise<void> {
  const { referralId } = input;
  const kept = await database.keptBeyond({ referralId, transitionNo: state.transitionNo, at: isoOf(now()) });
  if (kept) throw new ToldBefore(kept);
}
