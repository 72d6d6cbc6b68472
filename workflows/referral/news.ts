import type { Command } from '../../domain/referral/commands.ts';
import type { Handled } from './refuse.ts';
import { record } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

/** Partner or owner wrote to the other: the thread has it already, the record says that it happened and when. */
export async function message(story: Story, command: AdmittedCommand & Command<'message'>): Promise<Handled> {
  const { messageId, side } = command.payload;
  await record(story, { cause: { by: command }, events: [{ type: 'message.sent', public: { messageId, side } }] });
  return { outcome: 'done' };
}
