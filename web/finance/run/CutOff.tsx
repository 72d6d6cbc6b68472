import type { PayoutRun } from '../../api/types.ts';
import { Moment } from '../../ui/Moment.tsx';
import { dayInWords } from '../../ui/time.ts';

/** The day whose end is the cut-off, for a period; else the moment that somebody chose. */
export const CutOff = ({ run: { period, cutOff } }: { run: Pick<PayoutRun, 'period' | 'cutOff'> }) =>
  period === null ? <Moment at={cutOff} /> : <>{`${dayInWords(period.cutOffDay)}, 24:00`}</>;
