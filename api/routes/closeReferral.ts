import { AppError } from '../../domain/errors.ts';
import { REASON_CODES } from '../../domain/referral/reasons.ts';
import { checkDay } from '../givenDay.ts';
import { closeReferral } from '../operations/commands.ts';
import { requireReason } from '../requireReason.ts';
import { commandReferralRoute, type ReferralCommandDeps } from './commandReferral.ts';

export const closeReferralRoute = (deps: ReferralCommandDeps) =>
  commandReferralRoute(deps, {
    operation: closeReferral,
    command: 'close',
    check: ({ body, record, now }) => {
      if (typeof body['closedOn'] === 'string' && body['confirms'] === undefined) {
        const since = Date.parse(record.origin?.firstWonOn ?? record.submittedAt);
        checkDay({ field: 'closedOn', day: body['closedOn'], since, now: now.getTime() });
      }
      if (body['outcome'] === 'lost') requireReason(body['reasonCode'], REASON_CODES.lost);
    },
    confirmedActorId: async ({ body, record }) => {
      if (typeof body['confirms'] !== 'string') return undefined;
      const first = await deps.commands.find(body['confirms']);
      if (first?.referralId !== record.id) throw new AppError({ code: 'not_found' });
      if (first.state !== 'awaiting_second_person') {
        throw new AppError({ code: 'not_allowed_in_state', facts: { state: first.state } });
      }
      return first.actor.id;
    },
  });
