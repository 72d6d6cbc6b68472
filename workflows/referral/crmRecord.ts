import { isCancellation, sleep } from '@temporalio/workflow';
import { toldOf } from '../../domain/referral/attribution.ts';
import { UNDER_WAY, hasEnded } from '../../domain/referral/stages.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';
import { crm, crmAtOnce } from './activityProxies.ts';
import { isoOf, now, record } from './telling.ts';
import type { Story } from './telling.ts';
import { heedDeal } from './vendorVerdict.ts';

/** A CRM that says no for good is asked again in case somebody has mended it there: after 1 h, 2 h, … and for a fortnight. */
const REFUSALS_MAX = 18;
const AGAIN_FIRST_HOURS = 1;
const AGAIN_MAX_HOURS = 24;

/**
 * The record in the CRM: usually made at once, within the same task of the story. What that does not bring about is tried
 * for days beside the story; the partner's promises are not touched by it. The first try is waited for, messages too: on
 * replay, local activities side by side end in another order than they did.
 */
export async function requestCrmRecord(story: Story): Promise<void> {
  const { state } = story;
  if (state.crmRequested || story.crmPending) return;
  const against = await recordAtOnce(story);
  state.crmRequested = against === null;
  if (against === null) {
    state.crmTold = toldOf(state); // the record was made of what was written down last
    return noLongerPending(story);
  }
  if (against !== 'unavailable') return heedDeal(story, against);
  story.crmPending = true;
  void recordInTheEnd(story).then((found) => {
    story.crmPending = false;
    if (found === 'refused') return; // people go on reading that the record is pending
    state.crmRequested = found === null;
    // Told by the story, between what else it tells.
    state.inbox.push({ kind: 'crmRecorded', ...(found === null ? {} : { against: found }) });
  });
  if (state.crmPendingSince !== null) return;
  state.crmPendingSince = now();
  await record(story, { cause: { by: 'system' }, events: [] });
}

async function recordAtOnce(story: Story): Promise<VendorVerdict | 'unavailable' | null> {
  try {
    return await crmAtOnce.createCrmRecord(subjectOf(story));
  } catch (error) {
    if (isCancellation(error)) throw error;
    return 'unavailable';
  }
}

/** Nobody awaits it, so it never throws: an error that nobody catches would stop the story for good. */
async function recordInTheEnd(story: Story): Promise<VendorVerdict | 'refused' | null> {
  try {
    for (let refusals = 1; ; refusals += 1) {
      try {
        return await crm.createCrmRecord(subjectOf(story));
      } catch (error) {
        if (isCancellation(error) || refusals === REFUSALS_MAX) return 'refused';
        await sleep(`${Math.min(AGAIN_FIRST_HOURS * 2 ** (refusals - 1), AGAIN_MAX_HOURS)} hours`);
      }
    }
  } catch {
    return 'refused'; // cancelled while it waited
  }
}

const subjectOf = ({ input }: Story): { referralId: string; at: string } => ({
  referralId: input.referralId,
  at: isoOf(now()),
});

/**
 * The CRM has taken the record after all; or it knows a deal of ours from before. Where people have gone on meanwhile, that
 * is a deal beside the claim, which the same question notes now.
 */
export async function crmRecorded(story: Story, against: VendorVerdict | undefined): Promise<void> {
  const { state } = story;
  if (against === undefined) return noLongerPending(story);
  if (state.stage === 'accepted') {
    state.crmPendingSince = null;
    return heedDeal(story, against);
  }
  if (UNDER_WAY.includes(state.stage)) await requestCrmRecord(story);
}

/** After an end nobody reads that it was pending. */
async function noLongerPending(story: Story): Promise<void> {
  const { state } = story;
  if (state.crmPendingSince === null) return;
  state.crmPendingSince = null;
  if (!hasEnded(state.stage)) await record(story, { cause: { by: 'system' }, events: [] });
}
