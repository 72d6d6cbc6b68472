import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCommission } from '../api/money.ts';
import { useUser } from '../api/session.ts';
import type { Commission } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { BackLink } from '../ui/BackLink.tsx';
import { Card, Facts } from '../ui/Card.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { Moment } from '../ui/Moment.tsx';
import { moneyInWords } from '../ui/money.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Person } from '../ui/Person.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { MoneyPill } from '../ui/StagePill.tsx';
import { AdjustButton } from '../finance/adjustments/AdjustButton.tsx';
import { CaseLink } from '../finance/adjustments/CaseLink.tsx';
import { awayInWords } from '../finance/decision/awayInWords.ts';
import { DecisionDialog, type Asked } from '../finance/decision/DecisionDialog.tsx';
import { Steps } from '../finance/decision/Steps.tsx';
import { LineFacts } from './LineFacts.tsx';

const words = texts.finance.line;
const { adjust } = texts.finance;

function Decide({ line, onAsk }: { line: Commission; onAsk: (asked: Asked) => void }) {
  const { approvals } = texts.finance;
  if (useUser().partnerId !== null) return null;
  if (line.state !== 'awaiting_approval' && line.state !== 'holding') return null;
  if (line.mayApprove?.allowed !== true) {
    return <span className="fl-why">{line.mayApprove?.why ?? approvals.notFinance}</span>;
  }
  return (
    <>
      <Button variant="default" onClick={() => onAsk({ line, decision: 'reject' })}>
        {approvals.reject}
      </Button>
      <Button onClick={() => onAsk({ line, decision: 'approve' })}>{approvals.approve}</Button>
    </>
  );
}

function Stop({ line, onAsk }: { line: Commission; onAsk: (asked: Asked) => void }) {
  const decisions = (line.actions ?? []).filter((action) => action !== 'adjust');
  return decisions.map((decision) => (
    <Button key={decision} variant="default" onClick={() => onAsk({ line, decision })}>
      {texts.finance.approvals[decision]}
    </Button>
  ));
}

/** What adjusts this line, or which line it adjusts and why. */
function AdjustmentsCard({ line: { adjustment, adjustments } }: { line: Commission }) {
  if (adjustment === null && adjustments.length === 0) return null;
  return (
    <Card title={adjust.card}>
      {adjustment === null ? null : (
        <Facts
          facts={[
            [
              adjust.of,
              <Link key="about" to={`/commissions/${adjustment.adjusts}`}>
                {adjust.line}
              </Link>,
            ],
            [adjust.why, adjustment.reason],
            [adjust.proposedBy, adjustment.proposedBy?.name],
            [adjust.case, adjustment.caseId === null ? null : <CaseLink key="case" id={adjustment.caseId} />],
          ]}
        />
      )}
      <ul className="fl-money-lines">
        {adjustments.map(({ id, amount, state }) => (
          <li key={id}>
            <Link to={`/commissions/${id}`}>{moneyInWords(amount)}</Link>
            <MoneyPill state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ApprovalsCard({ line }: { line: Commission }) {
  return (
    <Card title={words.approvals} aside={texts.finance.approvals.given(line.approvals.length, line.approvalsRequired)}>
      {line.approvals.length === 0 ? <p className="fl-soft">{words.noApprovals}</p> : null}
      <ul className="fl-attempts">
        {line.approvals.map(({ userId, name, at }) => (
          <li key={userId ?? at}>
            <Person name={name ?? texts.codes.role('finance_approver')} />
            <span className="fl-soft">
              <Moment dated at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who else could approve it, and who cannot and why. */
function ApproversCard({ approvers }: { approvers: NonNullable<Commission['approvers']> }) {
  return (
    <Card title={words.approvers}>
      <Facts
        facts={[
          [words.eligible, approvers.eligible.map(({ name }) => name).join(', ')],
          [words.away, awayInWords(approvers).join('\n')],
          [words.barred, approvers.barred.map(({ sentence }) => sentence).join('\n')],
        ]}
      />
    </Card>
  );
}

function Back() {
  if (useUser().partnerId !== null) return <BackLink to="/earnings">{texts.partner.earnings.title}</BackLink>;
  return <BackLink to="/approvals">{texts.finance.approvals.title}</BackLink>;
}

/** One amount on one screen: which rule, which numbers, who agreed. */
export function LinePage() {
  const { id = '' } = useParams();
  const line = useCommission(id);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (line.isPending) return <DetailSkeleton />;
  if (line.data === undefined) {
    return <ProblemPage error={line.error} onRetry={() => void line.refetch()} />;
  }
  const { data } = line;
  return (
    <>
      <PageHeader
        title={moneyInWords(data.amount)}
        above={<Back />}
        beside={<MoneyPill state={data.state} />}
        about={data.partnerName}
        actions={
          <>
            <AdjustButton line={data} />
            <Stop line={data} onAsk={setAsked} />
            <Decide line={data} onAsk={setAsked} />
          </>
        }
      />
      <Sentence text={data.sentence} dueAt={null} />
      <div className="fl-columns">
        <div className="fl-stack">
          <Card title={words.steps}>
            <Steps line={data} />
          </Card>
          <AdjustmentsCard line={data} />
          <ApprovalsCard line={data} />
          {data.approvers === undefined ? null : <ApproversCard approvers={data.approvers} />}
        </div>
        <aside className="fl-aside">
          <LineFacts line={data} />
        </aside>
      </div>
      <DecisionDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
