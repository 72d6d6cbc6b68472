import { IconAlertTriangle } from '@tabler/icons-react';
import { texts } from '../../texts/en.ts';

/** What is allowed and still worth a second look: it blocks nobody. */
export function PlanWarnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <div className="fl-caution fl-tone fl-tone-soon" role="note" aria-label={texts.plans.warnings}>
      <IconAlertTriangle size={18} aria-hidden />
      <div className="fl-lines">
        {warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </div>
    </div>
  );
}
