import { REASON_OF } from '../../domain/matching/vendorKnowledge.ts';
import type { LaterVerdict, VendorVerdict, Verdict } from '../../domain/matching/verdict.ts';
import { durationMs } from '../../domain/duration.ts';
import { findClock } from '../../domain/sla/clocks.ts';
import { endAs } from './ending.ts';
import { enterReview } from './enterReview.ts';
import { chooseOwner } from './owners.ts';
import { startPromise } from './promises.ts';
import { isoOf, now } from './telling.ts';
import type { Story } from './telling.ts';

/** We were in touch ourselves, or have them already: the reason, and the date of a new try, which is never before the cool-off. */
export async function declineForVendor(
  story: Story,
  vendor: VendorVerdict,
  verdict: Verdict | LaterVerdict,
): Promise<void> {
  if (vendor.why === 'crm_unavailable') return;
  const coolOff = isoOf(now() + durationMs(story.policy.coolOff));
  const againFrom = vendor.againFrom !== null && vendor.againFrom > coolOff ? vendor.againFrom : coolOff;
  await endAs(story, {
    stage: 'declined',
    reasonCode: REASON_OF[vendor.why],
    cause: { by: 'system' },
    mail: 'declined',
    againFrom,
    verdict,
  });
}

/**
 * A deal of ours from before the submission has come to light before the record was made: what the rule of the program says
 * of it happens now, since nobody has decided about it and nobody has spoken with the company.
 */
export async function heedDeal(story: Story, vendor: VendorVerdict): Promise<void> {
  const { state } = story;
  state.vendor = vendor;
  if (vendor.decision === 'decline') return declineForVendor(story, vendor, { kind: 'declined', vendor });
  await reviewAgain(story, vendor);
}

/** A person decides, inside a promise of an answer that begins anew. The claim stays meanwhile. */
async function reviewAgain(story: Story, vendor: VendorVerdict): Promise<void> {
  const { state, policy } = story;
  const choice = await chooseOwner(story, { duty: 'reviewer' });
  const paused = await startPromise(story, 'review', { duration: policy.acknowledge, from: now() });
  const dueAt = findClock(state.clocks, 'review')?.dueAt ?? now();
  await enterReview(story, { choice, dueAt, verdict: { kind: 'review', vendor }, paused });
}
