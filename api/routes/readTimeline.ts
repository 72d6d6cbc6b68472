import type { Reads } from '../../adapters/database/readsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { scopeOf } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { readTimeline } from '../operations/referrals.ts';
import { presentEvent } from '../presenters/timeline.ts';
import { route } from '../route.ts';

export const readTimelineRoute = ({ reads }: { reads: Reads }) =>
  route(readTimeline, async ({ caller, ids, query }) => {
    const filter = { timelineOf: ids.id };
    const page = await reads.timeline(scopeOf(caller), ids.id, pageRequest(query, filter));
    if (page === undefined) throw new AppError({ code: 'not_found' });
    const reader = caller.partnerId === null ? 'internal' : 'partner';
    const data = page.rows.map((event) => presentEvent(event, reader));
    return { status: 200, body: pageAnswer(data, page.next, filter) };
  });
