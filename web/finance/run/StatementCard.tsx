import { Button, FileButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useStatements, useStatementUpload } from '../../api/statements.ts';
import type { PayoutRun, PayoutStatement } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { DataTable, type Column } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { ProblemAlert } from '../../ui/ProblemAlert.tsx';
import { dayInWords } from '../../ui/time.ts';

const words = texts.finance.statement;
const AT_BANK: readonly PayoutRun['state'][] = ['released', 'submitted', 'settled', 'partly_returned'];

type Line = PayoutStatement['lines'][number];

const findingOf = ({ finding }: Line): string => words.findings[finding ?? 'waiting'];

/** Who is meant, by the run's own items. */
const columnsOf = (run: PayoutRun): readonly Column<Line>[] => [
  {
    label: words.columns.whom,
    onCard: 'lead',
    cell: ({ itemId, text }) => run.items.find(({ id }) => id === itemId)?.partnerName ?? (text === '' ? '–' : text),
  },
  { label: words.columns.day, cell: ({ bookedOn }) => dayInWords(bookedOn) },
  { label: words.columns.movement, cell: ({ movement }) => words.movements[movement] },
  { label: words.columns.amount, align: 'end', cell: ({ amount }) => <MoneyText money={amount} /> },
  {
    label: words.columns.finding,
    cell: (line) => (
      <span className="fl-lines">
        {findingOf(line)}
        {line.reasonCode === null ? null : <span className="fl-soft">{line.reasonCode}</span>}
      </span>
    ),
  },
];

/** What the bank says of a run, file by file, and the way to bring the next one. */
export function StatementCard({ run, mayUpload }: { run: PayoutRun; mayUpload: boolean }) {
  const statements = useStatements(run.id);
  const upload = useStatementUpload(run.id);
  const send = (file: File | null): void => {
    if (file === null) return;
    upload.mutate(file, { onSuccess: () => notifications.show({ message: words.taken, color: 'teal' }) });
  };
  if (!AT_BANK.includes(run.state)) return null;
  return (
    <Card title={words.title}>
      <div className="fl-stack">
        {statements.data?.length === 0 ? <p className="fl-soft">{words.none}</p> : null}
        {statements.data?.map((statement) => (
          <section key={statement.id} aria-label={statement.fileName}>
            <p>
              <strong>{statement.fileName}</strong>{' '}
              <span className="fl-soft">
                {statement.uploadedBy.name} · <Moment at={statement.uploadedAt} />
              </span>
            </p>
            <DataTable
              caption={statement.fileName}
              columns={columnsOf(run)}
              rows={statement.lines}
              rowKey={({ position }) => String(position)}
            />
          </section>
        ))}
        {upload.isError ? <ProblemAlert error={upload.error} /> : null}
        {mayUpload ? (
          <FileButton onChange={send} accept=".csv,.xml,.ach,.txt,text/csv,text/plain,application/xml">
            {(props) => (
              <Button {...props} variant="default" loading={upload.isPending}>
                {words.upload}
              </Button>
            )}
          </FileButton>
        ) : null}
      </div>
    </Card>
  );
}
