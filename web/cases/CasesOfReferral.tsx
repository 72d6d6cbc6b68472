import { Link } from 'react-router';
import { useCases } from '../api/cases.ts';
import type { TimelineEntry } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { CasePill } from './CasePill.tsx';

type Props = { referralId: string; entries: readonly TimelineEntry[] | undefined };

/** What of a referral is or was contested, and deals that were found beside it. It is asked for only where the timeline says that there is something. */
export function CasesOfReferral({ referralId, entries }: Props) {
  const enabled = entries?.some(({ type }) => type === 'case.opened' || type === 'case.found') ?? false;
  const cases = useCases({ referralId }, { enabled });
  if (!enabled || cases.data === undefined || cases.data.length === 0) return null;
  return (
    <Card title={texts.cases.card}>
      <ul className="fl-money-lines">
        {cases.data.map(({ id, number, kindLabel, state }) => (
          <li key={id}>
            <span className="fl-lines">
              <Link to={`/cases/${id}`}>{kindLabel}</Link>
              <span className="fl-soft fl-number">{number}</span>
            </span>
            <CasePill state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
