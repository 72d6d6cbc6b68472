import { useParams } from 'react-router';
import { usePayoutRun } from '../../api/money.ts';
import { useIsFinance } from '../../api/session.ts';
import type { PayoutRun } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { Card, Facts } from '../../ui/Card.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';
import { dayInWords } from '../../ui/time.ts';
import { moneyInWords } from '../../ui/money.ts';
import { CutOff, PayDay } from './CutOff.tsx';
import { RunActions } from './RunActions.tsx';
import { StatementCard } from './StatementCard.tsx';
import { ExcludedTable, ItemTable } from './tables.tsx';

const words = texts.finance.run;
const { columns } = texts.finance.runs;

function RunFacts({ run }: { run: PayoutRun }) {
  return (
    <Card title={words.facts}>
      <Facts
        facts={[
          [texts.finance.runs.rail, texts.finance.runs.railNames[run.rail] ?? run.rail],
          [columns.cutOff, <CutOff key="cut" run={run} />],
          [words.period, run.period?.programName],
          [columns.payDay, run.period === null ? null : <PayDay key="pay" period={run.period} />],
          [words.madeAt, <Moment key="made" dated at={run.madeAt} />],
          [columns.prepared, run.preparedBy === null ? texts.finance.runs.nobody : run.preparedBy.name],
          [words.preparedAt, run.preparedAt === null ? null : <Moment key="prepared" dated at={run.preparedAt} />],
          [columns.released, run.releasedBy?.name],
          [words.releasedAt, run.releasedAt === null ? null : <Moment key="released" dated at={run.releasedAt} />],
          [words.reference, run.reference],
          [words.settledOn, run.settledOn === null ? null : dayInWords(run.settledOn)],
          [
            words.hash,
            run.fileHash === null ? null : (
              <span key="hash" className="fl-code">
                {run.fileHash}
              </span>
            ),
          ],
        ]}
      />
    </Card>
  );
}

/** One batch from preparation to the bank's word that it has paid. */
export function RunPage() {
  const { id = '' } = useParams();
  const run = usePayoutRun(id);
  const isFinance = useIsFinance();
  if (run.isPending) return <DetailSkeleton />;
  if (run.data === undefined) {
    return <ProblemPage error={run.error} onRetry={() => void run.refetch()} />;
  }
  const { data } = run;
  const mayChange = (data.state === 'draft' || data.state === 'prepared') && isFinance;
  return (
    <>
      <PageHeader
        title={moneyInWords(data.total)}
        above={<BackLink to="/runs">{texts.finance.runs.title}</BackLink>}
        beside={<MoneyPill state={data.state} />}
        about={words.states[data.state]}
        actions={<RunActions run={data} />}
      />
      <div className="fl-columns">
        <div className="fl-stack">
          <Card title={words.items} flush={data.items.length > 0}>
            {data.items.length === 0 ? (
              <p className="fl-soft">{words.noItems}</p>
            ) : (
              <ItemTable run={data} mayChange={mayChange} />
            )}
          </Card>
          <StatementCard run={data} mayUpload={isFinance} />
          {data.excluded.length === 0 ? null : (
            <Card title={words.excluded} flush>
              <ExcludedTable run={data} />
            </Card>
          )}
        </div>
        <aside className="fl-aside">
          <RunFacts run={data} />
        </aside>
      </div>
    </>
  );
}
