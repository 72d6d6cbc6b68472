import type { People } from '../adapters/database/storyPort.ts';
import { chooseOwner } from '../domain/routing/chooseOwner.ts';
import type { Choice, Duty } from '../domain/routing/chooseOwner.ts';
import { asActivity } from './asActivity.ts';

export const createRoutingActivities = ({ people }: { people: People }) => ({
  /** Who owns the referral next, and why; the rotation moves on. A repeat may choose somebody else, which harms nobody. */
  chooseOwner: asActivity(async (args: { referralId: string; duty: Duty; excluded: string[] }): Promise<Choice> => {
    const { onDuty, partnerManagerId, submitters } = await people.forDuty(args);
    const excluded = args.duty === 'reviewer' ? [...args.excluded, ...submitters] : args.excluded;
    const choice = chooseOwner({ duty: args.duty, people: onDuty, partnerManagerId, excluded });
    if (choice.ownerId !== null && choice.reason === 'round_robin')
      await people.moveRotation({ duty: args.duty, userId: choice.ownerId });
    return choice;
  }),

  /** Whether a person named by hand can own referrals. */
  canOwn: asActivity((args: { userId: string }): Promise<boolean> => people.canOwn(args.userId)),
});
