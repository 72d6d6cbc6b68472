import { allHandlersFinished, condition } from '@temporalio/workflow';
import { ENDED_STAGES, hasEnded, isOpen, wasQualified } from '../../domain/referral/stages.ts';
import type { Stage } from '../../domain/referral/stages.ts';
import type { ReferralInput } from '../messages.ts';
import { check } from './checking.ts';
import { requestCrmRecord } from './crmRecord.ts';
import { hear, takeInNext } from './hear.ts';
import { listen, lookAround } from './inbox.ts';
import { accrue, accrueLead, isSettled, readLines } from './money.ts';
import { timeFirstPromises } from './promises.ts';
import { ToldBefore, goOnFrom, openStory, takeStory } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * One referral from receipt to its last cent, told from top to bottom. Whatever arrives meanwhile is heard where the
 * story stands; each line is passed at once when the referral is beyond it already (a resumed run, a skipped stage).
 */
export async function referral(input: ReferralInput): Promise<Stage> {
  const story = openStory(input);
  listen(story);
  await takeStory(story);
  await timeFirstPromises(story); // where we promise in working time
  if (input.resumeFromRecord === true) lookAround(story);
  for (;;) {
    try {
      return await tell(story);
    } catch (error) {
      if (!(error instanceof ToldBefore)) throw error;
      goOnFrom(story, error.state); // a worker died in mid-sentence; what it has written stands
      await readLines(story);
    }
  }
}

async function tell(story: Story): Promise<Stage> {
  for (;;) {
    if (story.state.stage === 'submitted') await check(story); // first to refer wins; look-alikes go to a person
    await hear(story, ['submitted']); // where the CRM has not said yet what the vendor knows
    await hear(story, ['in_review', 'waitlisted']); // a reviewer decides; the next in line is promoted
    // Follows by itself when the CRM is down; a deal that is not the first was recorded by who has it there.
    if (!hasEnded(story.state.stage) && story.state.origin === null) await requestCrmRecord(story);
    await hear(story, ['accepted']); // the first conversation, inside the promise
    await hear(story, ['contacted']); // need, budget, authority, timing
    if (wasQualified(story.state.stage)) await accrueLead(story); // what the introduction itself has earned
    await hear(story, ['qualified', 'opportunity', 'proposal', 'negotiation']); // until won or lost, or lapsed before
    if (story.state.stage === 'won') await accrue(story); // what is owed, if that is not known yet
    await hear(story, ['won', ...ENDED_STAGES], () => !isSettled(story)); // hold and approval side by side, the run, the payment

    if (await end(story)) return story.state.stage;
  }
}

/** Nothing is left unanswered: what came too late is refused. False when what came has opened the referral again. */
async function end(story: Story): Promise<boolean> {
  const { state } = story;
  const isOver = (): boolean => !isOpen(state.stage) && isSettled(story);
  while (isOver()) {
    if (state.inbox.length > 0) await takeInNext(story);
    else if (story.crmPending || !allHandlersFinished())
      await condition(() => state.inbox.length > 0 || (!story.crmPending && allHandlersFinished()));
    else return true;
  }
  return false;
}
