import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { useCase, type Case } from '../api/cases.ts';
import { useUser } from '../api/session.ts';
import { isPartner } from '../frame/navigation.ts';
import { texts } from '../texts/en.ts';
import { BackLink } from '../ui/BackLink.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { AboutCard, DecidersCard, PromisesCard, StepsCard } from './cards.tsx';
import { CasePill, OutcomePill } from './CasePill.tsx';
import { DealCard } from './DealCard.tsx';
import { PartnerActions } from './PartnerActions.tsx';

/** What the house does to a case; a partner's page does not have to load it. */
const HouseForms = lazy(async () => ({ default: (await import('./HouseForms.tsx')).HouseForms }));

function Head({ about }: { about: Case }) {
  return (
    <PageHeader
      title={about.companyName}
      above={<BackLink to="/cases">{texts.cases.title}</BackLink>}
      beside={
        <>
          <CasePill state={about.state} />
          {about.state === 'second_look' ? null : <OutcomePill decision={about.decision} kind={about.kind} />}
        </>
      }
      about={<CopyText text={about.number} />}
      actions={<PartnerActions about={about} />}
    />
  );
}

/** One case: what is contested, what was said about it, and what the reader can do now. */
export function CasePage() {
  const { id = '' } = useParams();
  const partner = isPartner(useUser().roles);
  const found = useCase(id);
  if (found.isPending) return <DetailSkeleton />;
  if (found.data === undefined) return <ProblemPage error={found.error} onRetry={() => void found.refetch()} />;
  const about = found.data;
  return (
    <>
      <Head about={about} />
      <Sentence text={about.next.sentence} dueAt={about.next.dueAt} />
      <div className="fl-columns">
        <div className="fl-stack">
          <StepsCard about={about} />
          <Suspense fallback={null}>{partner ? null : <HouseForms about={about} />}</Suspense>
        </div>
        <aside className="fl-aside">
          <AboutCard about={about} partner={partner} />
          {about.beside === undefined ? null : <DealCard deal={about.beside} />}
          {partner ? null : <DecidersCard about={about} />}
          <PromisesCard about={about} />
        </aside>
      </div>
    </>
  );
}
