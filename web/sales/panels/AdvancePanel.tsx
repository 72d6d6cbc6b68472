import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useReferralCommand } from '../../api/commands.ts';
import { optionalText } from '../../api/optionalText.ts';
import type { AdvanceBody } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Choice } from './Choice.tsx';
import { MessageField } from './MessageField.tsx';
import type { PanelProps } from './panel.ts';
import { FormEnd } from '../../ui/FormEnd.tsx';

const words = texts.sales.advance;
const { stage } = texts.codes;
const STAGES = { opportunity: stage('opportunity'), proposal: stage('proposal'), negotiation: stage('negotiation') };

type DealStage = AdvanceBody['stage'];

const AFTER: Readonly<Record<string, DealStage>> = {
  opportunity: 'proposal',
  proposal: 'negotiation',
  negotiation: 'proposal',
};

/** Where the deal stands; it may skip a stage or go back. */
export function AdvancePanel({ referral, onDone }: PanelProps) {
  const advance = useReferralCommand(referral.id, 'advance', (result, { stage: next }) =>
    onDone(result, words.done(STAGES[next])),
  );
  const form = useForm<{ stage: DealStage; message: string }>({
    initialValues: { stage: AFTER[referral.stage] ?? 'opportunity', message: '' },
  });
  const save = form.onSubmit((values) =>
    advance.mutate({ stage: values.stage, ...optionalText('message', values.message) }),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack>
        <Choice<DealStage>
          label={words.stage}
          value={form.values.stage}
          onChange={(next) => form.setFieldValue('stage', next)}
          choices={STAGES}
        />
        <MessageField {...form.getInputProps('message')} />
        <FormEnd command={advance} confirm={words.confirm} />
      </Stack>
    </form>
  );
}
