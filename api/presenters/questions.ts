import type { z } from 'zod';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import { hasEnded } from '../../domain/referral/stages.ts';
import type { Referral } from '../schemas/referrals.ts';

/** Whether it is the partner's turn, by when, and all that was asked so far. */
export function presentQuestions({
  next,
  questions,
}: ReferralRecord): Pick<z.output<typeof Referral>, 'waitingOn' | 'answerBy' | 'questions'> {
  const waits = next.who === 'partner';
  return { waitingOn: waits ? 'partner' : null, answerBy: waits ? next.dueAt : null, questions };
}

/** One question at a time; an answer is for what is asked, or for what ended for want of one not long ago. */
export function isForNow(command: string, { next, stage }: ReferralRecord, now: Date): boolean {
  const waits = next.who === 'partner';
  if (command === 'ask') return !waits;
  if (command !== 'answer') return true;
  const { answerUntil } = next.facts;
  return waits || (hasEnded(stage) && typeof answerUntil === 'string' && Date.parse(answerUntil) > now.getTime());
}
