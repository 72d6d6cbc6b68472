import type { Case } from '../api/cases.ts';

/** Somebody of the house has to answer or decide. */
export const isToDecide = ({ next }: Pick<Case, 'next'>): boolean =>
  next.action === 'answer' || next.action === 'decide';
