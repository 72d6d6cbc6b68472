import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useAnswerObjection, useObject, type DocumentView } from '../api/documents.ts';
import { Reasoned } from '../finance/payees/Reasoned.tsx';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { Moment } from '../ui/Moment.tsx';
import { utcDayInWords } from '../ui/time.ts';

const words = texts.documents.objection;

type Decision = DocumentView['mayAnswer'][number];
type Closing = { document: DocumentView; onClose: () => void };

function Objecting({ document: { id, objectUntil }, onClose }: Closing) {
  const object = useObject(id);
  const onSuccess = (): void => {
    notifications.show({ message: words.sent, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.objectText(utcDayInWords(objectUntil ?? ''))}
      label={words.reason}
      command={object}
      confirm={words.object}
      onSend={(reason) => object.mutate(reason, { onSuccess })}
      onClose={onClose}
    />
  );
}

/** For whom it is written for: in time, once. */
export function ObjectButton({ document }: { document: DocumentView }) {
  const [isOpen, setIsOpen] = useState(false);
  if (!document.mayObject) return null;
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {words.object}
      </Button>
      <Modal opened={isOpen} onClose={close} title={words.objectTitle(document.number)}>
        <Objecting document={document} onClose={close} />
      </Modal>
    </>
  );
}

function Answering({ document: { id }, decision, onClose }: Closing & { decision: Decision }) {
  const answer = useAnswerObjection(id);
  const onSuccess = (): void => {
    notifications.show({ message: words.answered, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.answerTexts[decision]}
      label={words.answer}
      command={answer}
      confirm={words.answers[decision]}
      onSend={(text) => answer.mutate({ decision, answer: text }, { onSuccess })}
      onClose={onClose}
    />
  );
}

function Answers({ document }: { document: DocumentView }) {
  const [asked, setAsked] = useState<Decision | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Group gap="xs">
      {document.mayAnswer.map((decision) => (
        <Button
          key={decision}
          variant={decision === 'corrected' ? 'filled' : 'default'}
          onClick={() => setAsked(decision)}
        >
          {words.answers[decision]}
        </Button>
      ))}
      <Modal opened={asked !== null} onClose={close} title={asked === null ? undefined : words.answers[asked]}>
        {asked === null ? null : <Answering document={document} decision={asked} onClose={close} />}
      </Modal>
    </Group>
  );
}

/** What was said against it, and what finance answered. */
export function ObjectionCard({ document }: { document: DocumentView }) {
  const { objection } = document;
  if (objection === null) return null;
  const { raisedBy, raisedAt, reason, decision, answer, answeredBy } = objection;
  return (
    <Card title={words.title}>
      <Facts
        facts={[
          [words.facts.by, raisedBy.name],
          [words.facts.on, <Moment key="on" dated at={raisedAt} />],
          [words.facts.reason, reason],
          [words.facts.state, decision === null ? words.waiting : words.decisions[decision]],
          [words.facts.answer, answer],
          [words.facts.answeredBy, answeredBy?.name],
        ]}
      />
      <Answers document={document} />
    </Card>
  );
}
