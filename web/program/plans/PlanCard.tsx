import { Button, Group } from '@mantine/core';
import { usePartners } from '../../api/catalog.ts';
import type { Plan } from '../../api/plans.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PlanWarnings } from './PlanWarnings.tsx';

const words = texts.plans;

/** Who may try plans; the API has the last word. */
const TRIERS = ['program_admin', 'finance_preparer', 'finance_approver', 'auditor'];

type Props = { plan: Plan; programName: string | undefined; onAsk: (what: 'publish' | 'try') => void };

function Actions({ plan: { mayPublish }, onAsk }: Pick<Props, 'plan' | 'onAsk'>) {
  const mayTry = useUser().roles.some((role) => TRIERS.includes(role));
  if (!mayTry && mayPublish === undefined) return null;
  return (
    <Group justify="flex-end">
      {mayPublish?.why === undefined || mayPublish.why === null ? null : (
        <span className="fl-why">{mayPublish.why}</span>
      )}
      {mayTry ? (
        <Button variant="default" onClick={() => onAsk('try')}>
          {words.try}
        </Button>
      ) : null}
      {mayPublish?.allowed === true ? <Button onClick={() => onAsk('publish')}>{words.publish}</Button> : null}
    </Group>
  );
}

/** One plan: the paragraph that partners read, and to whom it says something else. */
export function PlanCard({ plan, programName, onAsk }: Props) {
  const partners = usePartners();
  const partnerName = (id: string): string => partners.data?.find((partner) => partner.id === id)?.name ?? id;
  const tone = plan.state === 'published' ? 'good' : 'soon';
  return (
    <Card
      title={plan.name}
      aside={<span className={`fl-pill fl-tone fl-tone-${tone}`}>{words.state[plan.state]}</span>}
    >
      <div className="fl-plan">
        <p className="fl-soft">{[programName, words.version(plan.version)].filter(Boolean).join(' · ')}</p>
        <p className="fl-text">{plan.terms}</p>
        <Facts
          facts={[
            ...plan.partnerTerms.map(({ partnerId, terms }) => [words.onlyFor(partnerName(partnerId)), terms] as const),
            [words.from, <Moment key="from" dated at={plan.effectiveFrom} />],
            [
              words.published,
              plan.publishedAt === null ? null : <Moment key="published" dated at={plan.publishedAt} />,
            ],
            [
              words.code,
              <span key="code" className="fl-code">
                {plan.planVersion}
              </span>,
            ],
          ]}
        />
        <PlanWarnings warnings={plan.warnings} />
        <Actions plan={plan} onAsk={onAsk} />
      </div>
    </Card>
  );
}
