import { Badge, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useLeads, useUser } from '../../api/session.ts';
import { useAbsences, useEndAbsence, type Absence } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { HandoverCard } from './HandoverCard.tsx';
import { PlanAbsence } from './PlanAbsence.tsx';

const words = texts.staff.absences;

const hasBegun = ({ from }: Absence): boolean => Date.parse(from) <= Date.now();

const COLUMNS: readonly Column<Absence>[] = [
  {
    label: words.columns.who,
    onCard: 'lead',
    cell: (absence) => (
      <span className="fl-lines">
        <strong>{absence.user.name}</strong>
        {hasBegun(absence) ? <Badge variant="light">{words.now}</Badge> : null}
      </span>
    ),
  },
  { label: words.columns.from, cell: ({ from }) => <Moment at={from} /> },
  { label: words.columns.to, cell: ({ to }) => <Moment at={to} /> },
  { label: words.columns.deputy, cell: ({ deputy }) => deputy?.name ?? words.noDeputy },
];

function End({ absence }: { absence: Absence }) {
  const end = useEndAbsence();
  const finish = (): void =>
    end.mutate(absence.id, { onSuccess: () => void notifications.show({ message: words.ended, color: 'teal' }) });
  return (
    <Button variant="default" size="xs" loading={end.isPending} onClick={finish}>
      {hasBegun(absence) ? words.backNow : words.takeBack}
    </Button>
  );
}

function List({ absences }: { absences: readonly Absence[] }) {
  const user = useUser();
  const leads = useLeads() || user.roles.includes('program_admin');
  const ending: Column<Absence> = {
    label: words.columns.end,
    align: 'end',
    cell: (absence) => (leads || absence.user.id === user.id ? <End absence={absence} /> : null),
  };
  return <DataTable caption={words.title} columns={[...COLUMNS, ending]} rows={absences} rowKey={({ id }) => id} />;
}

/** Who is away and who stands in; for those who lead, what is to be handed over. */
export function AbsencesPage() {
  const { roles } = useUser();
  const absences = useAbsences();
  const [opened, setOpened] = useState(false);
  const mayHandOver = roles.includes('sales_manager') || roles.includes('program_admin');
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={<Button onClick={() => setOpened(true)}>{words.plan}</Button>}
      />
      <div className="fl-stack">
        {absences.isError ? <ProblemAlert error={absences.error} onRetry={() => void absences.refetch()} /> : null}
        {absences.isPending ? <ListSkeleton rows={3} /> : null}
        {absences.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
        {absences.data === undefined || absences.data.length === 0 ? null : <List absences={absences.data} />}
        {mayHandOver ? <HandoverCard /> : null}
      </div>
      <PlanAbsence opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
