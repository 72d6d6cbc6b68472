import { Card, Facts } from '../ui/Card.tsx';
import { Moment } from '../ui/Moment.tsx';

type Entry<What extends string> = {
  at: string;
  what: What;
  version: number;
  by: { name: string | null } | null;
  reason: string | null;
};

type Props<What extends string> = {
  title: string;
  log: readonly Entry<What>[];
  words: Readonly<Record<What, string>>;
};

/** Every change and what finance said of it; for the house also who has read it in full. */
export function ChangeLog<What extends string>({ title, log, words }: Props<What>) {
  if (log.length === 0) return null;
  return (
    <Card title={title}>
      <Facts
        facts={log.map(({ at, what, by, reason, version }) => [
          words[what],
          <span key={`${what}${String(version)}${at}`}>
            <Moment dated at={at} />
            {by === null || by.name === null ? null : ` · ${by.name}`}
            {reason === null ? null : ` · ${reason}`}
          </span>,
        ])}
      />
    </Card>
  );
}
