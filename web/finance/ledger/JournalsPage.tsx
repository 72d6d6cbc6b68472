import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { usePartners } from '../../api/catalog.ts';
import { useLedgerJournals, type JournalFilter } from '../../api/ledger.ts';
import type { LedgerJournal } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.books.journals;

type Entry = LedgerJournal['entries'][number];

const sideOf = ({ entries }: LedgerJournal, side: Entry['side']): readonly Entry[] =>
  entries.filter((entry) => entry.side === side);

function Accounts({ entries }: { entries: readonly Entry[] }) {
  return entries.map(({ account }) => texts.codes.account(account)).join(', ');
}

/** One line leads to its referral; a payout of several to each of them. */
function Referrals({ journal: { lines } }: { journal: LedgerJournal }) {
  return (
    <div className="fl-name">
      {lines.map(({ commissionId, referralId, referralNumber }) => (
        <span key={commissionId}>
          <Link to={`/referrals/${referralId}`}>{referralNumber}</Link>
          {' · '}
          <Link to={`/commissions/${commissionId}`}>{words.line}</Link>
        </span>
      ))}
    </div>
  );
}

function What({ journal: { kind, at, runId, reverses } }: { journal: LedgerJournal }) {
  return (
    <div className="fl-name">
      <span>{texts.codes.posting(kind)}</span>
      <span className="fl-soft">
        <Moment dated at={at} />
        {reverses === null ? null : `, ${words.takesBack}`}
        {runId === null ? null : (
          <>
            {' · '}
            <Link to={`/runs/${runId}`}>{words.run}</Link>
          </>
        )}
      </span>
    </div>
  );
}

const COLUMNS: readonly Column<LedgerJournal>[] = [
  { label: words.columns.what, onCard: 'lead', cell: (journal) => <What journal={journal} /> },
  { label: words.columns.referral, cell: (journal) => <Referrals journal={journal} /> },
  { label: words.columns.from, cell: (journal) => <Accounts entries={sideOf(journal, 'debit')} /> },
  { label: words.columns.to, cell: (journal) => <Accounts entries={sideOf(journal, 'credit')} /> },
  {
    label: words.columns.booked,
    wide: true,
    cell: ({ period, at }) => (at.startsWith(period) ? period : words.late(period)),
  },
  {
    label: words.columns.amount,
    align: 'end',
    cell: (journal) =>
      sideOf(journal, 'debit').map(({ amount, account }) => <MoneyText key={account} money={amount} strong />),
  },
];

const NAMES = ['account', 'partnerId', 'currency', 'period', 'referralId'] as const;

/** The postings of one account, month or referral, down to the line and its referral. */
export function JournalsPage() {
  const [params] = useSearchParams();
  const filter = Object.fromEntries(
    NAMES.flatMap((name) => (params.get(name) === null ? [] : [[name, params.get(name)]])),
  ) as JournalFilter;
  const journals = useLedgerJournals(filter);
  const partners = usePartners();
  const partner = partners.data?.find(({ id }) => id === filter.partnerId)?.name ?? filter.partnerId ?? null;
  const { account, currency = null, period } = filter;
  const about =
    account === undefined && period === undefined
      ? words.all
      : words.of(account === undefined ? '' : texts.codes.account(account), partner, currency) +
        (period === undefined ? '' : ` · ${period}`);
  const rows = journals.data ?? [];
  return (
    <>
      <PageHeader
        title={words.title}
        about={about}
        above={<BackLink to="/ledger">{texts.books.ledger.title}</BackLink>}
      />
      {journals.isError ? <ProblemAlert error={journals.error} onRetry={() => void journals.refetch()} /> : null}
      {journals.isPending ? <ListSkeleton rows={4} /> : null}
      {journals.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
      {rows.length === 0 ? null : (
        <DataTable caption={words.title} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />
      )}
      {journals.hasNextPage ? (
        <Button
          variant="default"
          mt="md"
          loading={journals.isFetchingNextPage}
          onClick={() => void journals.fetchNextPage()}
        >
          {texts.ui.more}
        </Button>
      ) : null}
    </>
  );
}
