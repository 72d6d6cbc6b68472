import { Link } from 'react-router';
import { useReferral } from '../../api/referrals.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { StagePill } from '../../ui/StagePill.tsx';
import { CompareFacts } from './CompareFacts.tsx';
import type { Candidate } from './decisions.ts';

const words = texts.sales.review;

function Other({ id, mine }: { id: string; mine: Referral }) {
  const other = useReferral(id);
  if (other.isPending) return <ListSkeleton rows={4} />;
  if (other.data === undefined) return <p className="fl-soft">{words.notYours}</p>;
  return (
    <>
      <p className="fl-compare-head">
        <Link to={`/referrals/${id}`}>{other.data.number}</Link>
        <StagePill stage={other.data.stage} />
      </p>
      <CompareFacts referral={other.data} beside={mine} />
    </>
  );
}

/** One look-alike: what speaks for it being the same company, and its facts. */
export function CandidateCard({ candidate, place, mine }: { candidate: Candidate; place: number; mine: Referral }) {
  return (
    <Card title={words.candidate(place)}>
      <p className="fl-evidence">
        {words.evidence} ({words.score(candidate.score)}):{' '}
        <strong>{candidate.evidence.map(texts.codes.evidence).join(', ')}</strong>
      </p>
      {candidate.referralId === null ? <p>{candidate.companyName}</p> : <Other id={candidate.referralId} mine={mine} />}
    </Card>
  );
}
