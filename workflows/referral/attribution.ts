import { UNDER_WAY } from '../../domain/referral/stages.ts';
import { database } from './activityProxies.ts';
import { followCrmOwner } from './owners.ts';
import { isoOf, now } from './telling.ts';
import type { Story } from './telling.ts';

/**
 * The record in the CRM may have been changed; the CRM is asked, whatever the message says. What it says of us is put back,
 * whom it names as the owner gets the referral, where the owner is who works with the company and not who reviews. Credit never
 * changes with the owner.
 */
export async function crmChanged(story: Story): Promise<void> {
  const { state, input } = story;
  if (!state.crmRequested) return; // it will be made of what is true then
  const { namedOwnerId } = await database.lookAtCrmRecord({ referralId: input.referralId, at: isoOf(now()) });
  if (namedOwnerId !== null && namedOwnerId !== state.ownerId && UNDER_WAY.includes(state.stage))
    await followCrmOwner(story, namedOwnerId);
}
