import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useLeads } from '../../api/session.ts';
import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { PANELS, type PanelName } from '../panels/panel.ts';

const words = texts.sales.detail;

/** What the reader may do now, with the next step in front. */
export function Actions({ referral, onOpen }: { referral: Referral; onOpen: (panel: PanelName) => void }) {
  const possible = PANELS.filter((name) => referral.actions.includes(name));
  const leads = useLeads();
  const foremost = possible.find((name) => name === referral.next.action) ?? possible[0];
  return (
    <Group gap="xs">
      {referral.actions.includes('review') ? (
        <Button component={Link} to={`/reviews/${referral.id}`}>
          {words.review}
        </Button>
      ) : null}
      {possible.map((name) => (
        <Button key={name} variant={name === foremost ? 'filled' : 'default'} onClick={() => onOpen(name)}>
          {name === 'assign' && !leads ? texts.sales.assign.handBack : words[name]}
        </Button>
      ))}
    </Group>
  );
}
