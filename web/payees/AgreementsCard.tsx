import { Button, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useAcceptAgreement, useAgreements, type Agreement } from '../api/documents.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';
import { ListSkeleton } from '../ui/Loading.tsx';
import { Moment } from '../ui/Moment.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';

const words = texts.agreements;

function Accepting({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const accept = useAcceptAgreement();
  const send = (): void =>
    accept.mutate(agreement.id, {
      onSuccess: () => {
        notifications.show({ message: words.done, color: 'teal' });
        onClose();
      },
    });
  return (
    <Stack>
      <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
        {agreement.text}
      </Text>
      <Text size="sm">{words.acceptText}</Text>
      <FormEnd command={accept} confirm={words.accept} onConfirm={send} onCancel={onClose} />
    </Stack>
  );
}

const nameOf = ({ programName, title, version }: Agreement): string =>
  `${programName ?? words.selfBilling} · ${title} · ${words.version(version)}`;

/** What the company has accepted, and what it has not yet. */
export function AgreementsCard() {
  const agreements = useAgreements();
  const [asked, setAsked] = useState<Agreement | null>(null);
  if (agreements.isPending) return <ListSkeleton rows={2} />;
  if (agreements.data === undefined)
    return <ProblemAlert error={agreements.error} onRetry={() => void agreements.refetch()} />;
  return (
    <Card title={words.title}>
      {agreements.data.length === 0 ? <Text className="fl-soft">{words.none}</Text> : null}
      <Facts
        facts={agreements.data.map((agreement) => [
          nameOf(agreement),
          agreement.acceptedAt === null ? (
            <Button key={agreement.id} size="xs" onClick={() => setAsked(agreement)}>
              {words.accept}
            </Button>
          ) : (
            <span key={agreement.id}>
              {words.accepted} <Moment dated at={agreement.acceptedAt} />
            </span>
          ),
        ])}
      />
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === null ? '' : words.acceptTitle(asked.title)}
      >
        {asked === null ? null : <Accepting agreement={asked} onClose={() => setAsked(null)} />}
      </Modal>
    </Card>
  );
}
