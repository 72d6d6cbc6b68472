import { stopsLines, type CaseKind } from '../../domain/cases/kinds.ts';
import { freezeLine, unfreezeLine } from '../../domain/commission/freeze.ts';
import { callProcedure } from './callFunction.ts';
import type { Queryable } from './client.ts';
import { lockLinesOf } from './lineFacts.ts';
import { stepParameters } from './stepParameters.ts';

type Followed = { referralId: string; caseId: string; kind: CaseKind; at: string; undecided: boolean };

/**
 * A case about an amount stops the lines it is about for as long as somebody has to decide; in the transaction of the case, whose
 * caller has locked the referral. Whether any line was stopped or goes on.
 */
export async function followCase(
  as: Queryable,
  { referralId, caseId, kind, at, undecided }: Followed,
): Promise<boolean> {
  if (!stopsLines(kind)) return false;
  const actor = { kind: 'system', id: 'case' } as const;
  const stop = { cause: caseId, actor, source: 'case', reasonCode: null, at } as const;
  const steps = (await lockLinesOf(as, referralId)).flatMap((line) => {
    const step = undecided ? freezeLine(line, stop) : unfreezeLine(line, stop);
    return step === null ? [] : [stepParameters({ line, at, step })];
  });
  if (steps.length > 0) await callProcedure(as, 'write_commissions', { steps });
  return steps.length > 0;
}
