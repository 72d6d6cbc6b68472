import { texts } from '../texts/en.ts';
import { lengthInWords, momentInFull, momentInWords, refreshEveryMs, urgencyOf, type Urgency } from './time.ts';
import { useNow } from './useNow.ts';

const TONES: Record<Urgency, string> = { calm: 'quiet', soon: 'soon', late: 'late' };

function Left({ dueAt, now }: { dueAt: string; now: number }) {
  const leftMs = new Date(dueAt).getTime() - now;
  const urgency = urgencyOf(leftMs);
  const words = lengthInWords(leftMs);
  return (
    <span className={`fl-clock fl-tone fl-tone-${TONES[urgency]}`} title={momentInFull(dueAt)}>
      {urgency === 'late' ? texts.ui.late(words) : texts.ui.left(words)}
    </span>
  );
}

function LeftBySecond({ dueAt }: { dueAt: string }) {
  return <Left dueAt={dueAt} now={useNow('second')} />;
}

/** The time left until something is due, counted in front of the reader; in words, and in a colour that says the same. */
export function ClockBadge({ dueAt }: { dueAt: string }) {
  const now = useNow('third');
  const isFast = refreshEveryMs(new Date(dueAt).getTime() - now) === 1_000;
  return isFast ? <LeftBySecond dueAt={dueAt} /> : <Left dueAt={dueAt} now={now} />;
}

export type Clock = { kind: string; dueAt: string; state: string; metAt?: string | null | undefined };

function outcomeOf(clock: Clock, now: number): { tone: string; words: string } | undefined {
  if (clock.state === 'met') return { tone: 'good', words: texts.ui.kept };
  if (clock.state === 'cancelled') return { tone: 'quiet', words: texts.ui.cancelled };
  if (clock.state === 'paused') return { tone: 'review', words: texts.ui.paused };
  if (clock.state !== 'breached') return undefined;
  if (clock.metAt === undefined || clock.metAt === null) return undefined;
  return { tone: 'soon', words: texts.ui.keptLate(momentInWords(clock.metAt, now)) };
}

/** One promise with its state: what was promised, until when, and how it stands. */
export function ClockLine({ clock }: { clock: Clock }) {
  const now = useNow('third');
  const outcome = outcomeOf(clock, now);
  return (
    <li className="fl-clock-line">
      <span className="fl-clock-kind">{texts.codes.clock(clock.kind)}</span>
      <span className="fl-clock-due">{texts.ui.by(momentInWords(clock.dueAt, now))}</span>
      {outcome === undefined ? (
        <ClockBadge dueAt={clock.dueAt} />
      ) : (
        <span className={`fl-clock fl-tone fl-tone-${outcome.tone}`}>{outcome.words}</span>
      )}
    </li>
  );
}
