import { AppError } from '../../domain/errors.ts';
import { hasEnded } from '../../domain/referral/stages.ts';
import { answerReferral } from '../operations/commands.ts';
import { isForNow } from '../presenters/questions.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

/** What ended otherwise, or too long ago, is not woken for an answer. */
export const answerReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: answerReferral,
    command: 'answer',
    check: ({ record, now }) => {
      if (hasEnded(record.stage) && !isForNow('answer', record, now)) throw new AppError({ code: 'no_open_question' });
    },
  });
