import { Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useFetchForm, useReadIdentity, useRefuseTax, useVerifyTax } from '../../api/tax.ts';
import type { TaxProfile } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Facts } from '../../ui/Card.tsx';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { saveAs } from '../../ui/saveAs.ts';
import { Reasoned } from './Reasoned.tsx';

const words = texts.tax;

export type TaxQuestion = 'verify' | 'refuse' | 'unmask' | 'fetch';

type Asking = { tax: TaxProfile; onClose: () => void };

function Verifying({ tax, onClose }: Asking) {
  const verify = useVerifyTax(tax);
  const onSuccess = (): void => {
    notifications.show({ message: words.verified, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.verifyText}
      command={verify}
      confirm={words.verify}
      onSend={() => verify.mutate(undefined, { onSuccess })}
      onClose={onClose}
    />
  );
}

function Refusing({ tax, onClose }: Asking) {
  const refuse = useRefuseTax(tax);
  const onSuccess = (): void => {
    notifications.show({ message: words.refused, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.refuseText}
      label={words.refuseReason}
      command={refuse}
      confirm={words.refuse}
      onSend={(reason) => refuse.mutate(reason, { onSuccess })}
      onClose={onClose}
      destroys
    />
  );
}

function Unmasking({ tax, onClose }: Asking) {
  const unmask = useReadIdentity(tax);
  if (unmask.data !== undefined) {
    const { legalName, address, taxNumber } = unmask.data;
    return (
      <Stack>
        <Facts
          facts={[
            [words.legalName, legalName],
            [words.form.address, address],
            [words.facts.number, taxNumber],
          ]}
        />
        <FormEnd command={unmask} confirm={words.close} onConfirm={onClose} />
      </Stack>
    );
  }
  return (
    <Reasoned
      text={words.readText}
      label={words.readReason}
      command={unmask}
      confirm={words.unmask}
      onSend={(reason) => unmask.mutate(reason)}
      onClose={onClose}
    />
  );
}

function Fetching({ tax, onClose }: Asking) {
  const fetching = useFetchForm(tax);
  const name = (tax.pending ?? tax.current)?.file.name ?? 'form';
  const onSuccess = (form: Blob): void => {
    saveAs(name, form);
    onClose();
  };
  return (
    <Reasoned
      text={words.readText}
      label={words.readReason}
      command={fetching}
      confirm={words.fetch}
      onSend={(reason) => fetching.mutate(reason, { onSuccess })}
      onClose={onClose}
    />
  );
}

const QUESTIONS = {
  verify: { title: words.verifyTitle, Body: Verifying },
  refuse: { title: words.refuseTitle, Body: Refusing },
  unmask: { title: words.unmaskTitle, Body: Unmasking },
  fetch: { title: words.fetchTitle, Body: Fetching },
} as const;

/** Asks once more, with what it means; each question begins anew when it is opened. */
export function TaxDialog({ question, tax, onClose }: Asking & { question: TaxQuestion | null }) {
  const asked = question === null ? undefined : QUESTIONS[question];
  return (
    <Modal opened={asked !== undefined} onClose={onClose} title={asked?.title}>
      {asked === undefined ? null : <asked.Body tax={tax} onClose={onClose} />}
    </Modal>
  );
}
