import { AppError } from '../../domain/errors.ts';
import { callFunction, guarded } from './callFunction.ts';
import { crashPoint } from '../crashPoint.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import type { Database } from './client.ts';
import type { StoryWrites } from './storyPort.ts';

type Recorded = { state: StoryState | null; creditedTo?: string | null };
type Taken = Awaited<ReturnType<StoryWrites['takeStory']>>;

export const createStoryWrites = (database: Database): StoryWrites => ({
  takeStory: async ({ referralId, runId, previousRunId, fromRecord }) => {
    crashPoint('take.before');
    const taken = await callFunction<Taken>(database, 'take_story', referralId, runId, previousRunId, fromRecord);
    crashPoint('take.after');
    return taken;
  },

  recordTransition: async (step) => {
    const point = `transition.${step.projection.stage}`;
    crashPoint(`${point}.before`);
    try {
      const { state, creditedTo = null } = await callFunction<Recorded>(database, 'record_transition', { ...step });
      crashPoint(`${point}.after`);
      return creditedTo === null ? state : { creditedTo };
    } catch (error) {
      if (error instanceof AppError && error.code === 'transition_conflict')
        await putOnStuckList(database, step.referralId, error.message);
      throw error;
    }
  },

  keptBeyond: ({ referralId, transitionNo }) =>
    guarded(async () => {
      const latest = await database.transition.findFirst({
        where: { referralId, transitionNo: { gt: transitionNo } },
        orderBy: { transitionNo: 'desc' },
        select: { state: true },
      });
      return (latest?.state ?? null) as StoryState | null;
    }),
});

/** A dead outbox row is what operators see: the story has stopped and a person has to look. */
async function putOnStuckList(database: Database, referralId: string, lastError: string): Promise<void> {
  await database.outboxRow.create({
    data: {
      kind: 'story_stopped',
      groupKey: `referral:${referralId}`,
      payload: { referralId },
      lastError,
      deadAt: new Date(),
    },
  });
}
