import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { advanced, CONTACTED, QUALIFIED, won, type CommandCall, type ReferralView } from '../bench/journey.ts';
import type { Caller } from '../bench/people.ts';
import { movesBesides, type Move } from './besides.ts';
import type { PlannedReferral } from './plan.ts';
import { createStageWatch, type StageWatch } from './stageWatch.ts';
import { untilAnswered, untilDecided, untilRead, type ChaosWorld } from './world.ts';

const PACE_MS = 50;
/** Also when the move was refused and the stage is what it was. */
const BREATH_MS = 500;
const WithId = z.object({ id: z.string() });

/**
 * Every partner and rep at work at once, each referral from the moment on when so much of the run is behind us. Returns when
 * each has done what was planned, or the load is over.
 */
export async function runLoad(
  world: ChaosWorld,
  planned: readonly PlannedReferral[],
  progress: () => number,
): Promise<void> {
  const watch = createStageWatch(world);
  const lives: Promise<void>[] = [];
  for (const referral of planned) {
    while (progress() < referral.at && !world.isOver()) await pause(PACE_MS);
    if (world.isOver()) break;
    lives.push(
      submit(world, referral).then((referralId) =>
        referralId === undefined ? undefined : live({ world, watch }, referral, referralId),
      ),
    );
  }
  await Promise.all(lives);
  watch.stop();
}

/** The id when it is a new referral. Two requests with one key must get one answer. */
async function submit(world: ChaosWorld, planned: PlannedReferral): Promise<string | undefined> {
  const { by, body, key, twice } = planned;
  const send = () => untilAnswered(world, () => world.journey.submit(by, body, key));
  const answers = await Promise.all(twice ? [send(), send()] : [send()]);
  for (const answer of answers) {
    if (answer === undefined || answer.status >= 300) continue;
    world.told.push({ planned, status: answer.status, referralId: WithId.parse(answer.body).id });
  }
  return world.told.find((told) => told.planned === planned && told.status === 201)?.referralId;
}

type Living = { world: ChaosWorld; watch: StageWatch };

/** Moves the referral on by its fate until nothing is left to do for people. */
async function live({ world, watch }: Living, planned: PlannedReferral, referralId: string): Promise<void> {
  const { greta } = world.people.staff;
  const visited = new Set<string>();
  const give = ({ by, call }: Move): Promise<boolean> => {
    const key = randomUUID();
    return untilDecided(world, by, () => world.journey.command(by, referralId, call, key));
  };
  while (!world.isOver()) {
    const referral = await untilRead(world, () => world.journey.read(greta, referralId));
    if (referral === undefined) return;
    const besides = visited.has(referral.stage) ? [] : movesBesides(world, planned, referral.stage);
    visited.add(referral.stage);
    for (const one of besides) await give(one);
    if (besides.length > 0) continue;
    const move = nextMove(world, planned, referral);
    if (move === 'done') return;
    if (move === 'wait') {
      await watch.hasLeft(referralId, referral.stage);
      continue;
    }
    await give(move);
    await pause(BREATH_MS);
  }
}

/** The owner works it when that is one of our reps, else the manager. */
function ownerOf({ people }: ChaosWorld, { owner }: ReferralView): Caller {
  const { nora, timo, greta } = people.staff;
  return [nora, timo].find(({ id }) => id === owner?.id) ?? greta;
}

const lost: CommandCall = { name: 'close', body: { outcome: 'lost', reasonCode: 'competitor' } };
const withdrawn: CommandCall = { name: 'withdraw', body: { reasonCode: 'prospect_request' } };
const accepted: CommandCall = { name: 'review', body: { decision: 'accept' } };

/** Every other disqualification passes the claim on to the next in line. */
const disqualified = (passesOn: boolean): CommandCall => ({
  name: 'qualify',
  body: { ...QUALIFIED.body, outcome: 'disqualified', reasonCode: passesOn ? 'wrong_contact' : 'no_need', quality: 2 },
});

function nextMove(world: ChaosWorld, planned: PlannedReferral, referral: ReferralView): Move | 'wait' | 'done' {
  const { fate, by, amount } = planned;
  const owner = ownerOf(world, referral);
  switch (referral.stage) {
    case 'submitted':
      return 'wait';
    case 'in_review':
      return { by: world.people.staff.greta, call: accepted };
    case 'waitlisted':
      return fate === 'withdrawn' ? { by, call: withdrawn } : 'wait';
    case 'accepted':
      if (fate === 'withdrawn') return { by, call: withdrawn };
      return fate === 'left' ? 'done' : { by: owner, call: CONTACTED };
    case 'contacted':
      return { by: owner, call: fate === 'disqualified' ? disqualified(amount > 1_000_000) : QUALIFIED };
    case 'qualified':
      return { by: owner, call: advanced('opportunity') };
    case 'opportunity':
      return { by: owner, call: fate === 'lost' ? lost : won(`D-${referral.id}`, amount) };
    default:
      return 'done';
  }
}
