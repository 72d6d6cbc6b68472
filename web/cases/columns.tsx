import { Link } from 'react-router';
import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { ClockBadge } from '../ui/ClockBadge.tsx';
import type { Column } from '../ui/DataTable.tsx';
import { Moment } from '../ui/Moment.tsx';
import { isToDecide } from './isToDecide.ts';
import { CasePill, OutcomePill } from './CasePill.tsx';

const words = texts.cases;

const NAME: Column<Case> = {
  label: words.columns.number,
  onCard: 'lead',
  cell: ({ id, number, companyName }) => (
    <div className="fl-name">
      <Link to={`/cases/${id}`} className="fl-row-link">
        {companyName}
      </Link>
      <span className="fl-soft fl-number">{number}</span>
    </div>
  ),
};
const KIND: Column<Case> = { label: words.columns.kind, cell: ({ kindLabel }) => kindLabel };
const STATE: Column<Case> = {
  label: words.columns.state,
  onCard: 'pill',
  cell: ({ state }) => <CasePill state={state} />,
};

const dueOf = ({ next }: Case) => (next.dueAt === null ? null : <ClockBadge dueAt={next.dueAt} />);

export const PARTNER_COLUMNS: readonly Column<Case>[] = [
  NAME,
  KIND,
  { label: words.columns.opened, cell: ({ openedAt }) => <Moment at={openedAt} /> },
  STATE,
  { label: words.columns.answerBy, cell: dueOf },
  { label: words.columns.outcome, cell: ({ decision, kind }) => <OutcomePill decision={decision} kind={kind} /> },
  { label: words.columns.effect, cell: ({ decision }) => (decision === null ? null : words.effects[decision.effect]) },
];

/** Who may decide; whose it is stands first. Where it is over there is nothing to decide. */
function decidersOf(about: Case): string | null {
  if (!isToDecide(about)) return null;
  const { mayDecide, decider } = about;
  const able = mayDecide ?? [];
  const isIts = ({ id }: { id: string }): boolean => id === decider?.id;
  const names = [...able.filter(isIts), ...able.filter((one) => !isIts(one))].map(({ id, name }) => name ?? id);
  return names.length === 0 ? words.nobody : names.join(', ');
}

export const HOUSE_COLUMNS: readonly Column<Case>[] = [
  { label: words.columns.decideBy, onCard: 'pill', cell: dueOf },
  NAME,
  KIND,
  { label: words.columns.partner, cell: ({ partnerName }) => partnerName },
  STATE,
  { label: words.columns.deciders, cell: decidersOf },
  { label: words.columns.place, cell: ({ reservedPlace }) => (reservedPlace === true ? words.reserved : null) },
  { label: words.columns.outcome, cell: ({ decision, kind }) => <OutcomePill decision={decision} kind={kind} /> },
];
