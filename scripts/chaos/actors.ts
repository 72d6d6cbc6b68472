import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Http } from '../bench/http.ts';
import { advanced, CONTACTED, createJourney, QUALIFIED, won, type CommandCall } from '../bench/journey.ts';
import type { Caller, PartnerKey, People } from '../bench/people.ts';
import { submissionBody } from '../bench/submission.ts';
import { persist, persistCommand } from './persistence.ts';
import type { Random } from './random.ts';

const CONTESTED_COMPANIES = 10;
const CONTESTED_SHARE = 0.3;
const LOOK_MS = 300;
const STARTED_WITHIN_MS = 120_000;

const Created = z.object({ id: z.string(), duplicateOf: z.string().optional() });
const Seen = z.object({ stage: z.string() });

/** What is done with a referral once its claim is held. */
const NO_BUDGET: CommandCall = {
  name: 'qualify',
  body: { ...QUALIFIED.body, budget: 'no', outcome: 'disqualified', reasonCode: 'no_budget', quality: 2 },
};
const LOST: CommandCall = { name: 'close', body: { outcome: 'lost', reasonCode: 'competitor' } };
const WITHDRAWN: CommandCall = { name: 'withdraw', body: { reasonCode: 'prospect_request' } };

export type Plan = {
  number: number;
  partner: PartnerKey;
  company: string;
  startAfterMs: number;
  path: 'leave' | 'withdraw' | 'disqualify' | 'lose' | 'win';
};

/** Who refers whom and what becomes of it, from the seed alone. */
export const planReferrals = (args: { random: Random; count: number; people: People; spreadMs: number }): Plan[] =>
  Array.from({ length: args.count }, (_, number) => ({
    number,
    partner: args.random.pick(args.people.partners),
    company: args.random.chance(CONTESTED_SHARE)
      ? `contested${String(args.random.below(CONTESTED_COMPANIES))}`
      : `company${String(number)}`,
    startAfterMs: Math.round((args.spreadMs * number) / args.count),
    path: args.random.pick(['leave', 'withdraw', 'disqualify', 'lose', 'win', 'win', 'win'] as const),
  }));

/** What the world was told, to be held against what is stored. */
export type Told = { key: string; referralId: string; isNew: boolean; commandsDone: number };

/** One referral from its POST on; every call is repeated with its own key until it is answered for good. */
export async function live(http: Http, people: People, plan: Plan): Promise<Told> {
  await pause(plan.startAfterMs);
  const journey = createJourney(http);
  const key = `chaos-${String(plan.number)}`;
  const body = submissionBody({
    programId: people.programId,
    company: plan.company,
    person: `p${String(plan.number)}`,
  });
  const answer = await persist(() => journey.submit(plan.partner, body, key));
  if (answer.status !== 201 && answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const { id, duplicateOf } = Created.parse(answer.body);
  const told: Told = { key, referralId: id, isNew: duplicateOf === undefined, commandsDone: 0 };
  if (!told.isNew || (await stageOnceChecked(http, people, id)) !== 'accepted') return told;
  for (const [place, { by, command }] of stepsOf(plan, people).entries()) {
    const outcome = await persistCommand(http, by, () => journey.command(by, id, command, `${key}-${String(place)}`));
    if (outcome !== 'done') throw new Error(`${command.name} on ${id}: ${outcome}`);
    told.commandsDone += 1;
  }
  return told;
}

function stepsOf({ path, partner, number }: Plan, { staff }: People): { by: Caller; command: CommandCall }[] {
  const manager = (command: CommandCall): { by: Caller; command: CommandCall } => ({ by: staff.greta, command });
  switch (path) {
    case 'leave':
      return [];
    case 'withdraw':
      return [{ by: partner, command: WITHDRAWN }];
    case 'disqualify':
      return [CONTACTED, NO_BUDGET].map(manager);
    case 'lose':
      return [CONTACTED, QUALIFIED, advanced('proposal'), LOST].map(manager);
    case 'win':
      return [CONTACTED, QUALIFIED, advanced('opportunity'), won(`D-${String(number)}`, 1_000_000 + number)].map(
        manager,
      );
    default:
      return path satisfies never;
  }
}

async function stageOnceChecked(http: Http, { staff }: People, id: string): Promise<string> {
  const deadline = Date.now() + STARTED_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await persist(() =>
      http.call({ method: 'GET', path: `/v1/referrals/${id}`, headers: staff.greta.headers }),
    );
    const { stage } = Seen.parse(answer.body);
    if (stage !== 'submitted') return stage;
    await pause(LOOK_MS);
  }
  throw new Error(`the story of ${id} was not told in time`);
}
