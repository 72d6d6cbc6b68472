import { Link } from 'react-router';
import type { Referral } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from './Card.tsx';
import { StagePill } from './StagePill.tsx';
import { dayInWords } from './time.ts';

const words = texts.ui.customerDeals;

/** What a renewal or further deal follows from, and what followed from the first deal of a customer. */
export function CustomerDealsCard({ referral: { origin, furtherDeals } }: { referral: Referral }) {
  if (origin === null && furtherDeals.length === 0) return null;
  return (
    <Card title={words.title}>
      {origin === null ? null : (
        <Facts
          facts={[
            [
              words.follows[origin.kind],
              <Link key="first" to={`/referrals/${origin.referralId}`}>
                {origin.number}
              </Link>,
            ],
            [words.firstWonOn, dayInWords(origin.firstWonOn)],
            [words.earnsBefore, dayInWords(origin.earnsBefore)],
          ]}
        />
      )}
      {furtherDeals.length === 0 ? null : (
        <ul className="fl-money-lines">
          {furtherDeals.map(({ id, number, kind, stage }) => (
            <li key={id}>
              <span className="fl-lines">
                <Link to={`/referrals/${id}`}>{number}</Link>
                <span className="fl-soft">{words.kinds[kind]}</span>
              </span>
              <StagePill stage={stage} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
