import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useParams } from 'react-router';
import { useDeal, type Deal, type DealMovement } from '../../api/deals.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card, Facts } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { dayInWords } from '../../ui/time.ts';
import { CorrectDialog } from './CorrectDialog.tsx';
import { CorrectionsCard } from './CorrectionsCard.tsx';
import { Waits } from './columns.tsx';
import { RecordDialog } from './RecordDialog.tsx';

const words = texts.deals;

const MOVEMENTS: readonly Column<DealMovement>[] = [
  { label: words.movementColumns.what, onCard: 'lead', cell: ({ kind }) => words.kinds[kind] },
  { label: words.movementColumns.on, cell: ({ on }) => <span className="fl-moment">{dayInWords(on)}</span> },
  { label: words.movementColumns.id, cell: ({ externalId }) => <span className="fl-code">{externalId}</span> },
  { label: words.movementColumns.reason, cell: ({ reasonCode }) => reasonCode },
  {
    label: words.movementColumns.by,
    cell: ({ recordedBy, recordedAt }) => (
      <>
        {recordedBy.name}, <Moment dated at={recordedAt} />
      </>
    ),
  },
  { label: words.movementColumns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
];

const LINES: readonly Column<Deal['lines'][number]>[] = [
  {
    label: words.lineColumns.line,
    onCard: 'lead',
    cell: ({ id }) => <Link to={`/commissions/${id}`}>{texts.finance.run.lineLink(id.slice(-6))}</Link>,
  },
  { label: words.lineColumns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  { label: words.lineColumns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
];

function DealFacts({ deal }: { deal: Deal }) {
  return (
    <Card title={words.facts}>
      <Facts
        facts={[
          [
            words.referral,
            <Link key="referral" to={`/referrals/${deal.referralId}`}>
              {deal.referralNumber}
            </Link>,
          ],
          [words.columns.partner, deal.partnerName],
          [words.columns.won, dayInWords(deal.closedOn)],
          [words.amount, <MoneyText key="amount" money={deal.amount} />],
          [words.columns.firstYear, <MoneyText key="first" money={deal.firstYearNet} />],
          [words.columns.trigger, deal.triggers.map((trigger) => words.triggers[trigger] ?? trigger).join(', ')],
        ]}
      />
    </Card>
  );
}

function DealTables({ deal: { movements, corrections, lines } }: { deal: Deal }) {
  return (
    <div className="fl-stack">
      <Card title={words.movements} flush={movements.length > 0}>
        {movements.length === 0 ? (
          <p className="fl-soft">{words.noMovements}</p>
        ) : (
          <DataTable caption={words.movements} columns={MOVEMENTS} rows={movements} rowKey={({ id }) => id} />
        )}
      </Card>
      <CorrectionsCard corrections={corrections} />
      <Card title={words.lines} flush={lines.length > 0}>
        {lines.length === 0 ? (
          <p className="fl-soft">{words.noLines}</p>
        ) : (
          <DataTable caption={words.lines} columns={LINES} rows={lines} rowKey={({ id }) => id} />
        )}
      </Card>
    </div>
  );
}

/** A won deal, what was recorded of its money, and what became of its lines. */
export function DealPage() {
  const { dealId = '' } = useParams();
  const deal = useDeal(dealId);
  const mayRecord = useUser().roles.includes('finance_preparer');
  const [isOpen, dialog] = useDisclosure(false);
  const [isCorrecting, correcting] = useDisclosure(false);
  if (deal.isPending) return <DetailSkeleton />;
  if (deal.data === undefined) return <ProblemPage error={deal.error} onRetry={() => void deal.refetch()} />;
  const { data } = deal;
  return (
    <>
      <PageHeader
        title={data.companyName}
        above={<BackLink to="/deals">{words.title}</BackLink>}
        beside={<Waits deal={data} />}
        about={words.deal(data.dealId)}
        actions={
          mayRecord ? (
            <>
              <Button variant="default" onClick={correcting.open}>
                {words.correction.button}
              </Button>
              <Button onClick={dialog.open}>{words.record}</Button>
            </>
          ) : undefined
        }
      />
      <Figures
        figures={[
          [words.columns.firstYear, [data.firstYearNet]],
          [words.columns.invoiced, [data.invoiced]],
          [words.columns.received, [data.received]],
          [words.columns.refunded, [data.refunded]],
        ]}
      />
      <div className="fl-columns">
        <DealTables deal={data} />
        <aside className="fl-aside">
          <DealFacts deal={data} />
        </aside>
      </div>
      <RecordDialog deal={data} opened={isOpen} onClose={dialog.close} />
      <CorrectDialog deal={data} opened={isCorrecting} onClose={correcting.close} />
    </>
  );
}
