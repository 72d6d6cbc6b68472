import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useSession, type User } from '../api/session.ts';
import { homeOf } from '../frame/navigation.ts';
import { texts } from '../texts/en.ts';
import { DemoCards } from './DemoCards.tsx';
import { SignInForm } from './SignInForm.tsx';
import './signIn.css';

/** Only a path of our own may be the place to go back to. */
const placeToGo = (next: string | null, user: User): string =>
  next !== null && /^\/(?![/\\])/.test(next) && next !== '/' ? next : homeOf(user.roles);

export function SignInPage() {
  useDocumentTitle(`${texts.signIn.title} · ${texts.frame.product}`);
  const session = useSession();
  const navigate = useNavigate();
  const next = useSearchParams()[0].get('next');
  const go = (user: User): void => void navigate(placeToGo(next, user), { replace: true });
  if (session.data !== null && session.data !== undefined)
    return <Navigate to={placeToGo(next, session.data)} replace />;
  return (
    <div className="fl-door">
      <aside className="fl-door-brand">
        <div className="fl-door-mark">
          <img src="/mark.svg" alt="" width={40} height={40} />
          <span>{texts.frame.product}</span>
        </div>
        <p className="fl-door-promise">{texts.signIn.welcome}</p>
        <ul>
          {texts.signIn.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </aside>
      <main className="fl-door-main">
        <div className="fl-door-form">
          <Title order={1}>{texts.signIn.title}</Title>
          <SignInForm onSignedIn={go} />
        </div>
        <DemoCards onSignedIn={go} />
      </main>
    </div>
  );
}
