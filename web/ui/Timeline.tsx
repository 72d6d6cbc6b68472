import { Link } from 'react-router';
import { texts } from '../texts/en.ts';
import { Moment } from './Moment.tsx';

export type TimelineEntry = {
  seq: number;
  at: string;
  type: string;
  actor: { kind: string; id: string; name?: string | null | undefined } | null;
  reasonCode: string | null;
  note: string | null;
  to: string | null;
  caseId: string | null;
  taken?: { fields: readonly string[]; by: string | null } | null;
};

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^clock\.(breached|escalated)|command\.refused|rejected|returned/, 'late'],
  [/^clock\./, 'soon'],
  [/^referral\.won|\.paid$|approved$/, 'good'],
  [/^referral\./, 'brand'],
];

const toneOf = (type: string): string => KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'quiet';

function actorOf({ actor }: TimelineEntry): string | null {
  if (actor === null) return null;
  return actor.name ?? texts.codes.actor(actor.kind);
}

/** What others have changed in the CRM, and who. */
function Taken({ fields, by }: NonNullable<TimelineEntry['taken']>) {
  const names = fields.map(texts.codes.crmField).join(', ');
  return <span className="fl-soft">{by === null ? names : texts.ui.changedBy(names, by)}</span>;
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const actor = actorOf(entry);
  const what = texts.codes.event(entry.type);
  return (
    <li className="fl-event">
      <span className={`fl-event-dot fl-tone fl-tone-${toneOf(entry.type)}`} aria-hidden />
      <div className="fl-event-words">
        <span className="fl-event-what">
          {entry.caseId === null ? what : <Link to={`/cases/${entry.caseId}`}>{what}</Link>}
        </span>
        {entry.reasonCode === null ? null : <span className="fl-soft">{texts.codes.reason(entry.reasonCode)}</span>}
        {entry.taken === null || entry.taken === undefined ? null : <Taken {...entry.taken} />}
        {entry.note === null ? null : <span className="fl-event-note">{entry.note}</span>}
        <span className="fl-soft">
          <Moment at={entry.at} />
          {actor === null ? null : ` · ${actor}`}
        </span>
      </div>
    </li>
  );
}

/** What happened, latest first; every entry is a link of the referral's hash chain. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="fl-timeline">
      {entries.toReversed().map((entry) => (
        <Entry key={entry.seq} entry={entry} />
      ))}
    </ol>
  );
}
