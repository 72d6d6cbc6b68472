import { Title, UnstyledButton } from '@mantine/core';
import { useDemoAccounts, useSignIn, type User } from '../api/session.ts';
import type { DemoAccount } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Person } from '../ui/Person.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { demoGroups, type DemoGroup } from './demoGroups.ts';

/** Whose side somebody is on: the company where it is not the name already, else the role. */
function sideOf({ role, name, partnerName }: DemoAccount): string {
  const roleName = texts.codes.role(role);
  return partnerName === null || partnerName === name ? roleName : `${roleName}, ${partnerName}`;
}

type GroupProps = { group: DemoGroup; isBusy: boolean; onEnter: (account: DemoAccount) => void };

function Group({ group, isBusy, onEnter }: GroupProps) {
  return (
    <section className="fl-demo-group" aria-label={group.label}>
      <Title order={3}>{group.label}</Title>
      <ul className="fl-demo-cards">
        {group.accounts.map((account) => (
          <li key={account.email}>
            <UnstyledButton
              className="fl-demo-card"
              disabled={isBusy}
              aria-label={texts.signIn.continueAs(account.name, sideOf(account))}
              onClick={() => onEnter(account)}
            >
              <Person name={account.name} role={sideOf(account)} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One click per person of the demo; there is nothing to show elsewhere. */
export function DemoCards({ onSignedIn }: { onSignedIn: (user: User) => void }) {
  const accounts = useDemoAccounts();
  const signIn = useSignIn();
  if (accounts.data === undefined || accounts.data.length === 0) return null;
  const enter = ({ email, password }: DemoAccount): void =>
    signIn.mutate({ email, password }, { onSuccess: ({ user }) => onSignedIn(user) });
  return (
    <section className="fl-demo" aria-labelledby="demo-title">
      <Title order={2} id="demo-title">
        {texts.signIn.demo}
      </Title>
      <p className="fl-soft">{texts.signIn.demoText}</p>
      {signIn.isError ? <ProblemAlert error={signIn.error} /> : null}
      {demoGroups(accounts.data).map((group) => (
        <Group key={group.label} group={group} isBusy={signIn.isPending} onEnter={enter} />
      ))}
    </section>
  );
}
