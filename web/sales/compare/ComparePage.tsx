import { Navigate, useParams } from 'react-router';
import { useReferral } from '../../api/referrals.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { clockOf } from '../../ui/clockOf.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { StagePill } from '../../ui/StagePill.tsx';
import { AheadCard } from './AheadCard.tsx';
import { CandidateCard } from './CandidateCard.tsx';
import { CompareFacts } from './CompareFacts.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { VendorCard } from './VendorCard.tsx';
import './compare.css';

const words = texts.sales.review;

function Compare({ referral }: { referral: Referral }) {
  const candidates = referral.verdict?.candidates ?? [];
  const vendor = referral.verdict?.vendor ?? null;
  const ahead = referral.ahead ?? null;
  return (
    <>
      <PageHeader
        title={referral.company.name}
        above={<BackLink to="/reviews">{words.title}</BackLink>}
        beside={<StagePill stage={referral.stage} />}
        about={<CopyText text={referral.number} />}
      />
      <Sentence text={referral.next.sentence} dueAt={clockOf(referral.next)} />
      <div className="fl-compare">
        <Card title={words.mine}>
          <CompareFacts referral={referral} />
        </Card>
        {ahead === null ? null : <AheadCard ahead={ahead} />}
        {vendor === null ? null : <VendorCard vendor={vendor} />}
        {candidates.length === 0 && vendor === null && ahead === null ? (
          <p className="fl-soft">{words.noCandidates}</p>
        ) : null}
        {candidates.map((candidate, index) => (
          <CandidateCard
            key={candidate.referralId ?? candidate.companyId ?? index}
            candidate={candidate}
            place={index + 1}
            mine={referral}
          />
        ))}
      </div>
      <DecisionForm referral={referral} />
    </>
  );
}

/** This referral beside its look-alikes, and the decision. Once it is decided there is nothing left to compare. */
export function ComparePage() {
  const { id = '' } = useParams();
  const referral = useReferral(id);
  if (referral.isPending) return <DetailSkeleton />;
  if (referral.data === undefined) {
    return <ProblemPage error={referral.error} onRetry={() => void referral.refetch()} />;
  }
  if (referral.data.stage !== 'in_review') return <Navigate to={`/referrals/${id}`} replace />;
  return <Compare referral={referral.data} />;
}
