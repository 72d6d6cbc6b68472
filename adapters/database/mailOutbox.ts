import { z } from 'zod';
import type { PayoutCalendar } from '../../domain/commission/payoutCalendar.ts';
import { ownEstimate } from '../../domain/commission/split.ts';
import type { NotificationReader, NotificationSettings } from '../../domain/notifications/events.ts';
import { languageOr } from '../../domain/texts/format.ts';
import { MAIL_KEYS } from '../../domain/texts/mailText.ts';
import type { MailPayload } from '../../domain/texts/mailKeys.ts';
import type { MailOutbox, MailReceiverAddress, PendingMail } from '../mail/port.ts';
import { guarded } from './callFunction.ts';
import { gathered } from './gathered.ts';
import type { Queryable } from './client.ts';
import { readDigest } from './mailDigest.ts';

const Payload = z.object({
  eventId: z.string(),
  text: z.enum(MAIL_KEYS),
  referralId: z.string().nullish().default(null),
  receiver: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('submitter') }),
    z.object({ kind: z.literal('partner'), partnerId: z.string() }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
    z.object({ kind: z.literal('payee'), versionId: z.string() }),
  ]),
  facts: z.record(z.string(), z.unknown()).default({}),
  sentTo: z.array(z.string()).default([]),
  standsInFor: z.string().optional(),
});

/** Mails wait in the outbox; who reads them and under which names is looked up when they are sent. */
export function createMailOutbox(database: Queryable): MailOutbox {
  const change = (sql: string, ...values: unknown[]): Promise<void> =>
    guarded(async () => {
      await database.$executeRawUnsafe(sql, ...values);
    });
  return {
    findPending: gathered((outboxIds: readonly string[]) => guarded(() => findPending(database, outboxIds))),
    digestOf: (userId, week) => guarded(() => readDigest(database, userId, week)),
    markSentTo: (outboxId, userId) => change('SELECT settle_mail($1::bigint, $2::text)', outboxId, userId),
    keepForDigest: (outboxId, userId) => change('SELECT keep_for_digest($1::bigint, $2::text)', outboxId, userId),
    postpone: (outboxId, userId, until) =>
      change('SELECT postpone_mail($1::bigint, $2::text, $3::timestamptz)', outboxId, userId, until),
    markDone: gathered(async (outboxIds: readonly string[]) => {
      await change(
        `UPDATE outbox SET done_at = clock_timestamp(), dead_at = NULL, last_error = NULL
         WHERE id = ANY ($1::bigint[]) AND done_at IS NULL`,
        outboxIds,
      );
      return new Map<string, void>();
    }),
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

type Row = {
  id: bigint;
  payload: unknown;
  created_at: Date;
  number: string | null;
  company_name: string;
  prospect_name: string;
  for_other: boolean;
  split_basis_points: number | null;
  feedback: string | null;
  public_text: string | null;
  asked: Record<'question' | 'submitter' | 'partner', string | null> | null;
  written: string | null;
  payout_calendar: PayoutCalendar | null;
  names: Record<string, string> | null;
  person: Receiver | null;
  admins: Receiver[] | null;
  payee: Receiver | null;
};

type Receiver = {
  userId: string;
  name: string;
  email: string;
  language: string;
  zone: string;
  reader: NotificationReader;
  settings: NotificationSettings;
  quietUntil: string | null;
};

const toReceiver = ({ language, quietUntil, ...receiver }: Receiver): MailReceiverAddress => ({
  ...receiver,
  language: languageOr(language),
  quietUntil: quietUntil === null ? null : new Date(quietUntil),
});

/** A person as a mail needs to know them. */
const RECEIVER = `jsonb_build_object('userId', u.id, 'name', u.name, 'email', u.email, 'language', u.language, 'zone', u.zone,
  'reader', CASE WHEN u.partner_id IS NULL THEN 'internal' ELSE 'partner' END, 'settings', u.notifications,
  'quietUntil', quiet_until(u.zone, u.quiet_from, u.quiet_to, clock_timestamp()))`;

/** The address that a version of a payee names: nobody's account, so there is nothing to be set about it. */
const PAYEE_RECEIVER = `jsonb_build_object('userId', v.id, 'name', p.name, 'email', v.contact_email, 'language', coalesce(u.language, 'en'),
  'zone', coalesce(u.zone, 'UTC'), 'reader', 'partner', 'settings', '{}'::jsonb, 'quietUntil', NULL)`;

const receiversOf = ({ payee, person, admins }: Row): Receiver[] => {
  const one = payee ?? person;
  return one === null ? (admins ?? []) : [one];
};

/**
 * One round trip for many mails, for they are by far the most numerous work of the relay. The receiver is a named user; or
 * who handed the referral in, or for whom it was done; or, when that was a key or the person has left, every active administrator of
 * the partner, or of the other one of a split. Somebody inside never gets a partner's mail.
 */
const PENDING = `
  SELECT o.id, o.payload, o.created_at, r.number, r.company_name, r.prospect_name, r.feedback, e.public_text,
    coalesce(o.payload->'receiver'->>'partnerId' <> r.partner_id, false) AS for_other,
    (SELECT s.basis_points FROM referral_splits s WHERE s.referral_id = r.id AND s.state = 'agreed') AS split_basis_points, coalesce(m.text, d.reason, x.reason, y.reason, k.reason,
      CASE o.payload->>'text' WHEN 'invoice_contested' THEN z.reason ELSE z.answer END) AS written,
    CASE WHEN o.payload->'facts' ? 'payableFrom' THEN (SELECT calendar_unless_held(y.body, r.id, coalesce(o.payload->'receiver'->>'partnerId', r.partner_id), r.program_id, r.submitted_at) FROM policy_versions y WHERE y.id = r.policy_version_id) END AS payout_calendar,
    CASE WHEN o.payload->>'text' LIKE 'question%' OR o.payload->>'text' LIKE 'payee%' OR o.payload->>'text' LIKE 'tax%' OR o.payload->>'text' LIKE 'split%' OR o.payload->>'text' LIKE 'invoice%' OR o.payload->>'text' = 'probing_suspected' THEN jsonb_build_object(
      'question', (SELECT q.question FROM questions q WHERE q.referral_id = r.id ORDER BY q.asked_at DESC LIMIT 1),
      'submitter', (SELECT u.name FROM users u WHERE u.partner_id = r.partner_id
        AND u.id = coalesce(r.submitted_by->>'onBehalfOf', r.submitted_by->>'id')),
      'partner', (SELECT p.name FROM partners p WHERE p.id = CASE WHEN o.payload->>'text' LIKE 'split%' THEN o.payload->'facts'->>'partnerId'
        ELSE coalesce(r.partner_id, o.payload->'facts'->>'partnerId') END)) END AS asked,
    (SELECT jsonb_object_agg(u.id, u.name) FROM users u WHERE u.id = ANY (ARRAY[
      o.payload->'facts'->>'ownerId', o.payload->'facts'->>'previousOwnerId', o.payload->'facts'->>'authorId', o.payload->'facts'->>'reviewerId',
      o.payload->>'standsInFor'])) AS names,
    (SELECT ${RECEIVER} FROM users u
      WHERE u.active AND u.id = CASE o.payload->'receiver'->>'kind' WHEN 'user' THEN o.payload->'receiver'->>'userId' WHEN 'partner' THEN NULL
          ELSE coalesce(r.submitted_by->>'onBehalfOf', CASE r.submitted_by->>'kind' WHEN 'user' THEN r.submitted_by->>'id' END) END
        AND (o.payload->'receiver'->>'kind' = 'user' OR u.partner_id = r.partner_id)) AS person,
    (SELECT jsonb_agg(${RECEIVER} ORDER BY u.id) FROM users u
      WHERE o.payload->'receiver'->>'kind' IN ('submitter', 'partner') AND u.active
        AND u.partner_id = coalesce(o.payload->'receiver'->>'partnerId', r.partner_id)
        AND 'partner_admin' = ANY (u.roles)) AS admins,
    (SELECT ${PAYEE_RECEIVER} FROM payee_versions v JOIN partners p ON p.id = v.partner_id LEFT JOIN users u ON u.id = v.changed_by
      WHERE v.id = o.payload->'receiver'->>'versionId') AS payee
  FROM outbox o LEFT JOIN referrals r ON r.id = o.payload->>'referralId' LEFT JOIN events e ON e.id = o.payload->>'eventId'
    LEFT JOIN messages m ON m.id = o.payload->'facts'->>'messageId' AND m.referral_id = r.id AND NOT m.internal
    LEFT JOIN payee_decisions d ON o.payload->>'text' = 'payee_refused' AND d.version_id = o.payload->>'eventId' AND d.decision = 'refused'
    LEFT JOIN tax_decisions x ON o.payload->>'text' = 'tax_refused' AND x.profile_id = o.payload->>'eventId' AND x.decision = 'refused'
    LEFT JOIN partner_invoices y ON o.payload->>'text' = 'invoice_rejected' AND y.id = o.payload->>'eventId'
    LEFT JOIN document_objections z ON o.payload->>'text' IN ('invoice_contested', 'invoice_objection_kept', 'invoice_objection_corrected') AND z.id = o.payload->>'eventId'
    LEFT JOIN deal_corrections k ON o.payload->>'text' IN ('deal_corrected', 'split_corrected') AND k.id = o.payload->'facts'->>'correctionId'
  WHERE o.id = ANY ($1::bigint[]) AND o.kind = 'mail' AND o.done_at IS NULL`;

async function findPending(
  database: Queryable,
  outboxIds: readonly string[],
): Promise<ReadonlyMap<string, PendingMail>> {
  const rows = await database.$queryRawUnsafe<Row[]>(PENDING, outboxIds);
  return new Map(rows.map((row) => [String(row.id), toPendingMail(row)]));
}

function toPendingMail(row: Row): PendingMail {
  const { sentTo, standsInFor, ...payload } = Payload.parse(row.payload);
  const named = (id: unknown): string | undefined => (typeof id === 'string' ? row.names?.[id] : undefined);
  const nameOf = (fact: string): string | undefined => named(payload.facts[fact]);
  return {
    // The facts of each text are optional throughout, so that a parsed record fits every one of them.
    payload: { ...payload, facts: ownEstimate(payload.facts, row.split_basis_points) } as MailPayload,
    at: row.created_at,
    receivers: receiversOf(row).map(toReceiver),
    sentTo,
    standsInFor: named(standsInFor),
    referral:
      row.number === null
        ? undefined
        : row.for_other
          ? { number: row.number, company: row.company_name, prospect: null, feedback: null, isReadable: false }
          : {
              number: row.number,
              company: row.company_name,
              prospect: row.prospect_name,
              feedback: row.feedback,
              isReadable: true,
            },
    owner: nameOf('ownerId'),
    previousOwner: nameOf('previousOwnerId'),
    reviewer: nameOf('reviewerId'),
    author: nameOf('authorId'),
    ...(row.public_text === null ? { message: undefined, answer: undefined } : textsIn(row.public_text)),
    ...(row.written === null ? {} : { message: row.written }),
    question: row.asked?.question ?? undefined,
    submitter: row.asked?.submitter ?? undefined,
    partner: row.asked?.partner ?? undefined,
    payoutCalendar: row.payout_calendar ?? undefined,
  };
}

const EventTexts = z.object({ message: z.string().optional(), answer: z.string().optional() });

/** What a person wrote to the partner with the command this mail tells of: it is public, so it stands in the event. */
const textsIn = (publicText: string): { message: string | undefined; answer: string | undefined } => {
  const texts = EventTexts.safeParse(JSON.parse(publicText)).data;
  return { message: texts?.message, answer: texts?.answer };
};
