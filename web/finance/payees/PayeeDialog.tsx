import { Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useDecidePayee, useUnmaskPayee } from '../../api/payees.ts';
import type { Payee } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Facts } from '../../ui/Card.tsx';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { Reasoned } from './Reasoned.tsx';

const words = texts.payees;

export type PayeeQuestion = 'verify' | 'refuse' | 'unmask';

type Asking = { payee: Payee; onClose: () => void };

function Decision({ payee, decision, onClose }: Asking & { decision: 'verify' | 'refuse' }) {
  const decide = useDecidePayee(payee);
  const isRefusal = decision === 'refuse';
  const send = (reason: string): void =>
    decide.mutate(isRefusal ? { decision, reason } : { decision }, {
      onSuccess: () => {
        notifications.show({ message: isRefusal ? words.refused : words.verified, color: 'teal' });
        onClose();
      },
    });
  return (
    <Reasoned
      text={isRefusal ? words.refuseText : words.verifyText}
      {...(isRefusal ? { label: words.refuseReason } : {})}
      command={decide}
      confirm={isRefusal ? words.refuse : words.verify}
      onSend={send}
      onClose={onClose}
      destroys={isRefusal}
    />
  );
}

const labelOf = (field: string): string => (words.form as Readonly<Record<string, unknown>>)[field] as string;

function Unmasking({ payee, onClose }: Asking) {
  const unmask = useUnmaskPayee(payee.partnerId);
  if (unmask.data !== undefined) {
    const { kind: _kind, ...fields } = unmask.data.account;
    return (
      <Stack>
        <Facts facts={Object.entries(fields).map(([field, value]) => [labelOf(field), value])} />
        <FormEnd command={unmask} confirm={words.close} onConfirm={onClose} />
      </Stack>
    );
  }
  return (
    <Reasoned
      text={words.unmaskText}
      label={words.unmaskReason}
      command={unmask}
      confirm={words.unmask}
      onSend={(reason) => unmask.mutate(reason)}
      onClose={onClose}
    />
  );
}

const TITLES = { verify: words.verifyTitle, refuse: words.refuseTitle, unmask: words.unmaskTitle };

/** Asks once more, with what it means; each question begins anew when it is opened. */
export function PayeeDialog({ question, payee, onClose }: Asking & { question: PayeeQuestion | null }) {
  return (
    <Modal opened={question !== null} onClose={onClose} title={question === null ? '' : TITLES[question]}>
      {question === 'unmask' ? <Unmasking payee={payee} onClose={onClose} /> : null}
      {question === 'verify' || question === 'refuse' ? (
        <Decision payee={payee} decision={question} onClose={onClose} />
      ) : null}
    </Modal>
  );
}
