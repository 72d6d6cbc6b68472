import { AwayNote } from '../AwayNote.tsx';
import { Link } from 'react-router';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { dayInWords } from '../../ui/time.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { Person } from '../../ui/Person.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';

const words = texts.sales.detail;

/** Who has it, and whose introduction it is. */
export function PeopleCard({ referral }: { referral: Referral }) {
  const { owner, submittedBy } = referral;
  return (
    <Card title={words.owner}>
      {owner === null || referral.unassigned === true ? <p className="fl-soft">{words.unassigned}</p> : null}
      {owner === null ? null : <Person name={owner.name} email={owner.email} />}
      {owner === null || !referral.ownerAway ? null : (
        <AwayNote name={owner.name} until={referral.ownerAway.until} deputy={referral.ownerAway.deputy?.name ?? null} />
      )}
      <Facts
        facts={[
          [words.partner, referral.partnerName],
          [words.sentBy, submittedBy.name],
          [words.channel, texts.codes.channel(referral.channel)],
        ]}
      />
    </Card>
  );
}

/** The deal and its lines; those who sell see that a commission exists, and no amount. */
export function DealCard({ referral }: { referral: Referral }) {
  const { deal, outcome, quality, feedback } = referral;
  if (deal === null && outcome === null && quality === null && referral.commissions.length === 0) return null;
  return (
    <Card title={words.outcome}>
      <Facts
        facts={[
          [words.amount, deal === null ? null : <MoneyText key="amount" money={deal.amount} strong />],
          [words.closedOn, deal === null ? null : dayInWords(deal.closedOn)],
          [words.dealId, deal?.dealId],
          [words.reason, outcome === null ? null : texts.codes.reason(outcome.reasonCode)],
          [words.quality, quality === null ? null : texts.partner.detail.rated(quality)],
          [words.feedback, feedback],
        ]}
      />
      <ul className="fl-money-lines">
        {referral.commissions.map((line) => (
          <li key={line.id}>
            {line.amount === null ? (
              <span className="fl-soft">{words.finance}</span>
            ) : (
              <MoneyText money={line.amount} />
            )}
            <MoneyPill state={line.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What the record in the CRM says of us, and how often others have changed it. */
export function CrmCard({ referral: { crm } }: { referral: Referral }) {
  if (crm === null || crm === undefined) return null;
  const { recordId, credit, claimExpiresAt, restored } = crm;
  return (
    <Card title={words.crm}>
      <Facts
        facts={[
          [words.crmRecord, <CopyText key="record" text={recordId} />],
          [words.credit, texts.codes.credit(credit)],
          [words.claimUntil, claimExpiresAt === null ? null : dayInWords(claimExpiresAt)],
          [words.restored, restored === null ? null : <Restored key="restored" {...restored} />],
        ]}
      />
    </Card>
  );
}

const Restored = ({ times, lastAt }: { times: number; lastAt: string }) => (
  <>
    {words.timesLast(times)} <Moment at={lastAt} />
  </>
);

/** What the check found, with the evidence by name. */
export function VerdictCard({ referral }: { referral: Referral }) {
  const candidates = referral.verdict?.candidates ?? [];
  if (candidates.length === 0) return null;
  return (
    <Card title={words.verdict}>
      <ul className="fl-attempts">
        {candidates.map((candidate, place) => (
          <li key={candidate.referralId ?? candidate.companyId ?? place}>
            {candidate.referralId === null ? (
              <strong>{candidate.companyName}</strong>
            ) : (
              <Link to={`/referrals/${candidate.referralId}`}>
                {[candidate.companyName, candidate.referralNumber].filter((part) => part !== null).join(' · ')}
              </Link>
            )}
            <span className="fl-soft">{candidate.evidence.map(texts.codes.evidence).join(', ')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
