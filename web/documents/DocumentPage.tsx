import { Button, Table } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useDocument, type DocumentView } from '../api/documents.ts';
import { texts } from '../texts/en.ts';
import { BackLink } from '../ui/BackLink.tsx';
import { Card, Facts } from '../ui/Card.tsx';
import { DataTable, type Column } from '../ui/DataTable.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { percentInWords } from '../ui/money.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';
import { dayInWords, utcDayInWords } from '../ui/time.ts';
import { ObjectButton, ObjectionCard } from './ObjectionCard.tsx';
import './documents.css';

const words = texts.documents;

const COLUMNS: readonly Column<DocumentView['lines'][number]>[] = [
  {
    label: words.lineColumns.referral,
    onCard: 'lead',
    cell: ({ companyName, referralNumber }) => (
      <div className="fl-name">
        {companyName}
        <span className="fl-number fl-soft">{referralNumber}</span>
      </div>
    ),
  },
  { label: words.lineColumns.what, cell: () => words.commission },
  { label: words.lineColumns.supplied, cell: ({ suppliedOn }) => dayInWords(suppliedOn) },
  { label: words.lineColumns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} /> },
];

function Sums({ document: { net, vat, gross, vatBasisPoints } }: { document: DocumentView }) {
  const sums = [
    [words.sums.net, net],
    [vatBasisPoints === null ? words.columns.vat : words.sums.vat(percentInWords(vatBasisPoints)), vat],
    [words.sums.gross, gross],
  ] as const;
  return sums.map(([label, amount]) => (
    <Table.Tr key={label}>
      <Table.Th colSpan={COLUMNS.length - 1} scope="row">
        {label}
      </Table.Th>
      <Table.Td className="fl-end" data-label={label}>
        <MoneyText money={amount} strong />
      </Table.Td>
    </Table.Tr>
  ));
}

type Party = NonNullable<DocumentView['supplier']>;

function PartyCard({ title, party: { legalName, address, country, vatId } }: { title: string; party: Party }) {
  return (
    <Card title={title}>
      <p className="fl-strong">{legalName}</p>
      <p className="fl-address">{`${address}\n${country}`}</p>
      {vatId === null ? null : (
        <p>
          {words.vatId} {vatId}
        </p>
      )}
    </Card>
  );
}

function suppliedInWords({ from, until }: DocumentView['supplied']): string {
  return from === until ? dayInWords(from) : `${dayInWords(from)} – ${dayInWords(until)}`;
}

function DocumentFacts({ document }: { document: DocumentView }) {
  const { number, partnerName, supplier, issuedAt, supplied, corrects, runId } = document;
  return (
    <Card>
      <Facts
        facts={[
          [words.facts.partner, supplier === null ? partnerName : null],
          [words.columns.number, number],
          [supplier === null ? words.facts.accepted : words.facts.issued, utcDayInWords(issuedAt)],
          [words.facts.supplied, suppliedInWords(supplied)],
          [
            words.facts.corrects,
            corrects === null ? null : (
              <Link key="corrects" to={`/documents/${corrects.id}`}>
                {corrects.number}
              </Link>
            ),
          ],
          [words.facts.run, runId],
        ]}
      />
    </Card>
  );
}

/** One document, to read, to keep and to print. */
export function DocumentPage() {
  const { id = '' } = useParams();
  const document = useDocument(id);
  if (document.isPending) return <DetailSkeleton />;
  if (document.data === undefined)
    return <ProblemPage error={document.error} onRetry={() => void document.refetch()} />;
  const { data } = document;
  const { supplier, recipient } = data;
  return (
    <>
      <PageHeader
        title={`${data.title} ${data.number}`}
        above={<BackLink to="/documents">{words.back}</BackLink>}
        actions={
          <>
            <ObjectButton document={data} />
            <Button onClick={() => window.print()}>{words.print}</Button>
          </>
        }
      />
      <div className="fl-stack">
        <div className="fl-objection">
          <ObjectionCard document={data} />
        </div>
        {supplier === null || recipient === null ? null : (
          <div className="fl-parties">
            <PartyCard title={words.supplier} party={supplier} />
            <PartyCard title={words.recipient} party={recipient} />
          </div>
        )}
        <DocumentFacts document={data} />
        <DataTable
          caption={words.lines}
          columns={COLUMNS}
          rows={data.lines}
          rowKey={({ commissionId }) => commissionId}
          footer={<Sums document={data} />}
        />
        <div className="fl-soft">
          {data.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      </div>
    </>
  );
}
