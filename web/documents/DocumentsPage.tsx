import { Button, SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { useDocuments, type DocumentSummary } from '../api/documents.ts';
import { useIsFinance, useUser } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { DataTable, type Column } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListSkeleton } from '../ui/Loading.tsx';
import { Moment } from '../ui/Moment.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useFilter } from '../ui/useFilters.ts';
import { InvoicesCard } from './invoices/InvoicesCard.tsx';
import { WantedCard } from './invoices/WantedCard.tsx';

const words = texts.documents;

const PARTNER: Column<DocumentSummary> = { label: words.columns.partner, cell: ({ partnerName }) => partnerName };

const columnsFor = (isPartner: boolean): Column<DocumentSummary>[] => [
  {
    label: words.columns.number,
    onCard: 'lead',
    cell: ({ id, number }) => (
      <Link to={`/documents/${id}`} className="fl-row-link">
        {number}
      </Link>
    ),
  },
  ...(isPartner ? [] : [PARTNER]),
  {
    label: words.columns.kind,
    cell: ({ title, corrects, contested }) => (
      <span className="fl-lines">
        {title}
        {contested ? <span className="fl-pill fl-tone fl-tone-late">{words.contested}</span> : null}
        {corrects === null ? null : <span className="fl-soft">{words.corrects(corrects.number)}</span>}
      </span>
    ),
  },
  { label: words.columns.issued, cell: ({ issuedAt }) => <Moment dated at={issuedAt} /> },
  { label: words.columns.net, align: 'end', cell: ({ net }) => <MoneyText money={net} /> },
  { label: words.columns.vat, align: 'end', cell: ({ vat }) => <MoneyText money={vat} /> },
  { label: words.columns.gross, align: 'end', cell: ({ gross }) => <MoneyText money={gross} /> },
];

function Nothing({ isContested, isPartner }: { isContested: boolean; isPartner: boolean }) {
  if (isContested) return <EmptyState title={words.noneContested} />;
  return <EmptyState title={words.none}>{isPartner ? words.noneOwn : words.noneText}</EmptyState>;
}

/** What payments are documented by: for a partner its own, for finance all. */
export function DocumentsPage() {
  const isPartner = useUser().partnerId !== null;
  const isFinance = useIsFinance();
  const [contested, setContested] = useFilter('contested');
  const isContested = contested === 'true';
  const documents = useDocuments(isContested ? { contested: 'true' } : {});
  const rows = documents.data ?? [];
  return (
    <>
      <PageHeader title={words.title} about={isPartner ? words.aboutOwn : words.about} />
      <div className="fl-above-list fl-stack">
        <WantedCard isPartner={isPartner} mayUpload={isPartner || isFinance} />
        <InvoicesCard isPartner={isPartner} />
      </div>
      {isPartner ? null : (
        <SegmentedControl
          mb="md"
          value={isContested ? 'true' : ''}
          onChange={setContested}
          data={[
            { value: '', label: words.all },
            { value: 'true', label: words.onlyContested },
          ]}
        />
      )}
      {documents.isError ? <ProblemAlert error={documents.error} onRetry={() => void documents.refetch()} /> : null}
      {documents.isPending ? <ListSkeleton rows={3} /> : null}
      {documents.data?.length === 0 ? <Nothing isContested={isContested} isPartner={isPartner} /> : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.title} columns={columnsFor(isPartner)} rows={rows} rowKey={({ id }) => id} />
      )}
      {documents.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={documents.isFetchingNextPage}
          onClick={() => void documents.fetchNextPage()}
        >
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
