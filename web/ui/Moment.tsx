import { momentInFull, momentInWords } from './time.ts';
import { useNow } from './useNow.ts';

/** A moment in the reader's zone; the zone and the second stand in the tooltip. */
export function Moment({ at }: { at: string }) {
  const now = useNow('third');
  return (
    <time dateTime={at} title={momentInFull(at)} className="fl-moment">
      {momentInWords(at, now)}
    </time>
  );
}
