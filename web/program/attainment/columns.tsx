import type { AttainmentGroup, AttainmentKind, AttainmentRow } from '../../api/reports.ts';
import { texts } from '../../texts/en.ts';
import type { Column } from '../../ui/DataTable.tsx';

const words = texts.promises.attainment;
const KINDS = Object.keys(words.kinds) as AttainmentKind[];

type Group = { id: string; name: string; rows: readonly AttainmentRow[] };

/** One row of the table for all the promises of one program, partner or person. */
export function groupsOf(rows: readonly AttainmentRow[]): Group[] {
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.map((id) => {
    const own = rows.filter((row) => row.id === id);
    return { id, name: own[0]?.name ?? id, rows: own };
  });
}

/** Counts beside the percentage; without pauses only where a pause has changed something. */
function Kept({ row }: { row: AttainmentRow | undefined }) {
  if (row === undefined) return null;
  const { total, kept, percent, keptWithoutPauses, percentWithoutPauses } = row;
  return (
    <span className="fl-lines">
      <strong>{percent === null ? words.counts(kept, total) : words.percent(percent)}</strong>
      <span className="fl-soft">{percent === null ? words.tooFew : words.counts(kept, total)}</span>
      {keptWithoutPauses === kept ? null : (
        <span className="fl-soft">{words.withoutPauses(percentWithoutPauses, keptWithoutPauses, total)}</span>
      )}
    </span>
  );
}

/** A kind of promise of which nothing was due has no column. */
export const columnsFor = (by: AttainmentGroup, rows: readonly AttainmentRow[]): Column<Group>[] => [
  { label: words.names[by], onCard: 'lead', cell: ({ name }) => <strong>{name}</strong> },
  ...KINDS.filter((kind) => rows.some((row) => row.kind === kind)).map((kind): Column<Group> => ({
    label: words.kinds[kind],
    align: 'end',
    cell: (group) => <Kept row={group.rows.find((row) => row.kind === kind)} />,
  })),
];
