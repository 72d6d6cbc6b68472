import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTaxProfile } from '../../api/tax.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { ChangeLog } from '../ChangeLog.tsx';
import { TaxFacts } from './TaxFacts.tsx';
import { TaxForm } from './TaxForm.tsx';

const words = texts.tax;

/** How the partner is taxed: what is in force, what waits for finance, and the way to send a form. */
export function OwnTax({ partnerId }: { partnerId: string }) {
  const tax = useTaxProfile(partnerId);
  const [isEditing, form] = useDisclosure(false);
  if (tax.isPending) return <DetailSkeleton />;
  if (tax.data === undefined) return <ProblemAlert error={tax.error} onRetry={() => void tax.refetch()} />;
  const { data } = tax;
  const label = data.log.length === 0 ? words.form.enter : words.form.change;
  return (
    <>
      <TaxFacts tax={data} />
      {isEditing ? (
        <Card title={label}>
          <TaxForm tax={data} onDone={form.close} />
        </Card>
      ) : (
        <div>
          <Button variant="default" onClick={form.open}>
            {label}
          </Button>
        </div>
      )}
      <ChangeLog title={words.log} log={data.log} words={words.logWords} />
    </>
  );
}
