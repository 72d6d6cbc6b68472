import { REASON_OF } from '../../domain/matching/vendorKnowledge.ts';
import type { LaterVerdict, VendorVerdict, Verdict } from '../../domain/matching/verdict.ts';
import { durationMs } from '../../domain/duration.ts';
import { findClock } from '../../domain/sla/clocks.ts';
import { endAs } from './ending.ts';
import { chooseOwner, giveTo, ownerAssigned } from './owners.ts';
import { startPromise } from './promises.ts';
import { enter, isoOf, now, record } from './telling.ts';
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
  await startPromise(story, 'review', { duration: policy.acknowledge, from: now() });
  giveTo(state, choice);
  const dueAt = isoOf(findClock(state.clocks, 'review')?.dueAt ?? now());
  const facts = { dueAt, reviewerId: choice.ownerId };
  await record(story, {
    cause: { by: 'system' },
    events: [enter(state, 'in_review'), ownerAssigned(choice)],
    mails: [
      { text: 'in_review', receiver: { kind: 'submitter' }, facts },
      choice.ownerId === null
        ? { text: 'review_due', receiver: { kind: 'managers' }, facts }
        : { text: 'review_due', receiver: { kind: 'user', userId: choice.ownerId }, facts },
    ],
    verdict: { kind: 'review', vendor },
  });
}
