import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../api/messages.ts';
import type { Message } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { ListSkeleton } from '../ui/Loading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { MessageForm } from './MessageForm.tsx';
import { MessageList } from './MessageList.tsx';
import './thread.css';

const words = texts.thread;

type PartProps = { referralId: string; messages: readonly Message[]; internal: boolean; mayWrite: boolean };

function Part({ referralId, messages, internal, mayWrite }: PartProps) {
  const shown = messages.filter((message) => message.internal === internal);
  return (
    <>
      <MessageList messages={shown} none={internal ? words.noneInternal : words.none} />
      {mayWrite ? <MessageForm referralId={referralId} internal={internal} /> : null}
    </>
  );
}

type Shown = 'both' | 'internal';

/** What partner and owner write to each other; people of the house have a second part that stays inside. */
export function ThreadCard({ referralId }: { referralId: string }) {
  const thread = useMessages(referralId);
  const [tab, setTab] = useState<Shown>('both');
  if (thread.isPending) {
    return (
      <Card title={words.title}>
        <ListSkeleton rows={2} />
      </Card>
    );
  }
  if (thread.data === undefined) return <ProblemAlert error={thread.error} onRetry={() => void thread.refetch()} />;
  const { messages, mayWrite, mayNote } = thread.data;
  const hasInside = mayNote || messages.some(({ internal }) => internal);
  const both = <Part referralId={referralId} messages={messages} internal={false} mayWrite={mayWrite} />;
  return (
    <Card title={words.title}>
      {hasInside ? (
        <Tabs value={tab} onChange={(value) => setTab(value === 'internal' ? 'internal' : 'both')}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="both">{words.tabs.both}</Tabs.Tab>
            <Tabs.Tab value="internal">{words.tabs.internal}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="both">{both}</Tabs.Panel>
          <Tabs.Panel value="internal">
            <Part referralId={referralId} messages={messages} internal mayWrite={mayNote} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        both
      )}
      {thread.hasNextPage ? (
        <Button variant="default" size="xs" mt="sm" onClick={() => void thread.fetchNextPage()}>
          {words.older}
        </Button>
      ) : null}
    </Card>
  );
}
