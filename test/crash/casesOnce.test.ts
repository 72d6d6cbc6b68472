import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCaseDesk } from '../../adapters/database/caseDesk.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import type { CaseCommandName } from '../../domain/cases/caseState.ts';
import type { CasePayload } from '../../domain/cases/commands.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { asName, openCrashWorld, own, type CrashWorld, type Move } from '../support/crashWorld.ts';
import { createProgram } from '../support/factories.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { ON_CASE_COMMANDS, ON_CASE_TIME, ON_REINSTATEMENT } from './points.ts';

const BOUND_MS = 600_000;
const NO = { need: 'no', budget: 'no', authority: 'no', timeline: 'no' } as const;
const CONTACT: Move = { name: 'contact', payload: { channel: 'phone', outcome: 'reached' } };
const NO_BUDGET: Move = { name: 'qualify', payload: { ...NO, outcome: 'disqualified', reasonCode: 'no_budget' } };
const REJECTED = { outcome: 'rejected', effect: 'none' } as const;
const REINSTATED = { outcome: 'upheld', effect: 'reinstate' } as const;

type Contested = { referralId: string; caseId: string; partnerUser: string };
type Word = { name: CaseCommandName; by: string; payload?: CasePayload };

let world: CrashWorld;
beforeAll(async () => {
  world = await openCrashWorld();
}, 300_000);
afterAll(() => world.close());

/** Disqualified, and contested by who submitted it. */
async function contested(name: string, programId = world.program): Promise<Contested> {
  const { referralId, partner } = await world.bring(programId, own(name));
  await world.walk(referralId, [CONTACT, NO_BUDGET]);
  let caseId = '';
  await createCaseDesk(world.database).once(undefined, async (writes) => {
    const by = { kind: 'user' as const, id: partner.userId };
    const note = 'The budget was granted in May.';
    caseId = await writes.open({ referralId, kind: 'disqualified', by, note, at: new Date(), source: 'api' });
    return { status: 201, headers: {}, text: '' };
  });
  return { referralId, caseId, partnerUser: partner.userId };
}

async function say(caseId: string, { name, by, payload = {} }: Word): Promise<void> {
  const recorded = await createCommandLog(world.database).record({
    workflowId: caseWorkflowId(caseId),
    referralId: undefined,
    runId: undefined,
    name,
    actor: { kind: 'user', id: by },
    source: 'web',
    payload,
    texts: { message: 'We have looked at it.' },
    caller: by,
    idempotency: undefined,
  });
  expect(recorded.outcome).toBe('recorded');
  await world.hurry();
}

const untilCaseIs = (caseId: string, state: string): Promise<void> =>
  untilTakenOver(
    async () => (await world.database.case.findUniqueOrThrow({ where: { id: caseId } })).state === state,
    `${caseId} is ${state}`,
  );

const eventsOf = async (referralId: string, type: string): Promise<number> =>
  world.database.event.count({ where: { referralId, type } });

/** What leads to each command, the command itself, and the state and entry it leaves. */
const COMMANDS: Record<
  CaseCommandName,
  { before: boolean; word: (one: Contested) => Word; state: string; type: string }
> = {
  answerCase: {
    before: false,
    word: () => ({ name: 'answerCase', by: world.vendor.samir }),
    state: 'answered',
    type: 'case.answered',
  },
  decideCase: {
    before: false,
    word: () => ({ name: 'decideCase', by: world.vendor.samir, payload: REJECTED }),
    state: 'decided',
    type: 'case.decided',
  },
  withdrawCase: {
    before: false,
    word: ({ partnerUser }) => ({ name: 'withdrawCase', by: partnerUser }),
    state: 'withdrawn',
    type: 'case.withdrawn',
  },
  secondLook: {
    before: true,
    word: ({ partnerUser }) => ({ name: 'secondLook', by: partnerUser }),
    state: 'second_look',
    type: 'case.second_look',
  },
};

describe('a worker that dies over a case', () => {
  it.each(ON_CASE_COMMANDS)(
    'around $name is replaced: the word counts once',
    async ({ name, points }) => {
      const { before, word, state, type } = COMMANDS[name];
      for (const point of points) {
        const one = await world.withWorker(async () => {
          const opened = await contested(asName(point));
          if (before) await say(opened.caseId, { name: 'decideCase', by: world.vendor.samir, payload: REJECTED });
          if (before) await untilCaseIs(opened.caseId, 'decided');
          return opened;
        });
        await world.dieAt(point, () => say(one.caseId, word(one)));
        await world.withWorker(async () => {
          await untilCaseIs(one.caseId, state);
          const isAnswered = async (): Promise<boolean> =>
            (await world.database.command.count({
              where: { workflowId: caseWorkflowId(one.caseId), state: 'pending' },
            })) === 0;
          await untilTakenOver(isAnswered, 'the answer');
        });
        expect(await eventsOf(one.referralId, type)).toBe(1);
      }
    },
    BOUND_MS,
  );

  it(
    'around the word to the story is replaced: the referral is reinstated once, and the story knows',
    async () => {
      const points = [...ON_REINSTATEMENT, 'transition.contacted.after'];
      for (const point of points) {
        const one = await world.withWorker(() => contested(asName(`again-${point}`)));
        const decision = { name: 'decideCase', by: world.vendor.samir, payload: REINSTATED } as const;
        await world.dieAt(point, () => say(one.caseId, decision));
        await world.withWorker(() => world.expectAgreed(one.referralId, 'contacted', 2));
        expect(await eventsOf(one.referralId, 'referral.reopened')).toBe(1);
      }
    },
    BOUND_MS,
  );

  it(
    'when a promise of a case falls due is replaced: whoever decides is reminded once',
    async () => {
      const policy = { caseAnswer: 'PT12S' };
      const soon = await createProgram(world.database, { vendor: world.vendor, policy });
      for (const point of ON_CASE_TIME) {
        const opened = await world.dieAt(point, () => contested(asName(point), soon));
        const { referralId, caseId, partnerUser } = opened;
        await world.withWorker(async () => {
          await untilTakenOver(
            async () => (await eventsOf(referralId, 'case.breached')) > 0,
            'the next step of the ladder',
          );
          // Its later steps would kill the worker that the next one is told by.
          await say(caseId, { name: 'withdrawCase', by: partnerUser });
          await untilCaseIs(caseId, 'withdrawn');
        });
        expect(await eventsOf(referralId, 'case.reminded')).toBe(1);
      }
    },
    BOUND_MS,
  );
});
