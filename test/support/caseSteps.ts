import { createCaseDesk } from '../../adapters/database/caseDesk.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import type { Delivered } from '../../adapters/database/port.ts';
import { createStories } from '../../adapters/temporal/stories.ts';
import type { CaseCommandName, CaseState } from '../../domain/cases/caseState.ts';
import type { CasePayload } from '../../domain/cases/commands.ts';
import type { CaseKind } from '../../domain/cases/kinds.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { contacted } from './storySteps.ts';
import { until } from './storyWorld.ts';
import type { StoryWorld } from './storyWorld.ts';

const DELIVERY_MS = 8_000;

/** A referral that was found not to fit by the person who sells. */
export async function disqualified(world: StoryWorld, changes: Parameters<StoryWorld['submit']>[0] = {}) {
  const referral = await contacted(world, changes);
  const answers = { need: 'no', budget: 'no', authority: 'no', timeline: 'no' } as const;
  await world.give(referral.referralId, 'qualify', referral.owner, {
    ...answers,
    outcome: 'disqualified',
    reasonCode: 'no_budget',
  });
  await world.isIn(referral.referralId, 'disqualified');
  return referral;
}

/** A registration that ended without an opportunity, though every promise of ours was kept. */
export async function expired(world: StoryWorld, changes: Parameters<StoryWorld['submit']>[0] = {}) {
  const referral = await contacted(world, changes);
  await world.pass('P90DT1M');
  await world.isIn(referral.referralId, 'expired');
  return referral;
}

/** The partner contests it, with the rights of the API and nothing more; gives the id of the case, whose story runs. */
export async function contest(
  world: StoryWorld,
  referralId: string,
  kind: CaseKind,
  by: Actor = { kind: 'user', id: world.partner.userId },
): Promise<string> {
  const api = createDatabase({ url: world.url, role: 'fairlead_api', connections: 2 });
  let caseId = '';
  try {
    await createCaseDesk(api).once(undefined, async (writes) => {
      const at = new Date(await world.nowMs());
      caseId = await writes.open({ referralId, kind, by, note: 'The budget was granted in May.', at, source: 'api' });
      return { status: 201, headers: {}, text: '' };
    });
  } finally {
    await api.$disconnect();
  }
  await world.relay();
  return caseId;
}

export const caseRow = (world: StoryWorld, caseId: string) =>
  world.database.case.findUniqueOrThrow({ where: { id: caseId } });

export const caseStory = async (world: StoryWorld, caseId: string): Promise<CaseState> =>
  (await caseRow(world, caseId)).story as CaseState;

export const caseIs = (world: StoryWorld, caseId: string, state: CaseState['state']): Promise<void> =>
  until(async () => (await caseRow(world, caseId)).state === state, state);

type Given = { payload?: CasePayload; texts?: Record<string, string> };

/** A decision as the API gives it: the row first, then the update. */
export async function giveCase(
  world: StoryWorld,
  caseId: string,
  name: CaseCommandName,
  userId: string,
  { payload = {}, texts = { message: 'We have looked at it.' } }: Given = {},
): Promise<Delivered> {
  const workflowId = caseWorkflowId(caseId);
  const actor = { kind: 'user' as const, id: userId };
  const recorded = await createCommandLog(world.database).record({
    workflowId,
    referralId: undefined,
    runId: undefined,
    name,
    actor,
    source: 'web',
    payload,
    texts,
    caller: userId,
    idempotency: undefined,
  });
  if (recorded.outcome !== 'recorded') throw new Error(JSON.stringify(recorded));
  const { client, database } = world;
  return createStories({ client, database }).deliver(
    { workflowId, name, commandId: recorded.commandId, actor, payload },
    DELIVERY_MS,
  );
}

/** What the timeline of the referral says of its cases, in order. */
export const caseEvents = async (world: StoryWorld, referralId: string): Promise<string[]> =>
  (await world.timeline(referralId)).map(({ type }) => type).filter((type) => type.startsWith('case.'));
