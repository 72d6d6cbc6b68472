import { Button, Checkbox } from '@mantine/core';
import { Link } from 'react-router';
import type { Commission } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { ClockBadge } from '../../ui/ClockBadge.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { moneyInWords } from '../../ui/money.ts';
import { awayInWords } from '../decision/awayInWords.ts';
import type { Asked } from '../decision/DecisionDialog.tsx';
import type { Selection } from './useSelection.ts';

const words = texts.finance.approvals;

/** A line may be approved while its holding time runs; it is paid after it. */
const isOpenFor = ({ state }: Commission): boolean => state === 'awaiting_approval' || state === 'holding';

/** The button for those who may, and for everybody else the reason why not. */
function ApproveCell({ line, onAsk }: { line: Commission; onAsk: (asked: Asked) => void }) {
  if (line.mayApprove?.allowed === true) {
    return (
      <Button size="xs" className="fl-above" onClick={() => onAsk({ line, decision: 'approve' })}>
        {words.approve}
      </Button>
    );
  }
  if (line.mayApprove === undefined || !isOpenFor(line)) return null;
  return (
    <span className="fl-why">
      <strong>{words.notYou}:</strong> {line.mayApprove.why ?? words.notFinance}
    </span>
  );
}

/** With who of those it waits for is away: why it may wait, and who is asked instead. */
function DecideCell(props: { line: Commission; onAsk: (asked: Asked) => void }) {
  const away = isOpenFor(props.line) ? awayInWords(props.line.approvers) : [];
  if (away.length === 0) return <ApproveCell {...props} />;
  return (
    <div>
      <ApproveCell {...props} />
      <span className="fl-why">
        <strong>{texts.finance.line.away}:</strong> {away.join('. ')}
      </span>
    </div>
  );
}

function SelectCell({ line, selection }: { line: Commission; selection: Selection }) {
  if (!selection.selectable.some(({ id }) => id === line.id)) return null;
  return (
    <Checkbox
      className="fl-above"
      aria-label={texts.finance.selection.line(moneyInWords(line.amount), line.partnerName)}
      checked={selection.selected.some(({ id }) => id === line.id)}
      onChange={() => selection.toggle(line.id)}
    />
  );
}

type Props = { lines: readonly Commission[]; onAsk: (asked: Asked) => void; selection: Selection };

const columnsFor = ({ onAsk, selection }: Omit<Props, 'lines'>): readonly Column<Commission>[] => [
  {
    label: texts.finance.selection.column,
    cell: (line) => <SelectCell line={line} selection={selection} />,
  },
  {
    label: words.columns.company,
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
  {
    label: words.columns.approveBy,
    cell: ({ approveBy }) =>
      approveBy === null ? null : (
        <>
          <Moment at={approveBy} /> <ClockBadge dueAt={approveBy} />
        </>
      ),
  },
  { label: words.columns.proof, onCard: 'words', cell: ({ explanation }) => explanation.sentence },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} strong /> },
  { label: words.columns.state, onCard: 'pill', cell: ({ state }) => <MoneyPill state={state} /> },
  {
    label: words.columns.payable,
    cell: ({ payableFrom }) => (payableFrom === null ? null : <Moment at={payableFrom} />),
  },
  {
    label: words.columns.approvals,
    cell: ({ approvals, approvalsRequired }) => words.given(approvals.length, approvalsRequired),
  },
  { label: words.columns.decide, onCard: 'words', cell: (line) => <DecideCell line={line} onAsk={onAsk} /> },
];

export function ApprovalTable({ lines, ...props }: Props) {
  return <DataTable caption={words.title} columns={columnsFor(props)} rows={lines} rowKey={({ id }) => id} />;
}
