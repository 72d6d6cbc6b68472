import type { Person } from '../../domain/routing/chooseOwner.ts';
import type { RoutingRule } from '../../domain/routing/rules.ts';

/** Somebody on duty without bounds. */
export const person = (userId: string, role: string, more: Partial<Person> = {}): Person => ({
  userId,
  roles: [role],
  away: null,
  capacity: null,
  open: 0,
  weight: 1,
  turns: {},
  ...more,
});

/** A referral from Germany. */
export const FACTS = { country: 'DE', region: null, productLine: null, partnerId: 'prt_1', tier: 'Gold', value: null };

/** A rule for Germany. */
export const ruleFor = (team: string[], more: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'rul_1',
  name: 'Germany',
  when: { countries: ['DE'] },
  team,
  mode: 'round_robin',
  ...more,
});
