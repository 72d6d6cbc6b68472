import { lastTryAt, nextTryAt } from '../../domain/matching/recheck.ts';
import { database } from './activityProxies.ts';
import { accept, askReviewer, declineAsTaken, waitInLine } from './deciding.ts';
import { isoOf, now, record } from './telling.ts';
import type { Story } from './telling.ts';
import { declineForVendor } from './vendorVerdict.ts';

/** Did somebody else, or we ourselves, come first; or is it a company that we cannot tell from another? */
export async function check(story: Story): Promise<void> {
  const { state, input } = story;
  const found =
    story.checked ??
    (await database.checkForDuplicates({
      referralId: input.referralId,
      at: isoOf(now()),
      claimReviewed: story.policy.duplicates.activeClaim === 'review',
      ...(state.lookedBack ? { lookedBack: true } : {}),
      ...(now() >= lastTryAt(state.clocks, now()) ? { lastTry: true } : {}),
    }));
  story.checked = undefined; // it was so at the beginning; one that comes back is looked at anew
  if (found.kind === 'unread') return tryAgainLater(story);
  state.recheck = null;
  state.lookedBack = true;
  const { verdict } = found;
  state.vendor = verdict.vendor ?? null;
  const cause = { by: 'system' } as const;
  if (found.kind === 'new') return accept(story, { cause, mail: 'accepted', verdict, owner: found.owner });
  if (found.kind === 'taken') return declineAsTaken(story, { cause, verdict: { ...verdict, kind: 'declined' } });
  if (found.kind === 'waitlisted')
    return waitInLine(story, { cause, position: found.position, verdict, owner: found.owner });
  if (found.kind === 'cooling') return declineAsTaken(story, { cause, againFrom: found.againFrom, verdict });
  if (found.kind === 'declined') return declineForVendor(story, found.vendor, verdict);
  return askReviewer(story, verdict, found.owner);
}

/** The CRM is away: it is asked again for as long as the promise of an answer allows, and everything else goes on. */
async function tryAgainLater(story: Story): Promise<void> {
  const { state } = story;
  const tries = state.recheck?.tries ?? 0;
  state.recheck = { tries: tries + 1, at: nextTryAt({ clocks: state.clocks, tries, now: now() }) };
  if (tries > 0) return;
  await record(story, {
    cause: { by: 'system' },
    events: [{ type: 'check.delayed', private: { why: 'crm_unavailable' } }],
  });
}
