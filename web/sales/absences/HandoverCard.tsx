import { Button, Group, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'react-router';
import { useColleagues } from '../../api/catalog.ts';
import { useHandover, useHandOver, type HandOverResult } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { StagePill } from '../../ui/StagePill.tsx';

const words = texts.staff.handover;
const BY_RULE = 'by_rule';

const countOf = ({ items }: HandOverResult, state: 'done' | 'pending' | 'refused'): number =>
  items.filter((item) => item.state === state).length;

type Items = NonNullable<ReturnType<typeof useHandover>['data']>['items'];

const Owned = ({ items }: { items: Items }) => (
  <DataTable
    caption={words.title}
    rows={items}
    rowKey={({ referralId }) => referralId}
    columns={[
      {
        label: words.columns.company,
        onCard: 'lead',
        cell: ({ referralId, number, company }) => (
          <div className="fl-name">
            <Link to={`/referrals/${referralId}`} className="fl-row-link">
              {company}
            </Link>
            <span className="fl-soft fl-number">{number}</span>
          </div>
        ),
      },
      { label: words.columns.stage, onCard: 'pill', cell: ({ stage }) => <StagePill stage={stage} /> },
      {
        label: words.columns.due,
        cell: ({ dueAt, pending }) => (pending ? words.pending : dueAt === null ? null : <Moment at={dueAt} />),
      },
    ]}
  />
);

/** What somebody has, and one action that gives all of it away. */
export function HandoverCard() {
  const [userId, setUserId] = useState('');
  const [to, setTo] = useState(BY_RULE);
  const people = useColleagues();
  const owned = useHandover(userId);
  const handOver = useHandOver(userId);
  const choices = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const give = (): void =>
    handOver.mutate(
      { to, deactivate: false },
      {
        onSuccess: (result) => {
          const counts = [countOf(result, 'done'), countOf(result, 'pending'), countOf(result, 'refused')] as const;
          notifications.show({ message: words.done(...counts), color: counts[2] > 0 ? 'red' : 'teal' });
        },
      },
    );
  const items = owned.data?.items ?? [];
  return (
    <Card title={words.title}>
      <Stack>
        <p className="fl-soft">{words.about}</p>
        <Group align="end">
          <Select
            label={words.who}
            placeholder={texts.ui.choose}
            data={choices}
            searchable
            value={userId === '' ? null : userId}
            onChange={(value) => setUserId(value ?? '')}
          />
          <Select
            label={words.to}
            data={[{ value: BY_RULE, label: words.byRule }, ...choices.filter(({ value }) => value !== userId)]}
            searchable
            allowDeselect={false}
            value={to}
            onChange={(value) => setTo(value ?? BY_RULE)}
          />
          <Button disabled={items.length === 0} loading={handOver.isPending} onClick={give}>
            {words.confirm(items.length)}
          </Button>
        </Group>
        {owned.isError ? <ProblemAlert error={owned.error} /> : null}
        {handOver.isError ? <ProblemAlert error={handOver.error} /> : null}
        {owned.data === undefined ? null : (
          <p>
            {items.length === 0
              ? words.nothing
              : words.counts(owned.data.counts.review, owned.data.counts.qualify, owned.data.counts.close)}
          </p>
        )}
        {items.length === 0 ? null : <Owned items={items} />}
      </Stack>
    </Card>
  );
}
