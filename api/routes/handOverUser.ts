import type { SetupReads } from '../../adapters/database/setupPort.ts';
import type { OwnedRecord, Staff } from '../../adapters/database/staffPort.ts';
import type { Stories } from '../../adapters/temporal/port.ts';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { actorOf } from '../auth/caller.ts';
import { handOverUser } from '../operations/users.ts';
import { route, toStored } from '../route.ts';

type Deps = { staff: Staff; setupReads: SetupReads; stories: Stories; storyOf: (referralId: string) => string };
type Result = {
  referralId: string;
  number: string;
  company: string;
  state: 'done' | 'pending' | 'refused';
  code: ErrorCode | null;
};

/** One request asks for so many at most; a repeat goes on. */
const ITEMS_MAX = 500;
const AT_ONCE = 8;
const STORY_WAIT_MS = 2_000;
/** Then what is not carried out yet is left to the relay, and the request is answered. */
const PATIENCE_MS = 6_000;

/** Everything open that somebody owns goes to others: stored first, then carried out as far as there is time. */
export const handOverUserRoute = (deps: Deps) =>
  route(handOverUser, async ({ caller, ids, body, ticket }) => {
    const { staff, setupReads } = deps;
    const user = await setupReads.user(ids.id);
    if (user === undefined || user.partnerId !== null) throw new AppError({ code: 'not_found' });
    if (body.deactivate && (!caller.roles.includes('program_admin') || user.id === caller.id))
      throw new AppError({ code: 'forbidden', detail: 'Another administrator deactivates a person.' });
    const to = body.to === 'by_rule' ? null : body.to;
    const asked = { userId: user.id, to, deactivate: body.deactivate, by: actorOf(caller), max: ITEMS_MAX };
    await staff.once(undefined, async (writes) => {
      await writes.handOver(asked);
      return toStored({ status: 204 });
    });
    const items = await carryOut(deps, await staff.owned(user.id, ITEMS_MAX));
    const remaining = (await staff.owned(user.id, ITEMS_MAX)).length;
    const after = { id: user.id, name: user.name, active: user.active && !body.deactivate };
    return answerOnce(staff, ticket, () => Promise.resolve({ status: 200, body: { user: after, items, remaining } }));
  });

/** A few stories at a time, in order of their deadlines. */
async function carryOut(deps: Deps, owned: readonly OwnedRecord[]): Promise<Result[]> {
  const until = Date.now() + PATIENCE_MS;
  const results: Result[] = [];
  for (let start = 0; start < owned.length; start += AT_ONCE) {
    const batch = owned.slice(start, start + AT_ONCE);
    results.push(...(await Promise.all(batch.map((item) => giveOne(deps, item, Date.now() < until)))));
  }
  return results;
}

async function giveOne({ stories, storyOf }: Deps, item: OwnedRecord, isTime: boolean): Promise<Result> {
  const { referralId, number, company, command } = item;
  const pending: Result = { referralId, number, company, state: 'pending', code: null };
  if (command === null || !isTime) return pending;
  const { id: commandId, actor, payload } = command;
  const message = { workflowId: storyOf(referralId), name: 'assign', commandId, actor, payload };
  const delivered = await stories.deliver(message, STORY_WAIT_MS);
  if (delivered.outcome === 'done') return { ...pending, state: 'done' };
  return delivered.outcome === 'refused' ? { ...pending, state: 'refused', code: delivered.code } : pending;
}
