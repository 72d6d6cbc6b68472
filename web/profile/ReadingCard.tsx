import { Group, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useChangeProfile } from '../api/profile.ts';
import type { Profile } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';

const words = texts.profile;
const LANGUAGES = (['en', 'de'] as const).map((value) => ({ value, label: words.languages[value] }));
const USUAL_QUIET = { from: '22:00', to: '07:00' };

const zones = (own: string): string[] => [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];

type Values = Pick<Profile, 'name' | 'language' | 'zone'> & { quiet: boolean; from: string; to: string };

const toBody = ({ name, language, zone, quiet, from, to }: Values) => ({
  name: name.trim(),
  language,
  zone,
  quietHours: quiet ? { from, to } : null,
});

/** Name, language, zone and quiet hours, saved together. */
export function ReadingCard({ profile }: { profile: Profile }) {
  const change = useChangeProfile(() => notifications.show({ message: words.saved, color: 'teal' }));
  const { from, to } = profile.quietHours ?? USUAL_QUIET;
  const form = useForm<Values>({
    initialValues: {
      name: profile.name,
      language: profile.language,
      zone: profile.zone,
      quiet: profile.quietHours !== null,
      from,
      to,
    },
  });
  return (
    <Card title={words.you}>
      <form onSubmit={form.onSubmit((values) => change.mutate(toBody(values)))} noValidate>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={words.name} {...form.getInputProps('name')} />
            <TextInput label={words.email} value={profile.email} readOnly />
            <Select
              label={words.language}
              description={words.languageHint}
              data={LANGUAGES}
              allowDeselect={false}
              {...form.getInputProps('language')}
            />
            <Select
              label={words.zone}
              description={words.zoneHint}
              data={zones(profile.zone)}
              searchable
              allowDeselect={false}
              limit={100}
              {...form.getInputProps('zone')}
            />
          </SimpleGrid>
          <Switch label={words.quietOn} {...form.getInputProps('quiet', { type: 'checkbox' })} />
          {form.values.quiet ? (
            <Group align="end">
              <TextInput type="time" label={words.from} {...form.getInputProps('from')} />
              <TextInput type="time" label={words.to} {...form.getInputProps('to')} />
            </Group>
          ) : null}
          <Text size="sm" className="fl-soft">
            {words.quietHint}
          </Text>
          <FormEnd command={change} confirm={words.save} disabled={form.values.name.trim() === ''} />
        </Stack>
      </form>
    </Card>
  );
}
