import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { usePayee } from '../../api/payees.ts';
import { useIsFinance } from '../../api/session.ts';
import type { Payee } from '../../api/types.ts';
import { ChangeLog } from '../../payees/ChangeLog.tsx';
import { PayeeFacts, PayeePill } from '../../payees/PayeeFacts.tsx';
import { texts } from '../../texts/en.ts';
import { BackLink } from '../../ui/BackLink.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { PayeeDialog, type PayeeQuestion } from './PayeeDialog.tsx';
import { TaxOfPartner } from './TaxOfPartner.tsx';

const words = texts.payees;

type ActionsProps = { payee: Payee; onAsk: (question: PayeeQuestion) => void };

/** Only what the reader may do; why not, where the rule is about them. */
function Actions({ payee, onAsk }: ActionsProps) {
  const { current, mayVerify } = payee;
  if (mayVerify === undefined || current === null) return null;
  return (
    <>
      <Button variant="default" onClick={() => onAsk('unmask')}>
        {words.unmask}
      </Button>
      <Button variant="default" color="red" onClick={() => onAsk('refuse')} disabled={!mayVerify.allowed}>
        {words.refuse}
      </Button>
      {current.verifiedAt === null ? (
        <Button onClick={() => onAsk('verify')} disabled={!mayVerify.allowed}>
          {words.verify}
        </Button>
      ) : null}
    </>
  );
}

/** One partner's payee, as finance works on it. */
export function PayeePage() {
  const { id = '' } = useParams();
  const payee = usePayee(id);
  const isFinance = useIsFinance();
  const [question, setQuestion] = useState<PayeeQuestion | null>(null);
  if (payee.isPending) return <DetailSkeleton />;
  if (payee.data === undefined) return <ProblemPage error={payee.error} onRetry={() => void payee.refetch()} />;
  const { data } = payee;
  return (
    <>
      <PageHeader
        title={data.partnerName}
        above={<BackLink to="/payees">{words.listTitle}</BackLink>}
        beside={<PayeePill problem={data.problem} />}
        about={data.mayVerify?.why ?? undefined}
        actions={
          <>
            <Button component={Link} to={`/statements?partner=${id}`} variant="default">
              {texts.statements.title}
            </Button>
            {isFinance ? <Actions payee={data} onAsk={setQuestion} /> : null}
          </>
        }
      />
      <div className="fl-stack">
        <PayeeFacts payee={data} />
        <ChangeLog title={words.log} log={data.log} words={words.logWords} />
        <TaxOfPartner partnerId={data.partnerId} isFinance={isFinance} />
      </div>
      <PayeeDialog payee={data} question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
