import { AppError } from '../../domain/errors.ts';
import type { PersonCaller } from './caller.ts';

/** For what moves money: a password given in the last minutes is a fresh proof. Throws `step_up_required`. */
export function checkStepUp(caller: PersonCaller, args: { now: Date; stepUpMs: number }): void {
  if (args.now.getTime() - caller.provenAt.getTime() <= args.stepUpMs) return;
  throw new AppError({ code: 'step_up_required' });
}
