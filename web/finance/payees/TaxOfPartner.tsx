import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTaxProfile } from '../../api/tax.ts';
import { ChangeLog } from '../../payees/ChangeLog.tsx';
import { TaxFacts } from '../../payees/tax/TaxFacts.tsx';
import { texts } from '../../texts/en.ts';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { TaxDialog, type TaxQuestion } from './TaxDialog.tsx';

const words = texts.tax;

/** One partner's tax profile; people of finance decide on it here. */
export function TaxOfPartner({ partnerId, isFinance }: { partnerId: string; isFinance: boolean }) {
  const tax = useTaxProfile(partnerId);
  const [question, setQuestion] = useState<TaxQuestion | null>(null);
  if (tax.isPending) return <DetailSkeleton />;
  if (tax.data === undefined) return <ProblemAlert error={tax.error} onRetry={() => void tax.refetch()} />;
  const { data } = tax;
  const isDecidable = data.pending !== null || data.current !== null;
  return (
    <>
      <TaxFacts tax={data} />
      {isFinance && data.log.length > 0 ? (
        <Group>
          <Button variant="default" onClick={() => setQuestion('fetch')}>
            {words.fetch}
          </Button>
          <Button variant="default" onClick={() => setQuestion('unmask')}>
            {words.unmask}
          </Button>
          {isDecidable ? (
            <Button variant="default" color="red" onClick={() => setQuestion('refuse')}>
              {words.refuse}
            </Button>
          ) : null}
          {data.pending === null ? null : <Button onClick={() => setQuestion('verify')}>{words.verify}</Button>}
        </Group>
      ) : null}
      <ChangeLog title={words.log} log={data.log} words={words.logWords} />
      <TaxDialog tax={data} question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
