import type { LineStep } from '../../domain/commission/lineStep.ts';
import { journalParameters } from './journalParameters.ts';
import type { StoredLine } from './moneyPort.ts';

/** One step of one line, as the database writes it. */
export const stepParameters = ({
  line,
  at,
  step,
}: {
  line: StoredLine;
  at: string;
  step: LineStep;
}): Record<string, unknown> => ({
  ...step,
  referralId: line.referralId,
  commissionId: line.commissionId,
  version: line.version,
  at,
  journals: step.journals.map(journalParameters),
  ...(step.clawed === undefined
    ? {}
    : {
        clawed: { ...step.clawed, before: step.clawed.before.toString(), after: step.clawed.after.toString() },
      }),
});
