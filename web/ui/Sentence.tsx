import { ClockBadge } from './ClockBadge.tsx';

/**
 * Why, what next, who and when: the first thing that anybody reads on a referral. It changes while one looks at it, so
 * it is announced politely.
 */
export function Sentence({ text, dueAt }: { text: string; dueAt: string | null }) {
  return (
    <div className="fl-sentence" role="status">
      <p>{text}</p>
      {dueAt === null ? null : <ClockBadge dueAt={dueAt} />}
    </div>
  );
}
