import { texts } from '../texts/en.ts';

const TONES: Readonly<Record<string, string>> = {
  submitted: 'info',
  in_review: 'review',
  waitlisted: 'review',
  accepted: 'brand',
  contacted: 'brand',
  qualified: 'info',
  opportunity: 'info',
  proposal: 'info',
  negotiation: 'info',
  won: 'good',
};

export function StagePill({ stage }: { stage: string }) {
  return <span className={`fl-pill fl-tone fl-tone-${TONES[stage] ?? 'quiet'}`}>{texts.codes.stage(stage)}</span>;
}

const MONEY_TONES: Readonly<Record<string, string>> = {
  waiting_trigger: 'quiet',
  holding: 'info',
  awaiting_approval: 'soon',
  approved: 'brand',
  in_run: 'brand',
  paid: 'good',
  returned: 'late',
  frozen: 'review',
  refused: 'late',
  draft: 'review',
  prepared: 'soon',
  released: 'info',
  submitted: 'info',
  settled: 'good',
  partly_returned: 'late',
};

/** The state of a commission line, a payout run or one of its items. */
export function MoneyPill({ state }: { state: string }) {
  return (
    <span className={`fl-pill fl-tone fl-tone-${MONEY_TONES[state] ?? 'quiet'}`}>{texts.codes.moneyState(state)}</span>
  );
}
