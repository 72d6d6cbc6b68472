import type { Deadline } from '../../domain/referral/deadlines.ts';
import { referralWorkflowId } from '../messages.ts';
import { database } from './activityProxies.ts';
import { now } from './telling.ts';
import type { Story } from './telling.ts';

/** Who is late by more than this was away or very busy, and others may have kept their word meanwhile. */
const PUNCTUAL_MS = 2_000;

/** Deadlines that take something from the partner. */
const ENDS: readonly Deadline['kind'][] = ['question_ends', 'turn_missed', 'tries_end', 'waiting_ends', 'expiry'];

/**
 * In time is what was given in time. A command is a row before it is a message, so where a deadline would end the referral,
 * or comes late, the story first takes in what was given before it and is still on its way. True when there was any; the
 * same command is fetched once, and what brings it later is passed over.
 */
export async function fetchGivenBefore(story: Story, { kind, at }: Deadline): Promise<boolean> {
  const { input, state, fetched } = story;
  const lateMs = now() - at;
  if (lateMs < PUNCTUAL_MS && !ENDS.includes(kind)) return false;
  const pending = await database.pendingCommands({
    workflowId: referralWorkflowId(input.referralId),
    waitedMs: lateMs,
  });
  const news = pending.filter(({ given }) => !fetched.has(given.commandId));
  for (const { name, given } of news) {
    fetched.add(given.commandId);
    state.inbox.push({ kind: 'command', name, given });
  }
  return news.length > 0;
}
