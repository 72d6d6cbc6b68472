import { Button } from '@mantine/core';
import { useState } from 'react';
import { useUser } from '../../api/session.ts';
import { useVendorIdentities, type VendorIdentity } from '../../api/vendor.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { dayInWords } from '../../ui/time.ts';
import { VendorDialog } from './VendorDialog.tsx';

const words = texts.vendor;

const COLUMNS: readonly Column<VendorIdentity>[] = [
  {
    label: words.columns.name,
    onCard: 'lead',
    cell: ({ legalName, inForce }) => (
      <span className="fl-lines">
        {legalName}
        {inForce ? <span className="fl-pill fl-tone fl-tone-good">{words.inForce}</span> : null}
      </span>
    ),
  },
  {
    label: words.columns.address,
    cell: ({ address, country }) => (
      <span className="fl-address">
        {address}
        {`\n${country}`}
      </span>
    ),
  },
  { label: words.columns.vatId, cell: ({ vatId }) => vatId },
  { label: words.columns.from, cell: ({ validFrom }) => <span className="fl-moment">{dayInWords(validFrom)}</span> },
  {
    label: words.columns.by,
    cell: ({ recordedBy, recordedAt }) => (
      <span className="fl-lines">
        {recordedBy.name}
        <span className="fl-soft">
          <Moment at={recordedAt} />
        </span>
      </span>
    ),
  },
];

/** What the vendor is called in documents, in all its versions. */
export function VendorPage() {
  const identities = useVendorIdentities();
  const mayRecord = useUser().roles.includes('program_admin');
  const [isOpen, setIsOpen] = useState(false);
  const rows = identities.data ?? [];
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        actions={mayRecord ? <Button onClick={() => setIsOpen(true)}>{words.record}</Button> : undefined}
      />
      {identities.isError ? <ProblemAlert error={identities.error} onRetry={() => void identities.refetch()} /> : null}
      {identities.isPending ? <ListSkeleton rows={1} /> : null}
      {identities.isSuccess && !rows.some(({ inForce }) => inForce) ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.versions} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
      <VendorDialog opened={isOpen} before={rows[0]} onClose={() => setIsOpen(false)} />
    </>
  );
}
