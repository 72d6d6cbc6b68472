import type { Referral } from '../api/types.ts';

/** When the next step is due; the day from which a won amount may be paid is a date and no promise that could be late. */
export const clockOf = ({ action, dueAt }: Referral['next']): string | null => (action === 'payout' ? null : dueAt);
