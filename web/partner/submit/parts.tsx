import { NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import type { Program } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { minorDigits } from '../../ui/money.ts';
import type { DraftForm } from './useSubmitForm.ts';

const words = texts.partner.submit;
const optional = (label: string) => (
  <>
    {label} <span className="fl-optional">{words.optional}</span>
  </>
);

type Props = { form: DraftForm };

export function ProgramPart({ form, programs }: Props & { programs: readonly Program[] }) {
  return (
    <Card title={words.program}>
      <Radio.Group aria-label={words.program} {...form.getInputProps('programId')}>
        <div className="fl-choices">
          {programs.map(({ id, name, currency }) => (
            <Radio key={id} value={id} label={name} description={currency} />
          ))}
        </div>
      </Radio.Group>
    </Card>
  );
}

export function CompanyPart({ form }: Props) {
  return (
    <Card title={words.companyPart}>
      <div className="fl-fields">
        <TextInput
          className="fl-field-full"
          label={words.companyName}
          autoComplete="off"
          withAsterisk
          {...form.getInputProps('companyName')}
        />
        <TextInput
          label={optional(words.domain)}
          description={words.domainHint}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          placeholder="nordwind.example"
          {...form.getInputProps('domain')}
        />
        <TextInput
          label={optional(words.country)}
          description={words.countryHint}
          autoComplete="off"
          maxLength={2}
          {...form.getInputProps('country')}
        />
      </div>
    </Card>
  );
}

export function PersonPart({ form }: Props) {
  return (
    <Card title={words.personPart}>
      <div className="fl-fields">
        <TextInput label={words.prospectName} autoComplete="off" withAsterisk {...form.getInputProps('prospectName')} />
        <TextInput label={optional(words.prospectTitle)} autoComplete="off" {...form.getInputProps('prospectTitle')} />
        <TextInput
          label={words.email}
          type="email"
          autoComplete="off"
          description={words.emailOrPhone}
          {...form.getInputProps('email')}
        />
        <TextInput
          label={words.phone}
          type="tel"
          autoComplete="off"
          description={words.phoneHint}
          {...form.getInputProps('phone')}
        />
      </div>
    </Card>
  );
}

export function NeedPart({ form, currency }: Props & { currency: string }) {
  return (
    <Card title={words.needPart}>
      <div className="fl-fields">
        <Textarea
          className="fl-field-full"
          label={words.need}
          description={words.needHint}
          autosize
          minRows={3}
          withAsterisk
          {...form.getInputProps('need')}
        />
        <TextInput label={optional(words.productLine)} autoComplete="off" {...form.getInputProps('productLine')} />
        <TextInput label={optional(words.project)} autoComplete="off" {...form.getInputProps('project')} />
        <NumberInput
          label={optional(words.value)}
          suffix={` ${currency}`}
          thousandSeparator=","
          decimalScale={minorDigits(currency)}
          min={0}
          hideControls
          {...form.getInputProps('value')}
        />
      </div>
    </Card>
  );
}

export function ConsentPart({ form }: Props) {
  return (
    <Card title={words.consent}>
      <Radio.Group aria-label={words.consent} {...form.getInputProps('basis')}>
        <Stack gap="xs">
          {Object.entries(words.consentChoices).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </Card>
  );
}
