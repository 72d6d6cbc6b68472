import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import type { CommandSubject } from '../../domain/approval/rights.ts';
import { maySpeakForPartner } from '../../domain/cases/rights.ts';
import type { CasePermission, CaseSubject } from '../../domain/cases/rights.ts';
import { hasEnded } from '../../domain/referral/stages.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';

/** Whether this caller speaks for the partner of a referral. */
export function mayContestFor(caller: Caller, referral: CommandSubject): CasePermission {
  const { partnerId, submittedByUserId, onBehalfOfUserId } = referral;
  const submitterIds = [submittedByUserId, onBehalfOfUserId].filter((id) => id !== null);
  const subject: CaseSubject = { partnerId, submitterIds, openedBy: null };
  return maySpeakForPartner(commandActorOf(caller), subject, caller.kind === 'api_key');
}

/** An end is contested within its window or for missing credit after it, money once there is a line. */
export function canContest(
  caller: Caller,
  referral: CommandSubject,
  { stage, commissions }: Pick<ReferralRecord, 'stage' | 'commissions'>,
): boolean {
  if (caller.kind === 'api_key' && !caller.scopes.includes('referrals:write')) return false;
  const hasMatter = hasEnded(stage) || (stage === 'won' && commissions.length > 0);
  return hasMatter && mayContestFor(caller, referral).allowed;
}
