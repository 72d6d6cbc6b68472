import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useReferral, useTimeline } from '../../api/referrals.ts';
import { useUser } from '../../api/session.ts';
import type { Referral, TimelineEntry } from '../../api/types.ts';
import { CasesOfReferral } from '../../cases/CasesOfReferral.tsx';
import { navigationFor } from '../../frame/navigation.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card } from '../../ui/Card.tsx';
import { CustomerDealsCard } from '../../ui/CustomerDealsCard.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { DetailSkeleton, ListSkeleton } from '../../ui/Loading.tsx';
import { clockOf } from '../../ui/clockOf.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { QuestionsCard } from '../../ui/QuestionsCard.tsx';
import { AttemptsCard, ClocksCard, IntroductionCard } from '../../ui/ReferralParts.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { StagePill } from '../../ui/StagePill.tsx';
import { StageTracker } from '../../ui/StageTracker.tsx';
import { stageSteps } from '../../ui/stageSteps.ts';
import { Timeline } from '../../ui/Timeline.tsx';
import type { PanelName } from '../panels/panel.ts';
import { SplitCard } from '../../split/SplitCard.tsx';
import { ThreadCard } from '../../thread/ThreadCard.tsx';
import { Actions } from './Actions.tsx';
import { CrmCard, DealCard, PeopleCard, VerdictCard } from './cards.tsx';

/** The forms follow the page: what to do is read before it is done. */
const Panels = lazy(async () => ({ default: (await import('../panels/Panels.tsx')).Panels }));

const words = texts.sales.detail;

type HeadProps = { referral: Referral; onOpen: (panel: PanelName) => void };

function Head({ referral, onOpen }: HeadProps) {
  const home = navigationFor(useUser().roles)[0];
  return (
    <PageHeader
      title={referral.company.name}
      above={home === undefined ? undefined : <BackLink to={home.to}>{home.label}</BackLink>}
      beside={<StagePill stage={referral.stage} />}
      about={<CopyText text={referral.number} />}
      actions={<Actions referral={referral} onOpen={onOpen} />}
    />
  );
}

function Body({ referral, entries }: { referral: Referral; entries: readonly TimelineEntry[] | undefined }) {
  return (
    <div className="fl-columns">
      <div className="fl-stack">
        <IntroductionCard referral={referral} more={[[words.intake, referral.intakeNo]]} />
        <ThreadCard referralId={referral.id} />
        <AttemptsCard referral={referral} title={words.attempts} none={words.noAttempts} />
        <QuestionsCard referral={referral} />
        <Card title={words.timeline}>
          {entries === undefined ? <ListSkeleton rows={4} /> : <Timeline entries={entries} />}
        </Card>
      </div>
      <aside className="fl-aside">
        <PeopleCard referral={referral} />
        <ClocksCard referral={referral} title={words.clocks} />
        <DealCard referral={referral} />
        <SplitCard referral={referral} />
        <CustomerDealsCard referral={referral} />
        <CasesOfReferral referralId={referral.id} entries={entries} />
        <CrmCard referral={referral} />
        <VerdictCard referral={referral} />
      </aside>
    </div>
  );
}

/** Keys open what the reader may do now; anything else does nothing. */
function usePanelKeys(referral: Referral | undefined, open: (panel: PanelName) => void): void {
  const openIf = (panel: PanelName) => () => {
    if (referral?.actions.includes(panel) === true) open(panel);
  };
  useHotkeys([
    ['c', openIf('contact')],
    ['q', openIf('qualify')],
    ['a', openIf('assign')],
  ]);
}

/** One referral as those inside see it: what to do, by when, and everything needed to do it. */
export function SalesReferralPage({ id }: { id: string }) {
  const referral = useReferral(id);
  const timeline = useTimeline(id);
  const [panel, setPanel] = useState<PanelName | null>(null);
  usePanelKeys(referral.data, setPanel);
  if (referral.isPending) return <DetailSkeleton />;
  if (referral.data === undefined) {
    return <ProblemPage error={referral.error} onRetry={() => void referral.refetch()} />;
  }
  return (
    <>
      <Head referral={referral.data} onOpen={setPanel} />
      <Sentence text={referral.data.next.sentence} dueAt={clockOf(referral.data.next)} />
      <StageTracker steps={stageSteps(referral.data, timeline.data ?? [])} />
      <Body referral={referral.data} entries={timeline.data} />
      <Suspense fallback={null}>
        <Panels referral={referral.data} panel={panel} onClose={() => setPanel(null)} onNext={setPanel} />
      </Suspense>
    </>
  );
}
