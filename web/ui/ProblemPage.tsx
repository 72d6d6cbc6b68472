import { texts } from '../texts/en.ts';
import { isProblem } from '../api/problem.ts';
import { PageHeader } from './PageHeader.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';

/** In place of a page whose subject could not be read. */
export function ProblemPage({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const title = isProblem(error, 'not_found') ? texts.frame.notFound : texts.frame.broken;
  return (
    <>
      <PageHeader title={title} />
      <ProblemAlert error={error} onRetry={onRetry} />
    </>
  );
}
