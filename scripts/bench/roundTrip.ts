import { acceptedReferral, command, type FlowWorld } from './flowJourneys.ts';
import { advanced, CONTACTED, QUALIFIED } from './journey.ts';
import { openLoop } from './load.ts';
import { spreadOf, type Spread } from './stats.ts';

const REFERRALS = 20;
const STAGES = ['opportunity', 'proposal', 'negotiation'];

/** What a rep waits for between the click and the answer: an update through API, story and projection, at an easy pace. */
export async function commandRoundTrip(
  world: FlowWorld,
  args: { perSecond: number; seconds: number },
): Promise<{ spread: Spread; errors: string[]; later: number }> {
  const [partner] = world.people.partners;
  if (partner === undefined) throw new Error('no partners');
  const ids: string[] = [];
  for (let count = 0; count < REFERRALS; count += 1) {
    const id = await acceptedReferral(world, partner);
    await command(world, id, CONTACTED);
    await command(world, id, QUALIFIED);
    ids.push(id);
  }
  const before = world.tally.later;
  const samples = await openLoop({
    ...args,
    call: async (place) => {
      const stage = STAGES[Math.floor(place / REFERRALS) % STAGES.length] ?? 'opportunity';
      await command(world, ids[place % REFERRALS] ?? '', advanced(stage));
    },
  });
  return {
    spread: spreadOf(samples.map(({ latencyMs }) => latencyMs)),
    errors: samples.flatMap(({ error }) => (error === undefined ? [] : [error])),
    later: world.tally.later - before,
  };
}
