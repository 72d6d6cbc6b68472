import type { People } from '../adapters/database/storyPort.ts';
import { chooseOwner, mayReviewByHand } from '../domain/routing/chooseOwner.ts';
import type { Choice } from '../domain/routing/chooseOwner.ts';
import type { Duty } from '../domain/routing/rules.ts';
import { asActivity } from './asActivity.ts';

/**
 * `at` is the story's time as ISO 8601: who is away is asked for that moment. `barred`: who may not decide about it; `beside`,
 * where somebody is to: the companies that it is compared with, as far as the record does not know them yet.
 */
export type ChooseOwnerArgs = {
  referralId: string;
  duty: Duty;
  excluded: string[];
  barred?: string[];
  beside?: string[];
  at: string;
  exceedCapacity?: true;
};

type CanOwnArgs = Omit<ChooseOwnerArgs, 'exceedCapacity'> & { userId: string };

/** Who owns the referral next, and why; the rotation moves on. A repeat may choose somebody else, which harms nobody. */
export async function findOwner(people: People, args: ChooseOwnerArgs): Promise<Choice> {
  const { choice, turn } = chooseOwner({ ...(await people.forDuty(args)), ...args });
  if (turn !== null) await people.moveRotation(turn);
  return choice;
}

export const createRoutingActivities = ({ people }: { people: People }) => ({
  chooseOwner: asActivity((args: ChooseOwnerArgs): Promise<Choice> => findOwner(people, args)),

  /** Whether a person named by hand can own it: who is named for a comparison has to be one who may decide it. */
  canOwn: asActivity(async ({ userId, ...asked }: CanOwnArgs): Promise<boolean> => {
    if (asked.duty !== 'reviewer') return people.canOwn(userId);
    return mayReviewByHand({ ...(await people.forDuty(asked)), ...asked }, userId);
  }),
});
