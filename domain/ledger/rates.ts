import type { ErrorCode } from '../errors.ts';

export type RateState = 'proposed' | 'confirmed' | 'refused';

/** A rate as somebody entered it. */
type EnteredRate = { state: RateState; proposedBy: string };

type Refused = { refused: ErrorCode; why: string };

/** A rate is confirmed by another person than who entered it; refused also by who did, which takes it back. */
export function mayDecideRate(rate: EnteredRate, userId: string, decision: 'confirm' | 'refuse'): Refused | null {
  if (rate.state !== 'proposed') {
    return { refused: 'not_allowed_in_state', why: `This rate is ${rate.state} already.` };
  }
  if (decision === 'confirm' && rate.proposedBy === userId) {
    return { refused: 'separation_of_duties', why: 'Who entered a rate does not confirm it.' };
  }
  return null;
}
