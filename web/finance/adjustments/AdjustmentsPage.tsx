import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommissions } from '../../api/money.ts';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Figures } from '../../ui/Figures.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { sumsByCurrency, type Money } from '../../ui/money.ts';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { DecisionDialog, type Asked } from '../decision/DecisionDialog.tsx';
import { AdjustButton } from './AdjustButton.tsx';
import { CaseLink } from './CaseLink.tsx';

const words = texts.finance.adjust;

/** What was taken back of an ordinary line. */
const causeOf = ({ clawedBack }: Commission): string | null => clawedBack && words.takenBack[clawedBack.because];

const kindOf = ({ adjustment, amount }: Commission): string => {
  if (adjustment === null) return words.kinds.refund;
  return amount.amount < 0 ? words.kinds.takes : words.kinds.adds;
};

/** What an adjustment adds or takes; of an ordinary line, what was taken back of it. */
const changeOf = ({ adjustment, amount, clawedBack }: Commission): Money =>
  adjustment !== null || clawedBack === null
    ? amount
    : { currency: amount.currency, amount: -clawedBack.amount.amount };

/** What the partner owes of it and nothing has settled yet. */
const remainingOf = ({ clawedBack }: Commission): Money[] =>
  clawedBack === null || clawedBack.remaining.amount <= 0 ? [] : [clawedBack.remaining];

function Why({ line }: { line: Commission }) {
  const { adjustment } = line;
  if (adjustment === null) return causeOf(line);
  return (
    <span className="fl-lines">
      {adjustment.reason}
      {adjustment.caseId === null ? null : <CaseLink id={adjustment.caseId} />}
    </span>
  );
}

/** Who may approve it does; for everybody else the reason why not, and who prepares payments may propose another. */
function Decide({ line, onAsk }: { line: Commission; onAsk: (asked: Asked) => void }) {
  if (line.adjustment === null) return <AdjustButton line={line} />;
  if (line.state !== 'awaiting_approval') return null;
  if (line.mayApprove?.allowed !== true) return <span className="fl-why">{line.mayApprove?.why}</span>;
  return (
    <Button size="xs" className="fl-above" onClick={() => onAsk({ line, decision: 'approve' })}>
      {texts.finance.approvals.approve}
    </Button>
  );
}

const columnsFor = (onAsk: (asked: Asked) => void): readonly Column<Commission>[] => [
  {
    label: words.columns.partner,
    onCard: 'lead',
    cell: ({ id, partnerName, companyName, referralNumber }) => (
      <div className="fl-name">
        <Link to={`/commissions/${id}`} className="fl-row-link">
          {partnerName}
        </Link>
        <span className="fl-soft">
          {companyName} · <span className="fl-number">{referralNumber}</span>
        </span>
      </div>
    ),
  },
  { label: words.columns.kind, cell: kindOf },
  { label: words.columns.amount, align: 'end', cell: (line) => <MoneyText money={changeOf(line)} strong /> },
  { label: words.columns.why, onCard: 'words', cell: (line) => <Why line={line} /> },
  { label: words.columns.proposedBy, cell: ({ adjustment }) => adjustment?.proposedBy?.name },
  { label: words.columns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  {
    label: words.columns.remaining,
    align: 'end',
    cell: (line) => remainingOf(line).map((money) => <MoneyText key={money.currency} money={money} />),
  },
  { label: words.columns.decide, onCard: 'words', cell: (line) => <Decide line={line} onAsk={onAsk} /> },
];

/** Everything that was added to commissions or taken from them, and what partners owe of it. */
export function AdjustmentsPage() {
  const lines = useCommissions({ corrected: 'true' });
  const [asked, setAsked] = useState<Asked | null>(null);
  const data = lines.data ?? [];
  const remaining = sumsByCurrency(data.flatMap(remainingOf));
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {lines.isError ? <ProblemAlert error={lines.error} onRetry={() => void lines.refetch()} /> : null}
      {lines.isPending ? <ListSkeleton /> : null}
      {lines.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      {data.length === 0 ? null : (
        <>
          {remaining.length === 0 ? null : <Figures figures={[[words.remaining, remaining]]} />}
          <DataTable caption={words.title} columns={columnsFor(setAsked)} rows={data} rowKey={({ id }) => id} />
        </>
      )}
      {lines.hasNextPage ? (
        <Button variant="default" mt="md" loading={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {texts.ui.more}
        </Button>
      ) : null}
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
