import { Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useAnswerSplit, useSplit } from '../api/splits.ts';
import type { AnswerSplitBody, Referral, SplitOfReferral } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { Moment } from '../ui/Moment.tsx';
import { percentInWords } from '../ui/money.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { tellResult } from '../ui/tellResult.ts';
import { restInWords } from './percent.ts';

const ProposeDialog = lazy(async () => ({ default: (await import('./ProposeDialog.tsx')).ProposeDialog }));

const words = texts.splits;
const SAID = { agreed: words.agreed, declined: words.declined, withdrawn: words.takenBack } as const;

type Split = NonNullable<SplitOfReferral['split']>;

const By = ({ name, at }: { name: string | null; at: string }) => (
  <>
    {name} <Moment at={at} />
  </>
);

function SplitFacts({ split }: { split: Split }) {
  const { partner, basisPoints, state, proposedBy, proposedAt, answeredBy, answeredAt } = split;
  return (
    <Facts
      facts={[
        [words.states[state], words.shared(restInWords(basisPoints), partner.name, percentInWords(basisPoints))],
        [words.proposedBy, <By key="proposed" name={proposedBy.name} at={proposedAt} />],
        [
          words.answeredBy,
          answeredBy === null || answeredAt === null ? null : (
            <By key="answered" name={answeredBy.name} at={answeredAt} />
          ),
        ],
      ]}
    />
  );
}

type AnswerProps = { referralId: string; split: Split; actions: SplitOfReferral['actions'] };

/** The partner that gives something away agrees or declines; until then a manager may take the proposal back. */
function Answer({ referralId, split, actions }: AnswerProps) {
  const answer = useAnswerSplit(referralId, (body) => tellResult({ state: 'done' }, SAID[body.answer]));
  const give = (given: AnswerSplitBody['answer']) => () => answer.mutate({ splitId: split.id, answer: given });
  const mayAnswer = actions.includes('answer');
  return (
    <>
      {mayAnswer ? (
        <Text size="sm" mt="sm">
          {words.question(split.partner.name, percentInWords(split.basisPoints), restInWords(split.basisPoints))}
        </Text>
      ) : (
        <p className="fl-soft">{words.waits}</p>
      )}
      {answer.error === null ? null : <ProblemAlert error={answer.error} />}
      <Group mt="sm">
        {mayAnswer ? (
          <>
            <Button variant="default" onClick={give('declined')} loading={answer.isPending}>
              {words.decline}
            </Button>
            <Button onClick={give('agreed')} loading={answer.isPending}>
              {words.agree}
            </Button>
          </>
        ) : null}
        {actions.includes('withdraw') ? (
          <Button variant="default" onClick={give('withdrawn')} loading={answer.isPending}>
            {words.takeBack}
          </Button>
        ) : null}
      </Group>
    </>
  );
}

/** With whom what the deal earns is shared; nothing is shown where nothing is shared and nobody could. */
export function SplitCard({ referral }: { referral: Referral }) {
  const known = useSplit(referral.id);
  const [isOpen, setOpen] = useState(false);
  if (known.data === undefined) return known.error === null ? null : <ProblemAlert error={known.error} />;
  const { split, actions } = known.data;
  const mayPropose = actions.includes('propose') && split?.state !== 'proposed';
  if (split === null && !mayPropose) return null;
  return (
    <Card title={words.title}>
      {split === null ? null : <SplitFacts split={split} />}
      {split?.state === 'proposed' ? <Answer referralId={referral.id} split={split} actions={actions} /> : null}
      {mayPropose ? (
        <Button variant="default" mt="sm" onClick={() => setOpen(true)}>
          {words.propose}
        </Button>
      ) : null}
      <Suspense>{isOpen ? <ProposeDialog referral={referral} onClose={() => setOpen(false)} /> : null}</Suspense>
    </Card>
  );
}
