import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useSignOut, type User } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { Person } from '../ui/Person.tsx';

const SCHEMES: readonly { scheme: MantineColorScheme; icon: typeof IconSun }[] = [
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
  { scheme: 'auto', icon: IconDeviceDesktop },
];

/** Who I am, which colours I like, and the way out. */
export function AccountMenu({ user, compact = false }: { user: User; compact?: boolean }) {
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
