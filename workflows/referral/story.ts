import { allHandlersFinished, condition } from '@temporalio/workflow';
import type { Stage } from '../../domain/referral/stages.ts';
import type { ReferralInput } from '../messages.ts';
import { check, requestCrmRecord } from './deciding.ts';
import { hear, takeIn } from './hear.ts';
import { listen } from './inbox.ts';
import { isSettled } from './money.ts';
import { openStory, takeStory } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * One referral from receipt to its last cent, told from top to bottom. Whatever arrives meanwhile is heard where the
 * story stands; each line is passed at once when the referral is beyond it already (a resumed run, a skipped stage).
 */
export async function referral(input: ReferralInput): Promise<Stage> {
  const story = openStory(input);
  listen(story);
  await takeStory(story);

  if (story.state.stage === 'submitted') await check(story); // first to refer wins; look-alikes go to a person
  await hear(story, ['in_review', 'waitlisted']); // a reviewer decides; the next in line is promoted
  if (story.state.stage === 'accepted') requestCrmRecord(story); // follows by itself when the CRM is down
  await hear(story, ['accepted']); // the first conversation, inside the promise
  await hear(story, ['contacted']); // need, budget, authority, timing
  await hear(story, ['qualified', 'opportunity', 'proposal', 'negotiation']); // until won or lost, or lapsed before
  await hear(story, ['won'], () => !isSettled(story)); // hold and approval side by side, the run, the payment

  return end(story);
}

/** Nothing is left unanswered: what came too late is refused, and only then the story closes. */
async function end(story: Story): Promise<Stage> {
  const { state } = story;
  for (;;) {
    const message = state.inbox.shift();
    if (message !== undefined) await takeIn(story, message);
    else if (story.crmPending || !allHandlersFinished())
      await condition(() => state.inbox.length > 0 || (!story.crmPending && allHandlersFinished()));
    else return state.stage;
  }
}
