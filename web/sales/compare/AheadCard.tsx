import { Link } from 'react-router';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { StagePill } from '../../ui/StagePill.tsx';

const words = texts.sales.review;

/** Who came first for the same company: what is put in line waits for this one. */
export function AheadCard({ ahead }: { ahead: NonNullable<Referral['ahead']> }) {
  const { referralId, number, stage, partnerName, ownerName, submittedAt, heldSince } = ahead;
  return (
    <Card title={words.ahead.title}>
      <dl className="fl-facts">
        <div className="fl-fact">
          <dt>{words.ahead.number}</dt>
          <dd>
            <Link to={`/referrals/${referralId}`}>{number}</Link> <StagePill stage={stage} />
          </dd>
        </div>
        <div className="fl-fact">
          <dt>{words.facts.partner}</dt>
          <dd>{partnerName}</dd>
        </div>
        <div className="fl-fact">
          <dt>{words.ahead.owner}</dt>
          <dd>{ownerName ?? words.ahead.nobody}</dd>
        </div>
        <div className="fl-fact">
          <dt>{heldSince === null ? words.aheadSince.submitted : words.aheadSince.held}</dt>
          <dd>
            <Moment at={heldSince ?? submittedAt} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
