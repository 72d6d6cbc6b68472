import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { COMMISSION_STATES } from '../../domain/commission/states.ts';
import { commandActorOf } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listCommissions } from '../operations/money.ts';
import { presentCommission } from '../presenters/commission.ts';
import { route } from '../route.ts';

export const listCommissionsRoute = ({ moneyReads }: { moneyReads: MoneyReads }) =>
  route(listCommissions, async ({ caller, query, now }) => {
    const { limit, cursor, state, ...filter } = query;
    const known = COMMISSION_STATES.find((one) => one === state);
    const asked = { ...filter, state };
    // A state that no line can have yet is a list of nothing.
    if (state !== undefined && known === undefined) return { status: 200, body: pageAnswer([], undefined, asked) };
    const scope = moneyReadScope(commandActorOf(caller), caller.kind === 'api_key');
    const [{ rows, next }, approvers] = await Promise.all([
      moneyReads.commissions(scope, { ...filter, state: known }, pageRequest({ limit, cursor }, asked)),
      caller.partnerId === null ? moneyReads.approvers(now) : [],
    ]);
    const data = rows.map((record) => presentCommission({ record, caller, approvers, now }));
    return { status: 200, body: pageAnswer(data, next, asked) };
  });
