import { z } from 'zod';
import type { NextStep } from '../../domain/referral/nextStep.ts';
import { MAIL_KEYS } from '../../domain/texts/mailText.ts';
import type { DigestContent } from '../mail/port.ts';
import { callFunction } from './callFunction.ts';
import type { Queryable } from './client.ts';

const LIST_MAX = 100;

/** The people that facts name, by id. */
const PEOPLE = (facts: string): string => `coalesce((SELECT jsonb_object_agg(u.id, u.name) FROM users u
  WHERE u.id = ANY (ARRAY[${facts}->>'ownerId', ${facts}->>'previousOwnerId', ${facts}->>'reviewerId', ${facts}->>'authorId'])), '{}')`;

const ITEMS = `SELECT i.referral_id AS "referralId", r.number, r.company_name AS company, r.prospect_name AS prospect,
    i.text, i.facts, i.at, ${PEOPLE('i.facts')} AS people, count(*) OVER ()::int AS total
  FROM digest_items i JOIN referrals r ON r.id = i.referral_id
  WHERE i.user_id = $1 AND i.digest_week = $2 ORDER BY i.at, i.event_id LIMIT ${String(LIST_MAX)}`;

const OPEN = `SELECT r.id AS "referralId", r.number, r.company_name AS company, r.prospect_name AS prospect, r.next, r.feedback,
    o.name AS "ownerName", '{}'::jsonb AS people, count(*) OVER ()::int AS total
  FROM open_referrals_of($1) r LEFT JOIN users o ON o.id = r.owner_id
  ORDER BY coalesce(r.due_at, 'infinity'), r.id LIMIT ${String(LIST_MAX)}`;

const subject = {
  referralId: z.string(),
  number: z.string(),
  company: z.string(),
  prospect: z.string(),
  people: z.record(z.string(), z.string()),
  total: z.int(),
};
const Items = z.array(
  z.object({ ...subject, text: z.enum(MAIL_KEYS), facts: z.record(z.string(), z.unknown()), at: z.date() }),
);
const Open = z.array(
  z.object({
    ...subject,
    next: z.custom<NextStep>((value) => typeof value === 'object' && value !== null),
    feedback: z.string().nullable(),
    ownerName: z.string().nullable(),
  }),
);

/** What one person's mail of the week tells. */
export async function readDigest(database: Queryable, userId: string, week: string): Promise<DigestContent> {
  const items = Items.parse(await database.$queryRawUnsafe(ITEMS, userId, week));
  const open = Open.parse(await database.$queryRawUnsafe(OPEN, userId));
  return {
    items,
    itemCount: items[0]?.total ?? 0,
    open: open.map(({ ownerName, ...referral }) => ({ ...referral, ownerName: ownerName ?? undefined })),
    openCount: open[0]?.total ?? 0,
  };
}

/** Makes the mails of the week that are due, at most `limit`; where to go on, or null after the last. */
export const makeDigests = (
  database: Queryable,
  { at, after, limit }: { at: string; after: string; limit: number },
): Promise<{ made: number; next: string | null }> => callFunction(database, 'make_digests', new Date(at), after, limit);
