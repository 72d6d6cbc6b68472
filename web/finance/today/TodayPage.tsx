import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFinanceToday, type FinanceToday } from '../../api/today.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { dayInWords, momentInFull } from '../../ui/time.ts';
import './today.css';

const words = texts.today;

const total = (counted: readonly { count: number }[]): number => counted.reduce((sum, { count }) => sum + count, 0);

type TileProps = { title: string; to: string; count: number; isBad?: boolean; children?: ReactNode };

/** One figure, which leads to its rows; what is nothing stands back. */
function Tile({ title, to, count, isBad = false, children }: TileProps) {
  const tone = isBad ? ' fl-tile-bad' : '';
  return (
    <li className={count === 0 ? 'fl-tile fl-tile-none' : `fl-tile${tone}`}>
      <Link to={to} className="fl-row-link">
        {title}
      </Link>
      <span className="fl-tile-count">{count}</span>
      {children}
    </li>
  );
}

function Sums({ lines }: { lines: Pick<FinanceToday['toApprove'], 'sums'> }) {
  return lines.sums.map((sum) => <MoneyText key={sum.currency} money={sum} />);
}

function LineTiles({ today }: { today: FinanceToday }) {
  const { toApprove, returned, frozen, waitingForRate } = today;
  return (
    <>
      <Tile title={words.toApprove} to="/approvals" count={toApprove.count}>
        <Sums lines={toApprove} />
        {toApprove.oldestAt === null ? null : (
          <span className="fl-soft">
            {words.oldest} <Moment at={toApprove.oldestAt} />
          </span>
        )}
      </Tile>
      <Tile title={words.returned} to="/approvals?state=returned" count={returned.count}>
        <Sums lines={returned} />
      </Tile>
      <Tile title={words.frozen} to="/approvals?state=frozen" count={frozen.count}>
        <Sums lines={frozen} />
        {frozen.cases === 0 ? null : (
          <Link to="/cases" className="fl-above">
            {words.cases(frozen.cases)}
          </Link>
        )}
      </Tile>
      <Tile title={words.waitingForRate} to="/rates" count={waitingForRate.count}>
        <Sums lines={waitingForRate} />
      </Tile>
    </>
  );
}

/** Shown only where it is so: it should never be. */
function UnclosedTile({ periods }: { periods: FinanceToday['unclosedPeriods'] }) {
  if (periods.length === 0) return null;
  return (
    <Tile title={words.unclosed} to="/runs" count={periods.length} isBad>
      {periods.map(({ program, cutOffDay, payDay }) => (
        <span key={`${program} ${cutOffDay} ${payDay}`}>
          {words.unclosedPeriod(program, dayInWords(cutOffDay), dayInWords(payDay))}
        </span>
      ))}
      <span className="fl-soft">{words.unclosedText}</span>
    </Tile>
  );
}

function LateTile({ runs }: { runs: FinanceToday['lateRuns'] }) {
  if (runs.length === 0) return null;
  return (
    <Tile title={words.lateRuns} to="/runs?late=true" count={runs.length} isBad>
      {runs.map(({ runId, program, payDay }) => (
        <Link key={runId} to={`/runs/${runId}`} className="fl-above">
          {words.lateRun(program, dayInWords(payDay))}
        </Link>
      ))}
      <span className="fl-soft">{words.lateText}</span>
    </Tile>
  );
}

function RunTiles({ today: { runs, statementLines, unclosedPeriods, lateRuns } }: { today: FinanceToday }) {
  return (
    <>
      <LateTile runs={lateRuns} />
      <UnclosedTile periods={unclosedPeriods} />
      <Tile title={words.runs} to="/runs" count={total(runs)}>
        {runs.map(({ state, count }) => (
          <span key={state} className="fl-soft">
            {texts.codes.moneyState(state)}: {count}
          </span>
        ))}
      </Tile>
      <Tile
        title={words.statementLines}
        to={statementLines[0] === undefined ? '/runs' : `/runs/${statementLines[0].runId}`}
        count={total(statementLines)}
      >
        <span className="fl-soft">{words.statementLinesText}</span>
        {statementLines.map(({ runId, count }) => (
          <Link key={runId} to={`/runs/${runId}`} className="fl-above">
            {words.run(runId.slice(-6), count)}
          </Link>
        ))}
      </Tile>
    </>
  );
}

type WaitingProps = { title: string; to: string; waiting: FinanceToday['invoices'] };

function WaitingTile({ title, to, waiting: { count, oldestAt } }: WaitingProps) {
  return (
    <Tile title={title} to={to} count={count}>
      {oldestAt === null ? null : (
        <span className="fl-soft">
          {words.oldestCame} <Moment at={oldestAt} />
        </span>
      )}
    </Tile>
  );
}

/** Shown only where it is so. */
function VendorTile({ isMissing }: { isMissing: boolean }) {
  if (!isMissing) return null;
  return (
    <Tile title={words.vendorMissing} to="/vendor" count={1} isBad>
      <span className="fl-soft">{words.vendorMissingText}</span>
    </Tile>
  );
}

function OtherTiles({
  today: { payees, invoices, objections, vendorMissing, deals, unbalanced },
}: {
  today: FinanceToday;
}) {
  const partners = payees.reduce((sum, payee) => sum + payee.partners, 0);
  return (
    <>
      <Tile title={words.payees} to="/payees" count={partners}>
        {payees.map(({ problem, partners: some, withDue }) => (
          <Link key={problem} to={`/payees?state=${problem}`} className="fl-above">
            {words.payee(texts.codes.excluded(problem), some, withDue)}
          </Link>
        ))}
      </Tile>
      <VendorTile isMissing={vendorMissing} />
      <WaitingTile title={words.invoicesOfPartners} to="/documents" waiting={invoices} />
      <WaitingTile title={words.objections} to="/documents?contested=true" waiting={objections} />
      <Tile title={words.deals} to="/deals?waitsFor=paid" count={deals.paid}>
        {deals.invoiced === 0 ? null : (
          <Link to="/deals?waitsFor=invoiced" className="fl-above">
            {words.invoices(deals.invoiced)}
          </Link>
        )}
      </Tile>
      <Tile title={words.books} to="/ledger" count={unbalanced.length} isBad>
        <span className="fl-soft">{unbalanced.length === 0 ? words.balanced : unbalanced.join(', ')}</span>
      </Tile>
    </>
  );
}

/** The next cut-off of every program, and when it is paid. */
function CutOffs({ payouts }: { payouts: FinanceToday['payouts'] }) {
  if (payouts.length === 0) return null;
  return (
    <Card title={words.cutOff}>
      <Facts
        facts={payouts.map(({ programs, cutOff, cutOffDay, payDay }) => [
          words.endOf(dayInWords(cutOffDay)),
          <time key={cutOff} dateTime={cutOff} title={momentInFull(cutOff)}>
            {words.paid(programs, dayInWords(payDay))}
          </time>,
        ])}
      />
    </Card>
  );
}

const isCalm = ({
  toApprove,
  returned,
  frozen,
  waitingForRate,
  invoices,
  objections,
  vendorMissing,
  deals,
  ...lists
}: FinanceToday): boolean =>
  total([toApprove, returned, frozen, waitingForRate, invoices, objections]) + deals.invoiced + deals.paid === 0 &&
  !vendorMissing &&
  [lists.runs, lists.payees, lists.statementLines, lists.unbalanced, lists.unclosedPeriods].every(
    (list) => list.length === 0,
  );

/** Where the day of finance begins. */
export function TodayPage() {
  const today = useFinanceToday();
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {today.isError ? <ProblemAlert error={today.error} onRetry={() => void today.refetch()} /> : null}
      {today.isPending ? <ListSkeleton rows={3} /> : null}
      {today.data === undefined ? null : (
        <div className="fl-stack">
          {isCalm(today.data) ? (
            <EmptyState title={words.calm}>{words.calmText}</EmptyState>
          ) : (
            <ul className="fl-tiles">
              <LineTiles today={today.data} />
              <RunTiles today={today.data} />
              <OtherTiles today={today.data} />
            </ul>
          )}
          <CutOffs payouts={today.data.payouts} />
        </div>
      )}
    </>
  );
}
