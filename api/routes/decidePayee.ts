import type { PayeeDesk } from '../../adapters/database/payeePort.ts';
import { mayDecideOnPayee } from '../../domain/approval/payees.ts';
import type { PayeeDecision } from '../../domain/payees/state.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { refusePayee, unmaskPayee, verifyPayee } from '../operations/payees.ts';
import { payeeReply } from '../presenters/payee.ts';
import { route, type Exchange, type Reply } from '../route.ts';
import { refusedWith } from './decideCommission.ts';

type Deps = { payeeDesk: PayeeDesk; stepUpMs: number };

type Asked = Pick<Exchange, 'ifMatch' | 'ticket' | 'now'> & { caller: PersonCaller; ids: { id: string } };

/** Step-up → version → state → rule; the database asks the rule once more. */
function decide(
  { payeeDesk, stepUpMs }: Deps,
  { caller, ids, ifMatch, ticket, now }: Asked,
  { decision, reason }: { decision: PayeeDecision; reason: string | null },
): Promise<Reply> {
  checkStepUp(caller, { now, stepUpMs });
  const mayDecide = (version: { changedBy: string }): void => {
    const permission = mayDecideOnPayee(commandActorOf(caller), version);
    if (!permission.allowed) {
      throw refusedWith({ ...permission, who: caller.id, why: 'edited_payee' }, caller.name);
    }
  };
  const check = (revision: number): void => checkIfMatch(ifMatch, revision);
  const asked = { partnerId: ids.id, by: caller.id, at: now, check, mayDecide, decision, reason };
  return answerOnce(payeeDesk, ticket, async (writes) => payeeReply(await writes.decide(asked), { caller, now }), {
    secret: true,
  });
}

export const verifyPayeeRoute = (deps: Deps) =>
  route(verifyPayee, (exchange) => decide(deps, exchange, { decision: 'verified', reason: null }));

export const refusePayeeRoute = (deps: Deps) =>
  route(refusePayee, (exchange) => decide(deps, exchange, { decision: 'refused', reason: exchange.body.reason }));

export const unmaskPayeeRoute = ({ payeeDesk, stepUpMs }: Deps) =>
  route(unmaskPayee, async ({ caller, ids, body, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    const asked = { partnerId: ids.id, by: caller.id, at: now, reason: body.reason };
    return answerOnce(
      payeeDesk,
      ticket,
      async (writes) => ({ status: 200, body: { partnerId: ids.id, ...(await writes.unmask(asked)) } }),
      { secret: true },
    );
  });
