import { lazy, Suspense } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession, useSessionEnded } from '../api/session.ts';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { Shell } from './Shell.tsx';

/** Both are needed late or rarely, so they do not make anybody wait for the first page. */
const SessionEnded = lazy(async () => ({ default: (await import('./SessionEnded.tsx')).SessionEnded }));
const Toasts = lazy(async () => ({ default: (await import('./Toasts.tsx')).Toasts }));

/**
 * Everything but sign-in stands behind this. Without a session it leads to sign-in and back; when a session ends under
 * way, a dialog asks for the password over the page, so that nothing typed is lost.
 */
export function RequireSession() {
  const session = useSession();
  const ended = useSessionEnded();
  const { pathname, search } = useLocation();
  if (session.isPending) return <DetailSkeleton />;
  if (session.isError) return <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <>
      <Shell user={session.data} />
      <Suspense fallback={null}>
        <Toasts />
        {ended ? <SessionEnded user={session.data} /> : null}
      </Suspense>
    </>
  );
}
