import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSignOut, type User } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { Person } from '../ui/Person.tsx';
import type { NavItem } from './navigation.ts';

const SCHEMES: readonly { scheme: MantineColorScheme; icon: typeof IconSun }[] = [
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
  { scheme: 'auto', icon: IconDeviceDesktop },
];

type Props = { user: User; compact?: boolean; further?: readonly NavItem[] };

/** Who I am, which colours I like, and the way out; in a hand also to the pages that have no room at the bottom. */
export function AccountMenu({ user, compact = false, further = [] }: Props) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const role = texts.codes.role(user.roles[0] ?? '');
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={220} shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={compact ? 'fl-me fl-me-compact' : 'fl-me'}
          aria-label={texts.frame.account(user.name)}
        >
          <Person name={user.name} role={role} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {further.map(({ to, label, icon: ItemIcon }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<ItemIcon size={16} aria-hidden />}>
            {label}
          </Menu.Item>
        ))}
        {further.length === 0 ? null : <Menu.Divider />}
        <Menu.Item component={Link} to="/profile" leftSection={<IconUser size={16} aria-hidden />}>
          {texts.frame.profile}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{texts.frame.colours}</Menu.Label>
        {SCHEMES.map(({ scheme, icon: SchemeIcon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<SchemeIcon size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {texts.frame.schemes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {texts.frame.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
