import { Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useReferralCommand } from '../../api/commands.ts';
import type { ContactBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';
import { optionalText } from '../../api/optionalText.ts';
import { MessageField, NoteField } from './MessageField.tsx';
import type { PanelName, PanelProps } from './panel.ts';

const words = texts.sales.contact;
const CHANNELS = ['phone', 'email', 'meeting', 'video', 'message', 'other'] as const;
const OUTCOMES = ['reached', 'no_answer', 'wrong_details', 'refused'] as const;

type Outcome = ContactBody['outcome'];
type Values = { channel: ContactBody['channel']; outcome: Outcome; at: string; message: string; note: string };

/** An attempt to reach the prospect, as it happened. */
export function ContactPanel({ referral, onDone }: PanelProps) {
  const [next, setNext] = useState<PanelName>();
  const contact = useReferralCommand(referral.id, 'contact', (result) => onDone(result, words.done, next));
  const form = useForm<Values>({
    initialValues: { channel: 'phone', outcome: 'reached', at: '', message: '', note: '' },
  });
  const save = (andThen: PanelName | undefined) =>
    form.onSubmit(({ channel, outcome, at, message, note }) => {
      setNext(andThen);
      const when = at === '' ? {} : { at: new Date(at).toISOString() };
      contact.mutate({
        channel,
        outcome,
        ...when,
        ...optionalText('message', message),
        ...optionalText('note', note),
      });
    });
  return (
    <form onSubmit={save(undefined)} noValidate>
      <Stack>
        <Select
          label={words.channel}
          data-autofocus
          data={CHANNELS.map((value) => ({ value, label: texts.codes.channel(value) }))}
          allowDeselect={false}
          {...form.getInputProps('channel')}
        />
        <Select
          label={words.outcome}
          data={OUTCOMES.map((value) => ({ value, label: texts.codes.contactOutcome(value) }))}
          allowDeselect={false}
          {...form.getInputProps('outcome')}
        />
        <Text size="sm" className="fl-soft">
          {words.rules[form.values.outcome]}
        </Text>
        <TextInput label={words.at} description={words.atHint} type="datetime-local" {...form.getInputProps('at')} />
        <MessageField {...form.getInputProps('message')} />
        <NoteField {...form.getInputProps('note')} />
        <FormEnd
          command={contact}
          confirm={words.save}
          other={
            form.values.outcome === 'reached' && referral.stage === 'accepted' ? (
              <Button variant="default" loading={contact.isPending} onClick={() => save('qualify')()}>
                {words.saveAndQualify}
              </Button>
            ) : null
          }
        />
      </Stack>
    </form>
  );
}
