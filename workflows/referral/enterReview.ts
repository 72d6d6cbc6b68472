import type { Choice } from '../../domain/routing/chooseOwner.ts';
import { giveTo, ownerAssigned } from './owners.ts';
import { enter, isoOf, record } from './telling.ts';
import type { Story, Told } from './telling.ts';

/** A person compares from here on: who that is has it, and both sides are told by when. `dueAt` in milliseconds. */
export async function enterReview(
  story: Story,
  {
    choice,
    dueAt,
    verdict,
    paused = [],
  }: { choice: Choice; dueAt: number; verdict: NonNullable<Told['verdict']>; paused?: Told['events'] },
): Promise<void> {
  const { state } = story;
  giveTo(state, choice);
  const facts = { dueAt: isoOf(dueAt), reviewerId: choice.ownerId };
  await record(story, {
    cause: { by: 'system' },
    events: [enter(state, 'in_review'), ownerAssigned(choice), ...paused],
    mails: [
      { text: 'in_review', receiver: { kind: 'submitter' }, facts },
      choice.ownerId === null
        ? { text: 'review_due', receiver: { kind: 'managers' }, facts }
        : { text: 'review_due', receiver: { kind: 'user', userId: choice.ownerId }, facts },
    ],
    verdict,
  });
}
