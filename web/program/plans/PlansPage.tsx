import { useState } from 'react';
import { usePrograms } from '../../api/catalog.ts';
import { usePlans, type Plan } from '../../api/plans.ts';
import { texts } from '../../texts/en.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListSkeleton } from '../../ui/Loading.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { PlanCard } from './PlanCard.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { TryDialog } from './TryDialog.tsx';
import './plans.css';

const words = texts.plans;

type Asked = { what: 'publish' | 'try'; plan: Plan };

/** Every plan in its newest version: what it says, what is odd about it, what it would cost. */
export function PlansPage() {
  const plans = usePlans();
  const programs = usePrograms();
  const [asked, setAsked] = useState<Asked | null>(null);
  const programOf = ({ programId }: Plan) => programs.data?.find(({ id }) => id === programId);
  const close = (): void => setAsked(null);
  return (
    <>
      <PageHeader title={words.title} about={words.about} />
      <div className="fl-stack">
        {plans.isError ? <ProblemAlert error={plans.error} onRetry={() => void plans.refetch()} /> : null}
        {plans.isPending ? <ListSkeleton rows={3} /> : null}
        {plans.data?.length === 0 ? <EmptyState title={words.none}>{words.noneText}</EmptyState> : null}
        {(plans.data ?? []).map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            programName={programOf(plan)?.name}
            onAsk={(what) => setAsked({ what, plan })}
          />
        ))}
      </div>
      {asked?.what === 'publish' ? <PublishDialog plan={asked.plan} onClose={close} /> : null}
      {asked?.what === 'try' ? (
        <TryDialog plan={asked.plan} currency={programOf(asked.plan)?.currency ?? 'EUR'} onClose={close} />
      ) : null}
    </>
  );
}
