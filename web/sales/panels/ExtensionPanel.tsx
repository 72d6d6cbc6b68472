import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import { texts } from '../../texts/en.ts';
import { Moment } from '../../ui/Moment.tsx';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { MessageField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';

const words = texts.sales['extension-decision'];

/** What the partner asks for, and yes or no to it. */
export function ExtensionPanel({ referral, onDone }: PanelProps) {
  const [message, setMessage] = useState('');
  const decide = useReferralCommand(referral.id, 'extension-decision', (result, { decision }) =>
    onDone(result, words.done[decision]),
  );
  const { request, granted, max } = referral.extension;
  const give = (decision: 'approve' | 'refuse') => () =>
    decide.mutate({ decision, ...optionalText('message', message) });
  return (
    <Stack>
      {request === null ? null : (
        <Text>
          {words.asked(request.days)} {texts.codes.reason(request.reasonCode)}.
        </Text>
      )}
      {referral.expiresAt === null ? null : (
        <Text size="sm">
          {words.ends} <Moment at={referral.expiresAt} />. {words.granted(granted, max)}
        </Text>
      )}
      <MessageField value={message} onChange={(event) => setMessage(event.currentTarget.value)} />
      <FormEnd
        command={decide}
        confirm={words.approve}
        onConfirm={give('approve')}
        other={
          <Button variant="default" loading={decide.isPending} onClick={give('refuse')}>
            {words.refuse}
          </Button>
        }
      />
    </Stack>
  );
}
