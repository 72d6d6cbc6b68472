import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { usePartnerStatements, useStatementLines, useStatementTable } from '../../api/partnerStatements.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { monthInWords } from '../../ui/time.ts';
import { MonthPill, stateOfMonth } from './MonthState.tsx';
import { StatementOfCurrency } from './StatementOfCurrency.tsx';
import { useStatedPartner } from './useStatedPartner.ts';

const words = texts.statements;

/** All lines of the month, page by page: a sum whose parts are not all there could not be checked, on paper least of all. */
function useAllLines(partnerId: string, period: string) {
  const lines = useStatementLines(partnerId, period);
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = lines;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  return { ...lines, isWhole: lines.isSuccess && !hasNextPage };
}

/** A month of a partner with the lines behind each figure, to read, to keep and to print. */
export function StatementPage() {
  const { period = '' } = useParams();
  const partner = useStatedPartner();
  const months = usePartnerStatements(partner.id);
  const lines = useAllLines(partner.id, period);
  const table = useStatementTable(partner.id);
  if (months.isPending) return <DetailSkeleton />;
  if (months.data === undefined) return <ProblemPage error={months.error} onRetry={() => void months.refetch()} />;
  const own = months.data.filter((month) => month.period === period);
  const state = stateOfMonth({ period, final: own[0]?.final ?? false }, new Date());
  const download = (): void => table.mutate(period, { onSuccess: (text) => saveAs(`statement-${period}.csv`, text) });
  return (
    <>
      <PageHeader
        title={words.ofMonth(monthInWords(period))}
        above={<BackLink to={partner.pathOf()}>{words.title}</BackLink>}
        beside={<MonthPill state={state} />}
        about={`${partner.name} · ${words.stateTexts[state]}`}
        actions={
          own.length === 0 ? undefined : (
            <>
              <Button variant="default" loading={table.isPending} onClick={download}>
                {words.downloadMonth}
              </Button>
              <Button disabled={!lines.isWhole} onClick={() => window.print()}>
                {words.print}
              </Button>
            </>
          )
        }
      />
      {table.isError ? <ProblemAlert error={table.error} /> : null}
      {lines.isError ? <ProblemAlert error={lines.error} onRetry={() => void lines.refetch()} /> : null}
      {own.length === 0 ? <EmptyState title={words.noLines} /> : null}
      <div className="fl-stack">
        {own.map((month) => (
          <StatementOfCurrency
            key={month.currency}
            month={month}
            lines={lines.data?.filter(({ amount }) => amount.currency === month.currency)}
          />
        ))}
        {own.length === 0 ? null : <p className="fl-soft">{words.utc}</p>}
      </div>
    </>
  );
}
