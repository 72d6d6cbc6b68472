import { Button } from '@mantine/core';
import { usePrograms, type PublishedProgram } from '../../api/catalog.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DetailSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { CompanyPart, ConsentPart, NeedPart, PersonPart, ProgramPart } from './parts.tsx';
import { useSubmitForm } from './useSubmitForm.ts';
import './submit.css';

const words = texts.partner.submit;

function Beside({ program }: { program: PublishedProgram | undefined }) {
  const cap = program?.promises.find(({ kind }) => kind === 'open_cap');
  return (
    <aside className="fl-aside">
      <Card title={words.promiseTitle}>
        <ol className="fl-promises">
          {words.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ol>
        {cap === undefined ? null : <p className="fl-soft">{cap.text}</p>}
      </Card>
      {program?.plan === null || program?.plan === undefined ? null : (
        <Card title={texts.partner.receipt.terms}>
          <p className="fl-text">{program.plan.terms}</p>
        </Card>
      )}
    </aside>
  );
}

function Form({ programs, userId }: { programs: readonly PublishedProgram[]; userId: string }) {
  const { form, currency, error, isSending, discard, onSubmit } = useSubmitForm(userId, programs);
  const program = programs.find(({ id }) => id === form.values.programId);
  return (
    <div className="fl-columns">
      <form onSubmit={onSubmit} noValidate className="fl-stack" aria-label={words.title}>
        {programs.length > 1 ? <ProgramPart form={form} programs={programs} /> : null}
        <CompanyPart form={form} />
        <PersonPart form={form} />
        <NeedPart form={form} currency={currency} />
        <ConsentPart form={form} />
        {error === null ? null : <ProblemAlert error={error} />}
        <div className="fl-submit-bar">
          <Button type="submit" size="md" loading={isSending}>
            {words.send}
          </Button>
          {form.isDirty() ? (
            <>
              <span className="fl-soft">{words.kept}</span>
              <Button variant="subtle" color="gray" onClick={discard}>
                {words.discard}
              </Button>
            </>
          ) : null}
        </div>
      </form>
      <Beside program={program} />
    </div>
  );
}

export function SubmitPage() {
  const user = useUser();
  const programs = usePrograms();
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      {programs.isError ? <ProblemAlert error={programs.error} onRetry={() => void programs.refetch()} /> : null}
      {programs.isPending ? <DetailSkeleton /> : null}
      {programs.data === undefined ? null : <Form programs={programs.data} userId={user.id} />}
    </>
  );
}
