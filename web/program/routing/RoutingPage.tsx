import { ActionIcon, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import { usePartners } from '../../api/catalog.ts';
import { useUser } from '../../api/session.ts';
import { useDeleteRule, useRoutingRules, useSaveRule, type RoutingRule } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { DryRunCard } from './DryRunCard.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { ruleInWords } from './ruleInWords.ts';

const words = texts.staff.routing;

/** The same rule, asked one place earlier. */
const earlier = ({ order, name, programId, when, team, mode }: RoutingRule) => ({
  order: order - 1,
  name,
  when,
  mode,
  team: team.map(({ id }) => id),
  ...(programId === null ? {} : { programId }),
});

function Change({ rule, onEdit }: { rule: RoutingRule; onEdit: () => void }) {
  const saving = useSaveRule();
  const removing = useDeleteRule();
  const remove = (): void =>
    removing.mutate(rule.id, { onSuccess: () => void notifications.show({ message: words.removed, color: 'teal' }) });
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <ActionIcon
        variant="default"
        aria-label={words.up(rule.name)}
        disabled={rule.order === 1}
        loading={saving.isPending}
        onClick={() => saving.mutate({ rule, body: earlier(rule) })}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <Button variant="default" size="xs" onClick={onEdit}>
        {words.edit}
      </Button>
      <Button variant="default" size="xs" loading={removing.isPending} onClick={remove}>
        {words.remove}
      </Button>
    </Group>
  );
}

type ListProps = { rules: readonly RoutingRule[]; onEdit: ((rule: RoutingRule) => void) | undefined };

function Rules({ rules, onEdit }: ListProps) {
  const partners = usePartners();
  const partnerName = (id: string): string => partners.data?.find((partner) => partner.id === id)?.name ?? id;
  const columns: Column<RoutingRule>[] = [
    { label: words.columns.order, onCard: 'pill', cell: ({ order }) => order },
    {
      label: words.columns.rule,
      onCard: 'lead',
      cell: ({ name, when }) => (
        <span className="fl-lines">
          <strong>{name}</strong>
          <span className="fl-soft">{ruleInWords(when, partnerName)}</span>
        </span>
      ),
    },
    { label: words.columns.team, cell: ({ team }) => team.map(({ name }) => name).join(', ') },
    { label: words.columns.mode, cell: ({ mode }) => words.modes[mode] },
  ];
  if (onEdit !== undefined) {
    const cell = (rule: RoutingRule) => <Change rule={rule} onEdit={() => onEdit(rule)} />;
    columns.push({ label: words.columns.change, align: 'end', cell });
  }
  return <DataTable caption={words.title} columns={columns} rows={rules} rowKey={({ id }) => id} />;
}

/** Which rules decide who works on what, and what they would do with a sample. */
export function RoutingPage() {
  const { roles } = useUser();
  const rules = useRoutingRules();
  const [edited, setEdited] = useState<RoutingRule | 'new' | null>(null);
  const mayEdit = roles.includes('program_admin');
  const mayTry = mayEdit || roles.includes('sales_manager') || roles.includes('partner_manager');
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={mayEdit ? <Button onClick={() => setEdited('new')}>{words.add}</Button> : undefined}
      />
      <div className="fl-stack">
        {rules.isError ? <ProblemAlert error={rules.error} onRetry={() => void rules.refetch()} /> : null}
        {rules.isPending ? <ListSkeleton rows={3} /> : null}
        {rules.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
        {rules.data === undefined || rules.data.length === 0 ? null : (
          <Rules rules={rules.data} onEdit={mayEdit ? setEdited : undefined} />
        )}
        {mayTry ? <DryRunCard /> : null}
      </div>
      <RuleDialog
        opened={edited !== null}
        rule={edited === 'new' || edited === null ? undefined : edited}
        onClose={() => setEdited(null)}
      />
    </>
  );
}
