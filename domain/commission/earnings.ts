import type { CommissionState } from './states.ts';

/**
 * In which figure of a partner a line stands, by its state; null: in none. `expected` is an estimate and not earned. What was netted is
 * in none either: nobody transfers it.
 */
export const FIGURE_OF_STATE = {
  waiting_trigger: 'expected',
  holding: 'earned',
  awaiting_approval: 'earned',
  approved: 'earned',
  returned: 'earned',
  in_run: 'onItsWay',
  frozen: 'stopped',
  paid: 'paid',
  rejected: null,
  clawed_back: null,
} as const satisfies Readonly<Record<CommissionState, string | null>>;

/** `toNet`: what was paid, taken back and not netted yet. */
export const EARNING_FIGURES = ['expected', 'earned', 'onItsWay', 'stopped', 'paid', 'toNet'] as const;

export type EarningFigure = (typeof EARNING_FIGURES)[number];
