import { AppError } from '../../domain/errors.ts';
import { checkQualification } from '../../domain/qualification/checklist.ts';
import { checkLater } from '../../domain/qualification/later.ts';
import type { CommandPayloads } from '../../domain/referral/commands.ts';
import { REASON_CODES } from '../../domain/referral/reasons.ts';
import { qualifyReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const qualifyReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: qualifyReferral,
    command: 'qualify',
    check: ({ body, now }) => {
      const answers = body as CommandPayloads['qualify'];
      if (answers.outcome === 'later') {
        // Whether it was put off before is for the story to say.
        const later = checkLater({ recontactOn: answers.recontactOn ?? '', now: now.getTime(), postponed: false });
        if (!later.ok) throw new AppError({ code: later.code, facts: later.facts });
        return;
      }
      if (answers.outcome === 'disqualified') {
        requireReason(answers.reasonCode, REASON_CODES.disqualified);
        return;
      }
      const result = checkQualification(answers);
      if (!result.passes) throw new AppError({ code: 'checklist_incomplete', facts: { lacks: result.lacks } });
    },
  });
