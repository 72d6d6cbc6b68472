import { Title, UnstyledButton } from '@mantine/core';
import { useDemoAccounts, useSignIn, type User } from '../api/session.ts';
import type { DemoAccount } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Person } from '../ui/Person.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';

const placeOf = ({ role, partnerName }: DemoAccount): string =>
  partnerName === null ? texts.codes.role(role) : `${texts.codes.role(role)} · ${partnerName}`;

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
      <ul className="fl-demo-cards">
        {accounts.data.map((account) => (
          <li key={account.email}>
            <UnstyledButton
              className="fl-demo-card"
              disabled={signIn.isPending}
              aria-label={texts.signIn.continueAs(account.name, placeOf(account))}
              onClick={() => enter(account)}
            >
              <Person name={account.name} role={placeOf(account)} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
