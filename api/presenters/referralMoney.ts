import type { z } from 'zod';
import type { ReferralRecord } from '../../adapters/database/readsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { mayReadMoney } from '../../domain/approval/rights.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import type { Referral } from '../schemas/referrals.ts';
import { subjectOf } from './subject.ts';

/** The amounts of a referral are for its partner's side as allowed, for finance, and not for those who sell. */
export const mayKnowAmounts = (record: ReferralRecord, caller: Caller): boolean =>
  caller.kind === 'api_key'
    ? caller.scopes.includes('commissions:read')
    : mayReadMoney(commandActorOf(caller), subjectOf(record));

/** The part of another partner is not for who manages the one that referred the company. */
function readsAllMoney(caller: Caller): boolean {
  const scope = moneyReadScope(commandActorOf(caller), caller.kind === 'api_key');
  return scope.kind === 'internal' && scope.managerId === null;
}

/** What a referral has earned and what it was won with, as far as the reader may know. */
export function presentMoney(
  record: ReferralRecord,
  caller: Caller,
): Pick<z.output<typeof Referral>, 'commissions' | 'deal'> {
  const allowed = mayKnowAmounts(record, caller);
  const isShown = ({ forOther }: { forOther: boolean }): boolean => allowed && (!forOther || readsAllMoney(caller));
  const { deal } = record;
  return {
    commissions: record.commissions.map((line) => ({
      id: line.id,
      kind: line.kind,
      state: line.state,
      amount: isShown(line) ? line.amount : null,
      payableFrom: isShown(line) ? line.payableFrom : null,
    })),
    deal:
      deal === null
        ? null
        : {
            amount: deal.amount,
            firstYearNet: deal.firstYearNet,
            closedOn: deal.closedOn,
            dealId: caller.partnerId === null ? deal.dealId : null,
          },
  };
}
