import { useNotifications, useProfile } from '../api/profile.ts';
import { texts } from '../texts/en.ts';
import { DetailSkeleton } from '../ui/Loading.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ProblemPage } from '../ui/ProblemPage.tsx';
import { NotificationsCard } from './NotificationsCard.tsx';
import { ReadingCard } from './ReadingCard.tsx';

const words = texts.profile;

/** How I read, and what I hear of. */
export function ProfilePage() {
  const profile = useProfile();
  const choices = useNotifications();
  if (profile.isPending || choices.isPending) return <DetailSkeleton />;
  if (profile.data === undefined || choices.data === undefined) {
    const retry = (): void => void Promise.all([profile.refetch(), choices.refetch()]);
    return <ProblemPage error={profile.error ?? choices.error ?? new Error(words.title)} onRetry={retry} />;
  }
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-stack">
        <ReadingCard profile={profile.data} />
        <NotificationsCard choices={choices.data} />
      </div>
    </>
  );
}
