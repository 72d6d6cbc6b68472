import { IconCheck, IconX } from '@tabler/icons-react';
import { texts } from '../texts/en.ts';
import { Moment } from './Moment.tsx';

export type Step = { label: string; at: string | null; state: 'done' | 'here' | 'ahead' | 'ended' };

/** The way of a referral with the date of each step; what was not reached stays grey. */
export function StageTracker({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="fl-tracker" aria-label={texts.ui.tracker}>
      {steps.map((step) => (
        <li
          key={step.label}
          className={`fl-step fl-step-${step.state}`}
          aria-current={step.state === 'here' ? 'step' : undefined}
        >
          <span className="fl-step-dot" aria-hidden>
            {step.state === 'done' ? <IconCheck size={12} stroke={3} /> : null}
            {step.state === 'ended' ? <IconX size={12} stroke={3} /> : null}
          </span>
          <span className="fl-step-words">
            <span className="fl-step-label">{step.label}</span>
            <span className="fl-soft">{step.at === null ? '\u00a0' : <Moment at={step.at} />}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
