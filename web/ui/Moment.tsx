import { datedMomentInWords, momentInFull, momentInWords } from './time.ts';
import { useNow } from './useNow.ts';

/** A moment in the reader's zone; the zone and the second stand in the tooltip. `dated`: with day and year, also of today. */
export function Moment({ at, dated = false }: { at: string; dated?: boolean }) {
  const now = useNow('third');
  return (
    <time dateTime={at} title={momentInFull(at)} className="fl-moment">
      {dated ? datedMomentInWords(at) : momentInWords(at, now)}
    </time>
  );
}
