import { condition, sleep, workflowInfo } from '@temporalio/workflow';
import { now } from './telling.ts';
import type { Story } from './telling.ts';

const HISTORY_EVENTS_MAX = 4_000;

/** Time to continue as new; not while an activity is under way whose result would be lost with the page. */
export function isPageFull({ crmPending, input }: Story): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return !crmPending && (historyLength >= (input.pageEvents ?? HISTORY_EVENTS_MAX) || continueAsNewSuggested);
}

/** Until a message is there, the page is full or `at` has come. The timer is armed anew only when the deadline moved earlier. */
export async function waitForNews(story: Story, at: number | undefined): Promise<void> {
  const armed = story.timer;
  if (at !== undefined && (armed === undefined || armed.fired || at < armed.at)) {
    const timer = { at, fired: false };
    story.timer = timer;
    void sleep(Math.max(at - now(), 1)).then(() => {
      timer.fired = true;
    });
  }
  await condition(() => story.state.inbox.length > 0 || story.timer?.fired === true || isPageFull(story));
  if (story.timer?.fired === true) story.timer = undefined;
}
