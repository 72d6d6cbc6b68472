import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSetNotifications } from '../api/profile.ts';
import type { NotificationChoice, NotificationSetting } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';

const words = texts.profile;

type RowProps = {
  choice: NotificationChoice;
  setting: NotificationSetting;
  onChange: (to: NotificationSetting) => void;
};

function Row({ choice, setting, onChange }: RowProps) {
  const { label, choices } = choice;
  return (
    <div className="fl-fact fl-choice">
      <dt>{label}</dt>
      <dd>
        {choices.length === 1 ? (
          words.fixed
        ) : (
          <Select
            aria-label={label}
            size="xs"
            data={choices.map((value) => ({ value, label: words.settings[value] }))}
            value={setting}
            allowDeselect={false}
            onChange={(value) => onChange(choices.find((known) => known === value) ?? setting)}
          />
        )}
      </dd>
    </div>
  );
}

/** Every mail that I can get, and when I want it. */
export function NotificationsCard({ choices }: { choices: readonly NotificationChoice[] }) {
  const [changed, setChanged] = useState<Record<string, NotificationSetting>>({});
  const save = useSetNotifications(() => {
    setChanged({});
    notifications.show({ message: words.saved, color: 'teal' });
  });
  const settingOf = ({ event, setting }: NotificationChoice): NotificationSetting => changed[event] ?? setting;
  const apart = choices.filter((choice) => settingOf(choice) !== choice.usual);
  const wanted = Object.fromEntries(apart.map((choice) => [choice.event, settingOf(choice)]));
  return (
    <Card title={words.notifications}>
      <Stack>
        <Text size="sm" className="fl-soft">
          {words.notificationsHint}
        </Text>
        <dl className="fl-facts">
          {choices.map((choice) => (
            <Row
              key={choice.event}
              choice={choice}
              setting={settingOf(choice)}
              onChange={(to) => setChanged((before) => ({ ...before, [choice.event]: to }))}
            />
          ))}
        </dl>
        {save.isError ? <ProblemAlert error={save.error} /> : null}
        <Group justify="flex-end">
          <Button
            disabled={Object.keys(changed).length === 0}
            loading={save.isPending}
            onClick={() => save.mutate(wanted)}
          >
            {words.save}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
