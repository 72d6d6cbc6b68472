import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useInvoiceFile, useInvoices, type PartnerInvoice } from '../../api/invoices.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { moneyInWords } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { dayInWords } from '../../ui/time.ts';
import { DecideDialog, type InvoiceQuestion } from './DecideDialog.tsx';

const words = texts.invoices;
const TONES = { waiting: 'quiet', accepted: 'good', rejected: 'late' } as const;

function State({ invoice, isPartner }: { invoice: PartnerInvoice; isPartner: boolean }) {
  const { state, reason, owed, mayDecide, uploadedBy } = invoice;
  const isUploader = useUser().id === uploadedBy.id;
  const names = isPartner ? words.statesOwn : words.states;
  return (
    <span className="fl-lines">
      <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{names[state]}</span>
      {reason === null ? null : <span className="fl-soft">{reason}</span>}
      {!isPartner && isUploader && state === 'waiting' && !mayDecide ? (
        <span className="fl-soft">{words.uploadedByYou}</span>
      ) : null}
      {owed === null ? null : <span className="fl-soft">{words.owed(moneyInWords(owed))}</span>}
    </span>
  );
}

type ActProps = { invoice: PartnerInvoice; onAsk: (question: InvoiceQuestion) => void };

function Actions({ invoice, onAsk }: ActProps) {
  const fetching = useInvoiceFile();
  const save = (): void => fetching.mutate(invoice.id, { onSuccess: (file) => saveAs(invoice.file.name, file) });
  return (
    <Group gap="xs" justify="flex-end">
      {!invoice.mayDecide ? null : (
        <>
          {invoice.owed === null ? (
            <Button size="xs" onClick={() => onAsk({ invoice, name: 'accept' })}>
              {words.accept}
            </Button>
          ) : null}
          <Button size="xs" variant="default" color="red" onClick={() => onAsk({ invoice, name: 'reject' })}>
            {words.reject}
          </Button>
        </>
      )}
      <Button size="xs" variant="default" loading={fetching.isPending} onClick={save} title={invoice.file.name}>
        {words.fetch}
      </Button>
    </Group>
  );
}

const columnsFor = (isPartner: boolean, onAsk: ActProps['onAsk']): Column<PartnerInvoice>[] => [
  {
    label: words.columns.number,
    onCard: 'lead',
    cell: ({ number, corrects }) => (
      <span className="fl-lines">
        {number}
        {corrects === null ? null : <span className="fl-soft">{words.creditNote(corrects.number)}</span>}
      </span>
    ),
  },
  ...(isPartner ? [] : [{ label: words.columns.partner, cell: ({ partnerName }: PartnerInvoice) => partnerName }]),
  { label: words.columns.dated, cell: ({ dated }) => <span className="fl-moment">{dayInWords(dated)}</span> },
  { label: words.columns.net, align: 'end', cell: ({ net }) => <MoneyText money={net} /> },
  { label: words.columns.total, align: 'end', cell: ({ gross }) => <MoneyText money={gross} /> },
  { label: words.columns.state, onCard: 'pill', cell: (invoice) => <State invoice={invoice} isPartner={isPartner} /> },
  { label: words.columns.act, align: 'end', cell: (invoice) => <Actions invoice={invoice} onAsk={onAsk} /> },
];

/** What partners have uploaded and what became of it; people of finance decide here. */
export function InvoicesCard({ isPartner }: { isPartner: boolean }) {
  const invoices = useInvoices();
  const [question, setQuestion] = useState<InvoiceQuestion | null>(null);
  if (invoices.isError) return <ProblemAlert error={invoices.error} onRetry={() => void invoices.refetch()} />;
  if (invoices.data === undefined || invoices.data.length === 0) return null;
  const title = isPartner ? words.titleOwn : words.title;
  return (
    <Card title={title}>
      <DataTable
        caption={title}
        columns={columnsFor(isPartner, setQuestion)}
        rows={invoices.data}
        rowKey={({ id }) => id}
      />
      {invoices.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={invoices.isFetchingNextPage}
          onClick={() => void invoices.fetchNextPage()}
        >
          {texts.ui.more}
        </Button>
      ) : null}
      <DecideDialog question={question} onClose={() => setQuestion(null)} />
    </Card>
  );
}
