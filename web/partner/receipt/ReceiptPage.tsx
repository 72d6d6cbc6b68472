import { Button, Group } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useReferral } from '../../api/referrals.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { clockOf } from '../../ui/clockOf.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { Sentence } from '../../ui/Sentence.tsx';
import { StagePill } from '../../ui/StagePill.tsx';

const words = texts.partner.receipt;

function Receipt({ referral }: { referral: Referral }) {
  const answer = referral.clocks.find(({ kind }) => kind === 'acknowledge');
  return (
    <div className="fl-narrow fl-stack">
      <PageHeader
        title={words.title}
        above={<IconCircleCheck size={36} stroke={1.6} color="var(--tone-good-ink)" aria-hidden />}
        about={referral.company.name}
        beside={<StagePill stage={referral.stage} />}
      />
      <Sentence text={referral.next.sentence} dueAt={clockOf(referral.next)} />
      <Card>
        <Facts
          facts={[
            [words.number, <CopyText key="number" text={referral.number} />],
            [words.received, <Moment key="received" at={referral.submittedAt} />],
            [words.answer, answer === undefined ? null : <Moment key="answer" at={answer.dueAt} />],
            [words.terms, referral.terms],
          ]}
        />
      </Card>
      <Group>
        <Button component={Link} to={`/referrals/${referral.id}`}>
          {words.open}
        </Button>
        <Button component={Link} to="/referrals/new" variant="default">
          {words.another}
        </Button>
      </Group>
      <p className="fl-soft">{words.safe}</p>
    </div>
  );
}

/** What a partner sees after sending: the number, who does what by when, and the terms of the day. */
export function ReceiptPage() {
  const { id = '' } = useParams();
  const referral = useReferral(id);
  if (referral.isPending) return <DetailSkeleton />;
  if (referral.data === undefined)
    return <ProblemPage error={referral.error} onRetry={() => void referral.refetch()} />;
  return <Receipt referral={referral.data} />;
}
