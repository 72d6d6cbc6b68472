import { DAY_MS } from '../duration.ts';
import type { ErrorCode } from '../errors.ts';

/** How far ahead a conversation may be put off, and how long the registration is kept after it. */
const RECONTACT_WITHIN_MS = 180 * DAY_MS;
const KEPT_AFTER_MS = 30 * DAY_MS;

/** Good, but not now: when we call again. `reminded`: the owner was told that it is time. */
export type Later = { recontactAt: number; reminded: boolean };

export type LaterResult =
  { ok: true; recontactAt: number; expiresAt: number } | { ok: false; code: ErrorCode; facts: Record<string, string> };

/** A referral is put off once, to a date or moment within 180 days. A plain date means its first moment in UTC. */
export function checkLater(given: { recontactOn: string; now: number; postponed: boolean }): LaterResult {
  if (given.postponed) return { ok: false, code: 'already_postponed', facts: {} };
  const recontactAt = Date.parse(given.recontactOn);
  const latest = given.now + RECONTACT_WITHIN_MS;
  if (!(recontactAt > given.now && recontactAt <= latest)) {
    const facts = { field: 'recontactOn', after: isoOf(given.now), until: isoOf(latest) };
    return { ok: false, code: 'date_out_of_range', facts };
  }
  return { ok: true, recontactAt, expiresAt: recontactAt + KEPT_AFTER_MS };
}

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();
