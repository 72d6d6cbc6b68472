import type { PayoutRun } from '../../api/types.ts';
import { Moment } from '../../ui/Moment.tsx';
import { texts } from '../../texts/en.ts';
import { dayInWords } from '../../ui/time.ts';

/** The day whose end is the cut-off, for a period; else the moment that somebody chose. */
export const CutOff = ({ run: { period, cutOff } }: { run: Pick<PayoutRun, 'period' | 'cutOff'> }) =>
  period === null ? <Moment dated at={cutOff} /> : <>{`${dayInWords(period.cutOffDay)}, 24:00`}</>;

/** When the run of a period is to be settled, and whether that is over. */
export function PayDay({ period }: Pick<PayoutRun, 'period'>) {
  if (period === null) return null;
  const day = dayInWords(period.payDay);
  if (!period.late) return <>{day}</>;
  return (
    <>
      {day} <span className="fl-pill fl-tone fl-tone-late">{texts.finance.runs.late}</span>
    </>
  );
}
