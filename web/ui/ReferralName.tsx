import { Link } from 'react-router';
import type { Referral } from '../api/types.ts';
import { texts } from '../texts/en.ts';

const words = texts.ui.customerDeals;

const aboutOf = ({ origin, prospect }: Referral): string =>
  origin === null ? prospect.name : `${words.follows[origin.kind]} ${origin.number}`;

/** The company as the link of its row, with number and person below; of a renewal or further deal what it follows from. */
export function ReferralName({ referral, to }: { referral: Referral; to?: string }) {
  return (
    <div className="fl-name">
      <Link to={to ?? `/referrals/${referral.id}`} className="fl-row-link">
        {referral.company.name}
      </Link>
      <span className="fl-soft">
        <span className="fl-number">{referral.number}</span> · {aboutOf(referral)}
      </span>
    </div>
  );
}
