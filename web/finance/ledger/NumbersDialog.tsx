import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useAccountNumbers, useSetAccountNumbers } from '../../api/ledger.ts';
import { useUser } from '../../api/session.ts';
import type { AccountNumber } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.books.numbers;

type Account = AccountNumber['account'];

const ACCOUNTS: readonly Account[] = [
  'commission_expense',
  'payable_pending',
  'payable_due',
  'payout_clearing',
  'partner_receivable',
  'bank',
];
const KEEPERS: readonly string[] = ['finance_preparer', 'finance_approver', 'program_admin'];

type FormProps = { numbers: readonly AccountNumber[]; mayChange: boolean; onClose: () => void };

function NumbersForm({ numbers, mayChange, onClose }: FormProps) {
  const set = useSetAccountNumbers();
  const known = (account: Account): string =>
    numbers.find((one) => one.account === account && one.currency === null)?.number ?? '';
  const form = useForm<Record<Account, string>>({
    initialValues: Object.fromEntries(ACCOUNTS.map((account) => [account, known(account)])) as Record<Account, string>,
  });
  const save = form.onSubmit((values) => {
    const changes = ACCOUNTS.flatMap((account) => {
      const number = values[account].trim();
      return number === known(account) ? [] : [{ account, number: number === '' ? null : number }];
    });
    set.mutate(changes, {
      onSuccess: () => {
        notifications.show({ message: words.saved, color: 'teal' });
        onClose();
      },
    });
  });
  const special = numbers.filter(({ currency }) => currency !== null);
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Text size="sm">{words.about}</Text>
        {ACCOUNTS.map((account) => (
          <TextInput
            key={account}
            label={texts.codes.account(account)}
            maxLength={40}
            autoComplete="off"
            readOnly={!mayChange}
            {...form.getInputProps(account)}
          />
        ))}
        {special.map(({ account, currency, number }) => (
          <Text key={`${account} ${currency ?? ''}`} size="sm">
            {words.ofCurrency(texts.codes.account(account), currency ?? '', number)}
          </Text>
        ))}
        {mayChange ? <FormEnd command={set} confirm={words.save} onCancel={onClose} /> : null}
      </Stack>
    </form>
  );
}

/** The numbers of the vendor's own books, without which nothing is exported. */
export function NumbersDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const numbers = useAccountNumbers();
  const mayChange = useUser().roles.some((role) => KEEPERS.includes(role));
  return (
    <Modal opened={opened} onClose={onClose} title={words.title}>
      {numbers.isError ? <ProblemAlert error={numbers.error} onRetry={() => void numbers.refetch()} /> : null}
      {numbers.isPending ? <ListSkeleton rows={3} /> : null}
      {numbers.data === undefined ? null : (
        <NumbersForm numbers={numbers.data} mayChange={mayChange} onClose={onClose} />
      )}
    </Modal>
  );
}
