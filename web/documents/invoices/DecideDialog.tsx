import { Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useAcceptInvoice, useRejectInvoice, type PartnerInvoice } from '../../api/invoices.ts';
import { Reasoned } from '../../finance/payees/Reasoned.tsx';
import { texts } from '../../texts/en.ts';

const words = texts.invoices;

export type InvoiceQuestion = { invoice: PartnerInvoice; name: 'accept' | 'reject' };

type Asking = { invoice: PartnerInvoice; onClose: () => void };

function Accepting({ invoice, onClose }: Asking) {
  const accept = useAcceptInvoice(invoice);
  const onSuccess = (): void => {
    notifications.show({ message: words.accepted, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.acceptText}
      command={accept}
      confirm={words.accept}
      onSend={() => accept.mutate(undefined, { onSuccess })}
      onClose={onClose}
    />
  );
}

function Rejecting({ invoice, onClose }: Asking) {
  const reject = useRejectInvoice(invoice);
  const onSuccess = (): void => {
    notifications.show({ message: words.rejected, color: 'teal' });
    onClose();
  };
  return (
    <Reasoned
      text={words.rejectText}
      label={words.rejectReason}
      command={reject}
      confirm={words.reject}
      onSend={(reason) => reject.mutate(reason, { onSuccess })}
      onClose={onClose}
      destroys
    />
  );
}

const QUESTIONS = {
  accept: { title: words.acceptTitle, Body: Accepting },
  reject: { title: words.rejectTitle, Body: Rejecting },
} as const;

/** Asks once more, with what it means. */
export function DecideDialog({ question, onClose }: { question: InvoiceQuestion | null; onClose: () => void }) {
  const asked = question === null ? undefined : QUESTIONS[question.name];
  return (
    <Modal opened={question !== null} onClose={onClose} title={asked?.title(question?.invoice.number ?? '')}>
      {question === null || asked === undefined ? null : <asked.Body invoice={question.invoice} onClose={onClose} />}
    </Modal>
  );
}
