import { Stack, Text } from '@mantine/core';
import { useColleagues } from '../../api/catalog.ts';
import { useReferralCommand } from '../../api/commands.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Facts } from '../../ui/Card.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { dayInWords } from '../../ui/time.ts';
import type { PanelProps } from './panel.ts';

const words = texts.sales.close;

type Props = PanelProps & { win: NonNullable<Referral['pendingWin']> };

/** What was reported without a deal number, for the second person to confirm exactly as it is. */
export function ConfirmWin({ referral, win, onDone }: Props) {
  const close = useReferralCommand(referral.id, 'close', (result) => onDone(result, words.won));
  const people = useColleagues();
  const { commandId, amount, firstYearNet, closedOn, closedBy } = win;
  const confirm = (): void => close.mutate({ outcome: 'won', amount, firstYearNet, closedOn, confirms: commandId });
  return (
    <Stack>
      <Text size="sm">{words.confirms}</Text>
      <Facts
        facts={[
          [words.amount, <MoneyText key="amount" money={amount} strong />],
          [words.firstYear, <MoneyText key="first" money={firstYearNet} />],
          [words.closedOn, dayInWords(closedOn)],
          [words.reportedBy, people.data?.find(({ id }) => id === closedBy)?.name],
        ]}
      />
      <FormEnd command={close} confirm={words.confirmSecond} onConfirm={confirm} />
    </Stack>
  );
}
