import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWantedInvoices, type WantedInvoice } from '../../api/invoices.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { UploadDialog } from './UploadDialog.tsx';

const words = texts.invoices;

const whatOf = ({ corrects }: WantedInvoice): string =>
  corrects === null ? words.invoice : words.creditNote(corrects.number);

const columnsFor = (
  isPartner: boolean,
  onUpload: ((wanted: WantedInvoice) => void) | null,
): Column<WantedInvoice>[] => [
  ...(isPartner ? [] : [{ label: words.columns.partner, cell: ({ partnerName }: WantedInvoice) => partnerName }]),
  { label: words.columns.what, onCard: 'lead', cell: whatOf },
  { label: words.columns.lines, cell: ({ lines }) => words.commissions(lines.length) },
  { label: words.columns.net, align: 'end', cell: ({ net }) => <MoneyText money={net} /> },
  ...(onUpload === null
    ? []
    : [
        {
          label: words.columns.act,
          align: 'end' as const,
          cell: (wanted: WantedInvoice) => (
            <Button size="xs" variant="default" onClick={() => onUpload(wanted)}>
              {words.upload}
            </Button>
          ),
        },
      ]),
];

/** What still has to be written, while there is something. */
export function WantedCard({ isPartner, mayUpload }: { isPartner: boolean; mayUpload: boolean }) {
  const wanted = useWantedInvoices();
  const [asked, setAsked] = useState<WantedInvoice | null>(null);
  if (wanted.isError) return <ProblemAlert error={wanted.error} onRetry={() => void wanted.refetch()} />;
  if (wanted.data === undefined || wanted.data.length === 0) return null;
  return (
    <Card title={words.wanted}>
      <div className="fl-stack">
        <p className="fl-soft">{isPartner ? words.wantedOwn : words.wantedFinance}</p>
        <DataTable
          caption={words.wanted}
          columns={columnsFor(isPartner, mayUpload ? setAsked : null)}
          rows={wanted.data}
          rowKey={({ partnerId, corrects, net }) => `${partnerId} ${corrects?.id ?? net.currency}`}
        />
        {wanted.hasNextPage ? (
          <Button variant="default" loading={wanted.isFetchingNextPage} onClick={() => void wanted.fetchNextPage()}>
            {texts.ui.more}
          </Button>
        ) : null}
      </div>
      <UploadDialog wanted={asked} onClose={() => setAsked(null)} />
    </Card>
  );
}
