import type { ReactNode } from 'react';
import { usePartner, type PublishedProgram } from '../../api/catalog.ts';
import { useAttainment, useOwnAttainment, type AttainmentRow } from '../../api/reports.ts';
import { useUser } from '../../api/session.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { moneyInWords } from '../../ui/money.ts';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.promises.program;

type Promised = PublishedProgram['promises'][number];
type Props = { program: PublishedProgram };
type Rows = readonly AttainmentRow[] | undefined;

const ofKind = (rows: Rows, kind: string): AttainmentRow | undefined => rows?.find((row) => row.kind === kind);

type ListProps = Props & { by: Promised['by']; keptOf?: (kind: Promised['kind']) => ReactNode };

function Promises({ program, by, keptOf = () => null }: ListProps) {
  return (
    <ul className="fl-promises">
      {program.promises
        .filter((promise) => promise.by === by)
        .map(({ kind, text }) => (
          <li key={kind} className="fl-promise">
            <span>{text}</span>
            <span className="fl-promise-kept">{keptOf(kind)}</span>
          </li>
        ))}
    </ul>
  );
}

function Kept({ label, row }: { label: string; row: AttainmentRow | undefined }) {
  return row === undefined ? null : (
    <span>
      <span className="fl-soft">{label}</span> <strong>{row.inWords}</strong>
    </span>
  );
}

const NothingDue = () => <span className="fl-soft">{words.nothingDue}</span>;
const Window = () => <span className="fl-soft">{words.window}</span>;

/** Each promise of ours, and how it was kept: to everybody, and to this partner. */
export function PromisesCard({ program }: Props) {
  const toAll = useAttainment({ by: 'program', programId: program.id });
  const toUs = useOwnAttainment(program.id);
  const failed = toAll.isError ? toAll : toUs;
  const keptOf = (kind: string): ReactNode => {
    // What becomes of an objection is promised too, but not counted here.
    if (kind === 'case' || toAll.data === undefined) return null;
    const all = ofKind(toAll.data, kind);
    if (all === undefined) return <NothingDue />;
    return (
      <>
        <Kept label={words.all} row={all} />
        <Kept label={words.you} row={ofKind(toUs.data, kind)} />
      </>
    );
  };
  return (
    <Card title={words.ours} aside={<Window />}>
      {failed.isError ? <ProblemAlert error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      <Promises program={program} by="vendor" keptOf={keptOf} />
    </Card>
  );
}

/** What the partner is asked for in turn, and how it kept that. */
export function YoursCard({ program }: Props) {
  const kept = useOwnAttainment(program.id);
  const keptOf = (kind: string): ReactNode => {
    if (kept.data === undefined) return null;
    const row = ofKind(kept.data, kind);
    return row === undefined ? <NothingDue /> : <Kept label={words.yourAnswers} row={row} />;
  };
  return (
    <Card title={words.yours} aside={<Window />}>
      <Promises program={program} by="partner" keptOf={keptOf} />
    </Card>
  );
}

export function RulesCard({ program }: Props) {
  return (
    <Card title={words.rules}>
      <Promises program={program} by="rules" />
      <p className="fl-soft fl-version">{words.version(program.policyVersion)}</p>
    </Card>
  );
}

/** Where the partner stands in the table of tiers of the program. */
function OwnTier({ programId, partnerId }: { programId: string; partnerId: string }) {
  const partner = usePartner(partnerId);
  if (partner.isError) return <ProblemAlert error={partner.error} onRetry={() => void partner.refetch()} />;
  if (partner.data === undefined) return null;
  const { tier, nextTiers = [] } = partner.data;
  const next = nextTiers.find((one) => one.programId === programId);
  const said = [words.tier(tier)];
  if (next !== undefined) {
    const { missing, leftOut } = next;
    said.push(missing.amount === 0 ? words.tierIsDue(next.tier) : words.nextTier(next.tier, moneyInWords(missing)));
    if (leftOut.length > 0) said.push(words.leftOut(leftOut.map(moneyInWords).join(', ')));
  }
  return <p className="fl-text fl-own-tier">{said.join(' ')}</p>;
}

export function PlanCard({ program: { id, plan, policy } }: Props) {
  const { partnerId } = useUser();
  return (
    <Card title={words.earn}>
      <p className="fl-text">{plan?.terms ?? words.noPlan}</p>
      {policy.tiers.length === 0 || partnerId === null ? null : <OwnTier programId={id} partnerId={partnerId} />}
      {plan === null ? null : <p className="fl-soft fl-version">{words.planVersion(plan.planVersion)}</p>}
    </Card>
  );
}
