import type { PayeeDesk } from '../../adapters/database/payeePort.ts';
import { mayEditPayee } from '../../domain/approval/payees.ts';
import { AppError } from '../../domain/errors.ts';
import { canonicalAccount, wrongFieldsOf, type BankBook, type PayeeAccount } from '../../domain/payees/account.ts';
import { answerOnce } from '../answerOnce.ts';
import { commandActorOf } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { changePayee } from '../operations/payees.ts';
import { payeeReply } from '../presenters/payee.ts';
import { route } from '../route.ts';

type Deps = { payeeDesk: PayeeDesk; bankBook: BankBook; stepUpMs: number; coolingOffMs: number };

/** A number with a slip in it is named by its field, never said again. */
function checkAccount(given: PayeeAccount, bankBook: BankBook): PayeeAccount {
  const account = canonicalAccount(given);
  const errors = wrongFieldsOf(account, bankBook).map((field) => ({
    pointer: `/account/${field}`,
    code: 'invalid',
    message: 'There is a slip in this number.',
  }));
  if (errors.length > 0) throw new AppError({ code: 'invalid_request', facts: { errors } });
  return account;
}

/** 404 → slips → step-up → version. The answer is masked, and yet only its status is kept for a repeat. */
export const changePayeeRoute = ({ payeeDesk, bankBook, stepUpMs, coolingOffMs }: Deps) =>
  route(changePayee, async ({ caller, ids, body, ifMatch, ticket, now }) => {
    if (!mayEditPayee(commandActorOf(caller), ids.id)) throw new AppError({ code: 'not_found' });
    const account = checkAccount(body.account, bankBook);
    checkStepUp(caller, { now, stepUpMs });
    const asked = {
      partnerId: ids.id,
      by: caller.id,
      at: now,
      check: (revision: number) => checkIfMatch(ifMatch, revision),
    };
    const contactEmail = body.contactEmail ?? caller.email;
    return answerOnce(
      payeeDesk,
      ticket,
      async (writes) =>
        payeeReply(await writes.change({ ...asked, account, contactEmail, coolingOffMs }), { caller, now }),
      { secret: true },
    );
  });
