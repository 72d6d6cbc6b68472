import { Link } from 'react-router';
import { useReferral, useTimeline } from '../../api/referrals.ts';
import type { Referral, TimelineEntry } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { CasesOfReferral } from '../../cases/CasesOfReferral.tsx';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card, Facts } from '../../ui/Card.tsx';
import { CustomerDealsCard } from '../../ui/CustomerDealsCard.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { DetailSkeleton, ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { clockOf } from '../../ui/clockOf.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Person } from '../../ui/Person.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { QuestionsCard } from '../../ui/QuestionsCard.tsx';
import { AttemptsCard, ClocksCard, IntroductionCard } from '../../ui/ReferralParts.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { StagePill } from '../../ui/StagePill.tsx';
import { StageTracker } from '../../ui/StageTracker.tsx';
import { stageSteps } from '../../ui/stageSteps.ts';
import { Timeline } from '../../ui/Timeline.tsx';
import { SplitCard } from '../../split/SplitCard.tsx';
import { ThreadCard } from '../../thread/ThreadCard.tsx';
import { HeadActions } from './HeadActions.tsx';
import { MoneyCard } from './MoneyCard.tsx';
import { QuestionBox } from './QuestionBox.tsx';

const words = texts.partner.detail;

function Head({ referral }: { referral: Referral }) {
  return (
    <PageHeader
      title={referral.company.name}
      above={<BackLink to="/referrals">{texts.frame.nav.myReferrals}</BackLink>}
      beside={<StagePill stage={referral.stage} />}
      about={<CopyText text={referral.number} />}
      actions={<HeadActions referral={referral} />}
    />
  );
}

function OwnerCard({ referral }: { referral: Referral }) {
  return (
    <Card title={words.with}>
      {referral.owner === null ? (
        <p className="fl-soft">{words.nobody}</p>
      ) : (
        <Person name={referral.owner.name} email={referral.owner.email} />
      )}
    </Card>
  );
}

function Standing({ referral }: { referral: Referral }) {
  const { outcome, position, quality, feedback, actions } = referral;
  const contestUntil = actions.includes('contest') ? outcome?.contestUntil : null;
  if (outcome === null && position === null && quality === null) return null;
  return (
    <Card title={texts.codes.stage(referral.stage)}>
      <Facts
        facts={[
          [words.position, position === null ? null : words.place(position)],
          [words.why, outcome?.sentence],
          [
            words.joined,
            outcome?.joinedId === undefined ? null : (
              <Link key="joined" to={`/referrals/${outcome.joinedId}`}>
                {outcome.joinedNumber}
              </Link>
            ),
          ],
          [
            words.again,
            outcome?.againFrom === null || outcome === null ? null : <Moment key="again" at={outcome.againFrom} />,
          ],
          [
            words.contestUntil,
            contestUntil === null || contestUntil === undefined ? null : <Moment key="contest" at={contestUntil} />,
          ],
          [words.feedback, quality === null ? null : words.rated(quality)],
          [words.feedbackText, feedback],
        ]}
      />
    </Card>
  );
}

function Body({ referral, entries }: { referral: Referral; entries: readonly TimelineEntry[] | undefined }) {
  return (
    <div className="fl-columns">
      <div className="fl-stack">
        <QuestionBox referral={referral} />
        <Card title={words.timeline}>
          {entries === undefined ? <ListSkeleton rows={4} /> : <Timeline entries={entries} />}
        </Card>
        <ThreadCard referralId={referral.id} />
        <AttemptsCard referral={referral} title={words.attempts} none={words.noAttempts} />
        <QuestionsCard referral={referral} />
        <IntroductionCard referral={referral} />
      </div>
      <aside className="fl-aside">
        <OwnerCard referral={referral} />
        <Standing referral={referral} />
        <CasesOfReferral referralId={referral.id} entries={entries} />
        <ClocksCard referral={referral} title={words.promises} />
        <MoneyCard referral={referral} />
        <SplitCard referral={referral} />
        <CustomerDealsCard referral={referral} />
      </aside>
    </div>
  );
}

/** One referral as its partner sees it: the sentence and the clock first. */
export function PartnerReferralPage({ id }: { id: string }) {
  const referral = useReferral(id);
  const timeline = useTimeline(id);
  if (referral.isPending) return <DetailSkeleton />;
  if (referral.data === undefined) {
    return <ProblemPage error={referral.error} onRetry={() => void referral.refetch()} />;
  }
  return (
    <>
      <Head referral={referral.data} />
      <Sentence text={referral.data.next.sentence} dueAt={clockOf(referral.data.next)} />
      <StageTracker steps={stageSteps(referral.data, timeline.data ?? [])} />
      <Body referral={referral.data} entries={timeline.data} />
    </>
  );
}
