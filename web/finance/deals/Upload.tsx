import { Button, FileButton } from '@mantine/core';
import { useDealTable, type DealRow } from '../../api/deals.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';

const words = texts.deals.upload;
const TONES = { recorded: 'good', known: 'quiet', unmatched: 'late', refused: 'late', unreadable: 'late' } as const;

const isDone = ({ outcome }: DealRow): boolean => outcome === 'recorded' || outcome === 'known';

const kindOf = (kind: string): string => Object.entries(texts.deals.kinds).find(([name]) => name === kind)?.[1] ?? kind;

const COLUMNS: readonly Column<DealRow>[] = [
  { label: words.columns.row, cell: ({ row }) => row },
  { label: words.columns.deal, onCard: 'lead', cell: ({ dealId }) => dealId },
  {
    label: words.columns.outcome,
    onCard: 'pill',
    cell: ({ outcome }) => (
      <span className={`fl-pill fl-tone fl-tone-${TONES[outcome]}`}>{words.outcomes[outcome]}</span>
    ),
  },
  { label: words.columns.what, cell: ({ kind }) => kindOf(kind) },
  { label: words.columns.id, cell: ({ externalId }) => externalId },
  { label: words.columns.why, onCard: 'words', cell: ({ message }) => message },
];

/** Brings a table of invoices, payments and refunds. */
export function UploadButton({ onTold }: { onTold: (rows: readonly DealRow[]) => void }) {
  const upload = useDealTable();
  const send = (file: File | null): void => {
    if (file !== null) upload.mutate(file, { onSuccess: onTold });
  };
  return (
    <div className="fl-run-actions">
      <FileButton onChange={send} accept=".csv,text/csv">
        {(props) => (
          <Button {...props} variant="default" loading={upload.isPending} title={words.hint}>
            {words.button}
          </Button>
        )}
      </FileButton>
      {upload.isError ? <ProblemAlert error={upload.error} /> : null}
    </div>
  );
}

/** What became of each row; what was not recorded stands first, because somebody has to look at it. */
export function UploadResult({ rows, onClose }: { rows: readonly DealRow[]; onClose: () => void }) {
  const count = (outcome: DealRow['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  const open = rows.filter((row) => !isDone(row));
  const sorted = [...open, ...rows.filter(isDone)];
  return (
    <div className="fl-above-list">
      <Card
        title={words.title}
        aside={
          <Button size="xs" variant="default" onClick={onClose}>
            {words.close}
          </Button>
        }
      >
        <div className="fl-stack" aria-live="polite">
          <p>{words.sum(count('recorded'), count('known'), open.length)}</p>
          {open.length === 0 ? null : <p className="fl-soft">{words.problemsFirst}</p>}
          <DataTable caption={words.title} columns={COLUMNS} rows={sorted} rowKey={({ row }) => String(row)} />
        </div>
      </Card>
    </div>
  );
}
