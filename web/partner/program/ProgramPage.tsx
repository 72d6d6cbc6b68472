import { Select } from '@mantine/core';
import { usePrograms, type PublishedProgram } from '../../api/catalog.ts';
import { texts } from '../../texts/en.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemPage } from '../../ui/ProblemPage.tsx';
import { useFilter } from '../../ui/useFilters.ts';
import { PlanCard, PromisesCard, RulesCard, YoursCard } from './cards.tsx';
import './program.css';

const words = texts.promises.program;

function Which({ programs, shown }: { programs: readonly PublishedProgram[]; shown: PublishedProgram }) {
  const [, setWanted] = useFilter('program');
  return (
    <Select
      aria-label={words.which}
      data={programs.map(({ id, name }) => ({ value: id, label: name }))}
      value={shown.id}
      onChange={setWanted}
      allowDeselect={false}
    />
  );
}

/** What a program promises its partners, how that is kept, and by which rules: nothing of it is known to us alone. */
export function ProgramPage() {
  const programs = usePrograms();
  const [wanted] = useFilter('program');
  if (programs.isPending) return <DetailSkeleton />;
  if (programs.data === undefined)
    return <ProblemPage error={programs.error} onRetry={() => void programs.refetch()} />;
  const shown = programs.data.find(({ id }) => id === wanted) ?? programs.data[0];
  if (shown === undefined)
    return (
      <EmptyState isPage title={words.none}>
        {words.noneText}
      </EmptyState>
    );
  return (
    <>
      <PageHeader
        title={shown.name}
        about={words.about}
        actions={programs.data.length > 1 ? <Which programs={programs.data} shown={shown} /> : undefined}
      />
      <div className="fl-stack">
        <PromisesCard program={shown} />
        <YoursCard program={shown} />
        <RulesCard program={shown} />
        <PlanCard program={shown} />
      </div>
    </>
  );
}
