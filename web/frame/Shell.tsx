import { AppShell, UnstyledButton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import type { User } from '../api/session.ts';
import { texts } from '../texts/en.ts';
import { Person } from '../ui/Person.tsx';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { navigationFor, type NavItem } from './navigation.ts';

const AccountMenu = lazy(async () => ({ default: (await import('./AccountMenu.tsx')).AccountMenu }));

type AccountProps = { user: User; compact?: boolean; further?: readonly NavItem[] };

/** Who I am is there at once; its menu follows. */
function Account({ user, compact = false, further = [] }: AccountProps) {
  return (
    <Suspense
      fallback={
        <div className={compact ? 'fl-me fl-me-compact' : 'fl-me'}>
          <Person name={user.name} role={texts.codes.role(user.roles[0] ?? '')} />
        </div>
      }
    >
      <AccountMenu user={user} compact={compact} further={further} />
    </Suspense>
  );
}

function Brand() {
  return (
    <Link to="/" className="fl-brand">
      <img src="/mark.svg" alt="" width={26} height={26} />
      <span>{texts.frame.product}</span>
    </Link>
  );
}

/** The entry whose address is the longest beginning of where we are. */
function hereAmong(items: readonly NavItem[], pathname: string): string | undefined {
  const around = items.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return around.toSorted((one, other) => other.to.length - one.to.length)[0]?.to;
}

function NavEntries({ items }: { items: readonly NavItem[] }) {
  const here = hereAmong(items, useLocation().pathname);
  return items.map((item) => (
    <Link
      key={item.to}
      to={item.to}
      className={item.to === here ? 'fl-nav-item fl-nav-here' : 'fl-nav-item'}
      aria-current={item.to === here ? 'page' : undefined}
    >
      <item.icon size={18} stroke={1.7} aria-hidden />
      <span>{item.label}</span>
    </Link>
  ));
}

function SkipLink() {
  return (
    <UnstyledButton component="a" href="#page" className="fl-skip">
      {texts.frame.skip}
    </UnstyledButton>
  );
}

/** How many entries there is room for at the bottom, in a hand. */
const AT_BOTTOM = 4;

/** The frame of every page: navigation at the left on a desk, at the bottom in a hand. */
export function Shell({ user }: { user: User }) {
  const items = navigationFor(user.roles);
  return (
    <AppShell
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: { base: 58, sm: 0 } }}
      padding={0}
      transitionDuration={0}
    >
      <SkipLink />
      <AppShell.Header hiddenFrom="sm" className="fl-top">
        <Brand />
        <Account user={user} compact further={items.slice(AT_BOTTOM)} />
      </AppShell.Header>
      <AppShell.Navbar className="fl-side" aria-label={texts.frame.navigation}>
        <Brand />
        <div className="fl-nav">
          <NavEntries items={items} />
        </div>
        <Account user={user} />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <div className="fl-page">
          <Suspense fallback={<DetailSkeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" component="nav" className="fl-bottom" aria-label={texts.frame.navigation}>
        <NavEntries items={items.slice(0, AT_BOTTOM)} />
      </AppShell.Footer>
    </AppShell>
  );
}
