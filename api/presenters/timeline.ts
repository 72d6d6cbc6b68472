import type { z } from 'zod';
import type { EventRecord } from '../../adapters/database/readsPort.ts';
import type { TimelineEntry } from '../schemas/timeline.ts';

type Entry = z.output<typeof TimelineEntry>;

/** What a partner reads in full; every other kind of entry is there, but says only that something happened. */
const OPEN_TO_PARTNERS =
  /^(referral\.|contact\.|qualification\.|question\.|extension\.|promotion\.|queue\.|owner\.assigned$|clock\.(breached|paused|resumed)$|deal\.linked$|split\.|case\.(opened|found|answered|decided|second_look|withdrawn|breached|closed)$)/;

/** What the house says to a case is read; who of the house said it is not. */
const SAID_BY_THE_HOUSE = /^case\.(answered|decided)$/;

export function presentEvent(event: EventRecord, reader: 'partner' | 'internal'): Entry {
  if (reader === 'internal') return event;
  // Why an owner changed is the vendor's own affair, and notes are internal.
  const reasonCode = event.type === 'owner.assigned' ? null : event.reasonCode;
  const actor = SAID_BY_THE_HOUSE.test(event.type) ? null : event.actor;
  if (OPEN_TO_PARTNERS.test(event.type)) return { ...event, actor, reasonCode, note: null, routing: null, taken: null };
  return {
    ...event,
    actor: null,
    source: null,
    reasonCode: null,
    note: null,
    message: null,
    routing: null,
    taken: null,
    caseId: null,
  };
}
