import type { CommissionRecord, MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { AppError } from '../../domain/errors.ts';
import { commandActorOf, type Caller } from '../auth/caller.ts';
import { readCommission } from '../operations/money.ts';
import { commissionHeaders, presentCommission } from '../presenters/commission.ts';
import { route, type Reply } from '../route.ts';

/** The line, when the caller may read it; else there is no such line. */
export async function findCommission(moneyReads: MoneyReads, caller: Caller, id: string): Promise<CommissionRecord> {
  const record = await moneyReads.commission(moneyReadScope(commandActorOf(caller), caller.kind === 'api_key'), id);
  if (record === undefined) throw new AppError({ code: 'not_found' });
  return record;
}

export async function commissionReply(
  moneyReads: MoneyReads,
  args: { caller: Caller; id: string; now: Date },
): Promise<Reply> {
  const { caller, id, now } = args;
  const [record, approvers] = await Promise.all([
    findCommission(moneyReads, caller, id),
    caller.partnerId === null ? moneyReads.approvers(now) : [],
  ]);
  const view = presentCommission({ record, caller, approvers, now });
  return { status: 200, headers: commissionHeaders(view), body: view };
}

export const readCommissionRoute = ({ moneyReads }: { moneyReads: MoneyReads }) =>
  route(readCommission, ({ caller, ids, now }) => commissionReply(moneyReads, { caller, id: ids.id, now }));
