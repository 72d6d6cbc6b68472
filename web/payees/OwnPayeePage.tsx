import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePayee } from '../api/payees.ts';
import { useUser } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';
import { AccountForm } from './AccountForm.tsx';
import { AgreementsCard } from './AgreementsCard.tsx';
import { ChangeLog } from './ChangeLog.tsx';
import { PayeeFacts, PayeePill } from './PayeeFacts.tsx';
import { OwnTax } from './tax/OwnTax.tsx';

const words = texts.payees;

/** Where a partner's money goes: what is in force, what holds it back, and the way to change it. */
export function OwnPayeePage() {
  const payee = usePayee(useUser().partnerId ?? '');
  const [isEditing, form] = useDisclosure(false);
  if (payee.isPending) return <DetailSkeleton />;
  if (payee.data === undefined) return <ProblemPage error={payee.error} onRetry={() => void payee.refetch()} />;
  const { data } = payee;
  const label = data.current === null ? words.form.enter : words.form.change;
  return (
    <>
      <PageHeader
        title={words.title}
        about={words.about}
        beside={<PayeePill problem={data.problem} />}
        actions={isEditing ? undefined : <Button onClick={form.open}>{label}</Button>}
      />
      <div className="fl-stack">
        {isEditing ? (
          <Card title={label}>
            <AccountForm payee={data} onDone={form.close} />
          </Card>
        ) : null}
        <PayeeFacts payee={data} />
        <ChangeLog title={words.log} log={data.log} words={words.logWords} />
        <OwnTax partnerId={data.partnerId} />
        <AgreementsCard />
      </div>
    </>
  );
}
