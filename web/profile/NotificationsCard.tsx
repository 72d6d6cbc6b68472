import { Select, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useSetNotifications } from '../api/profile.ts';
import type { NotificationChoice, NotificationSetting } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card } from '../ui/Card.tsx';
import { FormEnd } from '../ui/FormEnd.tsx';

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

type About = NotificationChoice['subject'] & { choices: readonly NotificationChoice[] };

/** Under one heading what is about the same. */
function bySubject(choices: readonly NotificationChoice[]): About[] {
  const subjects = new Map(choices.map(({ subject }) => [subject.code, subject]));
  return [...subjects.values()].map((subject) => ({
    ...subject,
    choices: choices.filter((choice) => choice.subject.code === subject.code),
  }));
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
        {bySubject(choices).map(({ code, label, choices: some }) => (
          <section key={code} aria-labelledby={`about-${code}`}>
            <Title order={3} size="0.875rem" id={`about-${code}`}>
              {label}
            </Title>
            <dl className="fl-facts">
              {some.map((choice) => (
                <Row
                  key={choice.event}
                  choice={choice}
                  setting={settingOf(choice)}
                  onChange={(to) => setChanged((before) => ({ ...before, [choice.event]: to }))}
                />
              ))}
            </dl>
          </section>
        ))}
        <FormEnd
          command={save}
          confirm={words.save}
          disabled={Object.keys(changed).length === 0}
          onConfirm={() => save.mutate(wanted)}
        />
      </Stack>
    </Card>
  );
}
