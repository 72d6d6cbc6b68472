import type { PayeeReads, PayeeRecord } from '../../adapters/database/payeePort.ts';
import { mayReadPayee, payeesReadBy } from '../../domain/approval/payees.ts';
import { AppError } from '../../domain/errors.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listPayees, readPayee } from '../operations/payees.ts';
import { payeeReply, presentPayee } from '../presenters/payee.ts';
import { route } from '../route.ts';

type Deps = { payeeReads: PayeeReads };

/** The payee, when the caller may read it; else there is no such partner. */
async function findPayee(payeeReads: PayeeReads, caller: PersonCaller, partnerId: string): Promise<PayeeRecord> {
  const record = await payeeReads.payee(partnerId, caller.partnerId);
  if (record === undefined || !mayReadPayee(commandActorOf(caller), record)) throw new AppError({ code: 'not_found' });
  return record;
}

export const readPayeeRoute = ({ payeeReads }: Deps) =>
  route(readPayee, async ({ caller, ids, now }) =>
    payeeReply(await findPayee(payeeReads, caller, ids.id), { caller, now }),
  );

export const listPayeesRoute = ({ payeeReads }: Deps) =>
  route(listPayees, async ({ caller, query, now }) => {
    const { limit, cursor, ...filter } = query;
    const managerId = payeesReadBy(commandActorOf(caller));
    const page = pageRequest({ limit, cursor }, filter);
    const { rows, next } = await payeeReads.payees({ ...filter, managerId, now }, page);
    return {
      status: 200,
      body: pageAnswer(
        rows.map((row) => presentPayee(row, { caller, now })),
        next,
        filter,
      ),
    };
  });
