import { Button, Table } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useDocument, type DocumentView } from '../api/documents.ts';
import { texts } from '../texts/en.ts';
import { BackLink } from '../ui/BackLink.tsx';
import { Card, Facts } from '../ui/Card.tsx';
import { DataTable, type Column } from '../ui/DataTable.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { Moment } from '../ui/Moment.tsx';
import { percentInWords } from '../ui/money.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';

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

/** One document, to read, to keep and to print. */
export function DocumentPage() {
  const { id = '' } = useParams();
  const document = useDocument(id);
  if (document.isPending) return <DetailSkeleton />;
  if (document.data === undefined)
    return <ProblemPage error={document.error} onRetry={() => void document.refetch()} />;
  const { data } = document;
  const { issuer, corrects } = data;
  return (
    <>
      <PageHeader
        title={`${words.kinds[data.kind]} ${data.number}`}
        above={<BackLink to="/documents">{words.back}</BackLink>}
        about={data.notes.join(' ')}
        actions={<Button onClick={() => window.print()}>{words.print}</Button>}
      />
      <div className="fl-stack">
        <Card title={words.issuer}>
          <Facts
            facts={[
              ...(issuer === null
                ? ([[words.facts.partner, data.partnerName]] as const)
                : ([
                    [
                      issuer.legalName,
                      <span key="address" style={{ whiteSpace: 'pre-line' }}>
                        {issuer.address}
                      </span>,
                    ],
                    [words.vatId, issuer.vatId],
                  ] as const)),
              [issuer === null ? words.facts.accepted : words.facts.issued, <Moment key="issued" at={data.issuedAt} />],
              [words.facts.run, data.runId],
              [
                words.facts.corrects,
                corrects === null ? null : (
                  <Link key="corrects" to={`/documents/${corrects.id}`}>
                    {corrects.number}
                  </Link>
                ),
              ],
            ]}
          />
        </Card>
        <DataTable
          caption={words.lines}
          columns={COLUMNS}
          rows={data.lines}
          rowKey={({ commissionId }) => commissionId}
          footer={<Sums document={data} />}
        />
      </div>
    </>
  );
}
