import type { z } from 'zod';
import type { Idempotency, Ticket } from '../../adapters/database/idempotencyPort.ts';
import type { Intake, ReceiveResult, Submission } from '../../adapters/database/port.ts';
import type { Reads } from '../../adapters/database/readsPort.ts';
import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { actorOf, scopeOf, type Caller } from '../auth/caller.ts';
import { submitReferral } from '../operations/referrals.ts';
import { recordOfReceipt } from '../presenters/receipt.ts';
import { presentReceipt, presentReferral, referralHeaders } from '../presenters/referral.ts';
import { replay, route, toStored, type Exchange, type Reply } from '../route.ts';
import type { SubmitReferral } from '../schemas/submit.ts';

type Deps = { intake: Intake; idempotency: Idempotency; reads: Reads; setupReads: SetupReads };
const CLOCKS_DIFFER_MS = 60_000;

type Body = z.output<typeof SubmitReferral>;

/** For whom: the caller's own company, or the one a person of the vendor names. */
type Sender = { partnerId: string; partnerName: string; onBehalfOf?: { id: string; name: string } };

/** One submission is one transaction: no read goes before it or comes after it, but for people who submit on behalf. */
export const submitReferralRoute = (deps: Deps) =>
  route(submitReferral, async (exchange) => {
    const { caller, body, ticket, now } = exchange;
    checkConsent(body, now);
    const sender = await findSender(deps.setupReads, caller, body);
    const submission = toSubmission(caller, body, sender, ticket);
    const result = await deps.intake.receive(submission);
    switch (result.outcome) {
      case 'refused':
        throw new AppError({ code: result.code, ...(result.facts === undefined ? {} : { facts: result.facts }) });
      case 'same_partner':
        return answerSamePartner(deps, exchange, result);
      default: {
        const record = recordOfReceipt(submission, result.receipt, {
          partnerName: sender.partnerName,
          submitterName: caller.kind === 'user' ? caller.name : null,
          onBehalfOfName: sender.onBehalfOf?.name ?? null,
        });
        const view = presentReceipt(record, caller, new Date(record.submittedAt));
        const headers = { Location: `/v1/referrals/${view.id}`, ...referralHeaders(view) };
        return result.outcome === 'replayed'
          ? replay({ status: 201, headers, text: JSON.stringify(view) })
          : { status: 201, headers, body: view };
      }
    }
  });

/** Nobody has agreed to anything yet that lies ahead; clocks of two machines are never quite the same. */
function checkConsent({ consent }: Body, now: Date): void {
  if (consent.at === undefined || Date.parse(consent.at) <= now.getTime() + CLOCKS_DIFFER_MS) return;
  const errors = [{ pointer: '/consent/at', code: 'invalid', message: 'Consent cannot lie in the future.' }];
  throw new AppError({ code: 'date_out_of_range', facts: { field: 'consent.at', until: now.toISOString(), errors } });
}

async function findSender(setupReads: SetupReads, caller: Caller, body: Body): Promise<Sender> {
  if (caller.partnerId !== null) {
    // A partner speaks for itself only: naming another one is answered as if there were none.
    if (body.partnerId !== undefined && body.partnerId !== caller.partnerId) throw new AppError({ code: 'not_found' });
    if (body.onBehalfOf !== undefined && body.onBehalfOf !== caller.id) throw new AppError({ code: 'forbidden' });
    return { partnerId: caller.partnerId, partnerName: caller.partnerName ?? '' };
  }
  if (body.partnerId === undefined) {
    throw new AppError({
      code: 'invalid_request',
      facts: { errors: [{ pointer: '/partnerId', code: 'required', message: 'Name the partner you submit for.' }] },
    });
  }
  const partner = await setupReads.partner(body.partnerId, null);
  if (partner === undefined) throw new AppError({ code: 'not_found' });
  const sender = { partnerId: partner.id, partnerName: partner.name };
  if (body.onBehalfOf === undefined) return sender;
  const person = await setupReads.user(body.onBehalfOf);
  if (person?.partnerId !== partner.id) throw new AppError({ code: 'not_found' });
  return { ...sender, onBehalfOf: { id: person.id, name: person.name } };
}

function toSubmission(caller: Caller, body: Body, sender: Sender, ticket: Ticket | undefined): Submission {
  const { programId, prospect, company, need, estimatedValue, productLine, project, consent, externalRef } = body;
  const ownChannel = caller.kind === 'api_key' ? 'api' : 'portal';
  return {
    partnerId: sender.partnerId,
    programId,
    channel: caller.partnerId === null ? 'on_behalf' : ownChannel,
    submittedBy: {
      ...actorOf(caller),
      ...(sender.onBehalfOf === undefined ? {} : { onBehalfOf: sender.onBehalfOf.id }),
    },
    caller: caller.id,
    idempotency: ticket === undefined ? undefined : { key: ticket.key, requestHash: ticket.requestHash },
    prospect,
    company,
    need,
    estimatedValue,
    productLine,
    project,
    consent,
    externalRef,
  };
}

type SamePartner = Extract<ReceiveResult, { outcome: 'same_partner' }>;

/** The first referral of the same company, as it stands; the answer is kept, for it would be another one tomorrow. */
async function answerSamePartner(
  { reads, idempotency }: Deps,
  { caller, ticket, now }: Exchange<typeof submitReferral>,
  { referralId, added, replayed }: SamePartner,
): Promise<Reply> {
  if (replayed && ticket !== undefined) {
    const first = await idempotency.look(ticket);
    if (first?.answer !== undefined) return replay(first.answer);
  }
  const record = await reads.referral(scopeOf(caller), referralId);
  if (record === undefined) throw new AppError({ code: 'not_found' });
  const view = presentReferral(record, caller, now);
  const reply: Reply = {
    status: 200,
    headers: { Location: `/v1/referrals/${view.id}`, ...referralHeaders(view) },
    body: { ...view, duplicateOf: 'same_partner', added },
  };
  if (ticket !== undefined) await idempotency.remember(ticket, toStored(reply));
  return reply;
}
