import { z } from 'zod';
import { MAIL_KEYS } from '../../domain/texts/mailText.ts';
import type { MailPayload } from '../../domain/texts/mailKeys.ts';
import type { MailOutbox, MailReceiverAddress, PendingMail } from '../mail/port.ts';
import { databaseError } from './callFunction.ts';
import type { Database } from './client.ts';

const Payload = z.object({
  eventId: z.string(),
  text: z.enum(MAIL_KEYS),
  referralId: z.string().nullish().default(null),
  receiver: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('submitter') }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
  ]),
  facts: z.record(z.string(), z.unknown()).default({}),
  sentTo: z.array(z.string()).default([]),
});

type ParsedPayload = z.infer<typeof Payload>;

const SubmittedBy = z.object({ kind: z.string(), id: z.string(), onBehalfOf: z.string().nullish() });

const ADDRESS = { id: true, name: true, email: true } as const;

/** Mails wait in the outbox; who reads them and under which names is looked up when they are sent. */
export function createMailOutbox(database: Database): MailOutbox {
  const change = (sql: string, ...values: unknown[]): Promise<void> =>
    database.$executeRawUnsafe(sql, ...values).then(
      () => undefined,
      (error: unknown) => {
        throw databaseError(error);
      },
    );
  return {
    findPending: async (outboxId) => {
      try {
        return await findPending(database, outboxId);
      } catch (error) {
        throw databaseError(error);
      }
    },
    markSentTo: (outboxId, userId) =>
      change(
        `UPDATE outbox SET payload = jsonb_set(payload, '{sentTo}', coalesce(payload->'sentTo', '[]') || to_jsonb($2::text))
         WHERE id = $1::bigint AND NOT coalesce(payload->'sentTo', '[]') ? $2::text`,
        outboxId,
        userId,
      ),
    markDone: (outboxId) =>
      change(
        `UPDATE outbox SET done_at = clock_timestamp(), dead_at = NULL, last_error = NULL
         WHERE id = $1::bigint AND done_at IS NULL`,
        outboxId,
      ),
    noteFailure: (outboxId, code) =>
      change(
        'UPDATE outbox SET attempts = attempts + 1, last_error = $2 WHERE id = $1::bigint AND done_at IS NULL',
        outboxId,
        code,
      ),
    markDead: (outboxId, code) =>
      change(
        `UPDATE outbox SET dead_at = coalesce(dead_at, clock_timestamp()), last_error = $2
         WHERE id = $1::bigint AND done_at IS NULL`,
        outboxId,
        code,
      ),
  };
}

async function findPending(database: Database, outboxId: string): Promise<PendingMail | undefined> {
  const row = await database.outboxRow.findUnique({ where: { id: BigInt(outboxId) } });
  if (row?.kind !== 'mail' || row.doneAt !== null) return undefined;
  const payload = Payload.parse(row.payload);
  const referral =
    payload.referralId === null ? null : await database.referral.findUnique({ where: { id: payload.referralId } });
  const fact = (name: string): string | undefined => {
    const value = payload.facts[name];
    return typeof value === 'string' ? value : undefined;
  };
  const ids = { owner: fact('ownerId'), previousOwner: fact('previousOwnerId'), reviewer: fact('reviewerId') };
  const nameOf = await namesOf(
    database,
    Object.values(ids).filter((id) => id !== undefined),
  );
  return {
    payload: asPayload(payload),
    at: row.createdAt,
    receivers: await receiversOf(database, payload, referral),
    sentTo: payload.sentTo,
    referral:
      referral === null
        ? undefined
        : {
            number: referral.number,
            company: referral.companyName,
            prospect: referral.prospectName,
            feedback: referral.feedback,
          },
    owner: nameOf(ids.owner),
    previousOwner: nameOf(ids.previousOwner),
    reviewer: nameOf(ids.reviewer),
    message: await messageOf(database, payload.eventId),
  };
}

/** The facts of each text are optional throughout, so that a parsed record fits every one of them. */
const asPayload = ({ eventId, text, referralId, receiver, facts }: ParsedPayload): MailPayload =>
  ({ eventId, text, referralId, receiver, facts }) as MailPayload;

const EventTexts = z.object({ message: z.string().optional() });

/** What a person wrote to the partner with the command this mail tells of: it is public, so it stands in the event. */
async function messageOf(database: Database, eventId: string): Promise<string | undefined> {
  const event = await database.event.findUnique({ where: { id: eventId }, select: { publicText: true } });
  return event === null ? undefined : EventTexts.safeParse(JSON.parse(event.publicText)).data?.message;
}

async function namesOf(database: Database, ids: string[]): Promise<(id: string | undefined) => string | undefined> {
  const users = ids.length === 0 ? [] : await database.user.findMany({ where: { id: { in: ids } }, select: ADDRESS });
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return (id) => (id === undefined ? undefined : names.get(id));
}

type SubmittedReferral = { partnerId: string; submittedBy: unknown } | null;

/**
 * A named user; or who handed the referral in, or for whom it was done; or, when that was a key or the person has left,
 * every active administrator of the partner. Somebody inside never gets a partner's mail.
 */
async function receiversOf(
  database: Database,
  { receiver }: ParsedPayload,
  referral: SubmittedReferral,
): Promise<MailReceiverAddress[]> {
  if (receiver.kind === 'user') {
    return addresses(await database.user.findMany({ where: { id: receiver.userId, active: true }, select: ADDRESS }));
  }
  if (referral === null) return [];
  const { kind, id, onBehalfOf } = SubmittedBy.parse(referral.submittedBy);
  const person = onBehalfOf ?? (kind === 'user' ? id : undefined);
  const ofPartner = { partnerId: referral.partnerId, active: true };
  if (person !== undefined) {
    const found = await database.user.findMany({ where: { id: person, ...ofPartner }, select: ADDRESS });
    if (found.length > 0) return addresses(found);
  }
  return addresses(
    await database.user.findMany({
      where: { ...ofPartner, roles: { has: 'partner_admin' } },
      select: ADDRESS,
      orderBy: { id: 'asc' },
    }),
  );
}

const addresses = (users: readonly { id: string; name: string; email: string }[]): MailReceiverAddress[] =>
  users.map(({ id, name, email }) => ({ userId: id, name, email }));
