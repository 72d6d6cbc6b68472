import { Link } from 'react-router';
import type { Referral } from '../api/types.ts';

/** The company as the link of its row, with number and person below. */
export function ReferralName({ referral, to }: { referral: Referral; to?: string }) {
  return (
    <div className="fl-name">
      <Link to={to ?? `/referrals/${referral.id}`} className="fl-row-link">
        {referral.company.name}
      </Link>
      <span className="fl-soft">
        <span className="fl-number">{referral.number}</span> · {referral.prospect.name}
      </span>
    </div>
  );
}
