import type { ErrorCode, ErrorFacts } from '../../domain/errors.ts';
import type { CommandAnswer } from '../../domain/referral/commands.ts';
import { record, rememberAnswer } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

export type Refusal = { code: ErrorCode; facts: ErrorFacts };

/** What a handler says: the answer it has recorded, or why it refuses (recorded here). */
export type Handled = CommandAnswer | { refusal: Refusal };

/** Answered and recorded with its code; it never fails the story. */
export async function refuse(story: Story, command: AdmittedCommand, { code, facts }: Refusal): Promise<void> {
  const answer = { outcome: 'refused', code, facts } as const;
  await record(story, {
    cause: { by: command },
    events: [{ type: 'command.refused', public: { command: command.name, code } }],
    answer,
  });
  rememberAnswer(story.state, command.commandId, answer);
}

/**
 * A message without a row of ours. Where its id is that of a real command, that one is neither answered nor forgotten by
 * it: whoever learns an id cannot stop the decision behind it. Who waits for an answer to it is told all the same.
 */
export async function refuseStranger(
  story: Story,
  command: AdmittedCommand,
  { given, code, facts, idInUse }: Refusal & { given: unknown; idInUse: boolean },
): Promise<void> {
  await record(story, {
    cause: { by: command },
    events: [{ type: 'command.refused', public: { command: command.name, code } }],
    withoutRow: true,
  });
  if (idInUse) story.turnedAway.add(given);
  else rememberAnswer(story.state, command.commandId, { outcome: 'refused', code, facts });
}
