import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import type { ReconciliationFinding } from '../../api/reconciliation.ts';
import { texts } from '../../texts/en.ts';
import type { Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { dayInWords } from '../../ui/time.ts';
import { journalsPath } from '../ledger/journalsPath.ts';

const words = texts.reconciliation;

/** Where a person can put it right. */
function pathOf({ kind, number, referralId, runId, account, partner, theirs }: ReconciliationFinding): string {
  if (kind === 'amount_differs' && number !== null) return `/deals?q=${encodeURIComponent(number)}`;
  if (referralId !== null) return `/referrals/${referralId}`;
  if (runId !== null) return `/runs/${runId}`;
  const currency = theirs.amount?.currency;
  return journalsPath({
    ...(account === null ? {} : { account }),
    ...(currency === undefined ? {} : { currency }),
    partnerId: partner?.id ?? null,
  });
}

function nameOf({ number, runId, account }: ReconciliationFinding): string {
  if (number !== null) return number;
  return runId === null && account !== null ? texts.codes.account(account) : words.run;
}

/** What one of the two says: state, amount and day. */
function Side({ kind, side }: { kind: ReconciliationFinding['kind']; side: ReconciliationFinding['ours'] }) {
  return (
    <span className="fl-lines">
      {words.said(kind, side.says)}
      {side.amount === null ? null : <MoneyText money={side.amount} strong />}
      {side.on === null ? null : <span className="fl-soft">{dayInWords(side.on)}</span>}
    </span>
  );
}

function Change({ finding, onAccept }: { finding: ReconciliationFinding; onAccept: () => void }) {
  const { accepted, kind, mayAccept } = finding;
  if (accepted !== null) {
    return (
      <span className="fl-lines">
        {accepted.reason}
        <span className="fl-soft">
          {words.acceptedBy(accepted.by.name ?? '–', dayInWords(accepted.at.slice(0, 10)))}
        </span>
      </span>
    );
  }
  return (
    <Group gap="xs">
      <Button size="xs" component={Link} to={pathOf(finding)}>
        {words.todo[kind]}
      </Button>
      {mayAccept?.allowed === true ? (
        <Button size="xs" variant="default" onClick={onAccept}>
          {words.accept}
        </Button>
      ) : (
        <span className="fl-why">{mayAccept?.why}</span>
      )}
    </Group>
  );
}

const toneOf = ({ accepted }: ReconciliationFinding): string => (accepted === null ? 'late' : 'quiet');

export const columnsFor = (
  onAccept: (finding: ReconciliationFinding) => void,
): readonly Column<ReconciliationFinding>[] => [
  {
    label: words.columns.subject,
    onCard: 'lead',
    cell: (finding) => (
      <div className="fl-name">
        <Link to={pathOf(finding)} className="fl-row-link">
          {nameOf(finding)}
        </Link>
        {finding.partner === null ? null : <span className="fl-soft">{finding.partner.name}</span>}
      </div>
    ),
  },
  {
    label: words.columns.what,
    onCard: 'pill',
    cell: (finding) => (
      <span className={`fl-pill fl-tone fl-tone-${toneOf(finding)}`}>{words.kinds[finding.kind]}</span>
    ),
  },
  { label: words.columns.ours, align: 'end', cell: ({ kind, ours }) => <Side kind={kind} side={ours} /> },
  { label: words.columns.theirs, align: 'end', cell: ({ kind, theirs }) => <Side kind={kind} side={theirs} /> },
  { label: words.columns.since, cell: ({ since }) => <Moment at={since} /> },
  { label: words.columns.owner, cell: ({ owner }) => owner?.name ?? words.finance },
  {
    label: words.columns.change,
    onCard: 'words',
    cell: (finding) => <Change finding={finding} onAccept={() => onAccept(finding)} />,
  },
];
