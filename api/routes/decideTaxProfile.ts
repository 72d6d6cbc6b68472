import type { TaxDesk } from '../../adapters/database/taxPort.ts';
import type { PayeeDecision } from '../../domain/payees/state.ts';
import { answerOnce } from '../answerOnce.ts';
import { attachment } from '../attachment.ts';
import type { PersonCaller } from '../auth/caller.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { checkIfMatch } from '../etag.ts';
import { readTaxForm, readTaxIdentity, refuseTaxProfile, verifyTaxProfile } from '../operations/tax.ts';
import { taxReply } from '../presenters/taxProfile.ts';
import { route, type Exchange, type Reply } from '../route.ts';

type Deps = { taxDesk: TaxDesk; stepUpMs: number };

type Asked = Pick<Exchange, 'ifMatch' | 'ticket' | 'now'> & { caller: PersonCaller; ids: { id: string } };

/** Step-up → version → state; whoever has entered it is refused by the database. */
function decide(
  { taxDesk, stepUpMs }: Deps,
  { caller, ids, ifMatch, ticket, now }: Asked,
  { decision, reason }: { decision: PayeeDecision; reason: string | null },
): Promise<Reply> {
  checkStepUp(caller, { now, stepUpMs });
  const check = (revision: number): void => checkIfMatch(ifMatch, revision);
  const asked = { partnerId: ids.id, by: caller.id, at: now, check, decision, reason };
  return answerOnce(taxDesk, ticket, async (writes) => taxReply(await writes.decide(asked), { caller, now }));
}

export const verifyTaxProfileRoute = (deps: Deps) =>
  route(verifyTaxProfile, (exchange) => decide(deps, exchange, { decision: 'verified', reason: null }));

export const refuseTaxProfileRoute = (deps: Deps) =>
  route(refuseTaxProfile, (exchange) => decide(deps, exchange, { decision: 'refused', reason: exchange.body.reason }));

export const readTaxIdentityRoute = ({ taxDesk, stepUpMs }: Deps) =>
  route(readTaxIdentity, async ({ caller, ids, body, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    const asked = { partnerId: ids.id, by: caller.id, at: now, reason: body.reason };
    return answerOnce(
      taxDesk,
      ticket,
      async (writes) => {
        const { version, identity } = await writes.readIdentity(asked);
        return { status: 200, body: { partnerId: ids.id, version, ...identity } };
      },
      { secret: true },
    );
  });

/** Bytes are kept for no repeat: the same request once more is told that it was answered. */
export const readTaxFormRoute = ({ taxDesk, stepUpMs }: Deps) =>
  route(readTaxForm, async ({ caller, ids, body, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    const asked = { partnerId: ids.id, by: caller.id, at: now, reason: body.reason };
    let form: Reply | undefined;
    const answer = await answerOnce(
      taxDesk,
      ticket,
      async (writes) => {
        const { name, mediaType, bytes } = await writes.readForm(asked);
        form = attachment(name, mediaType, bytes);
        return { status: form.status };
      },
      { secret: true },
    );
    return form ?? answer;
  });
