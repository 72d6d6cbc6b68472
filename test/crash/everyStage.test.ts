import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Stage } from '../../domain/referral/stages.ts';
import { asName, openCrashWorld, own, type CrashWorld, type Move } from '../support/crashWorld.ts';
import { createProgram } from '../support/factories.ts';
import { untilTakenOver } from '../support/spawnWorker.ts';
import { AT_THE_END_OF_A_LINE, DECIDED_STAGES, ON_CRM_WRITE, ON_EXPIRY, ON_REVIEW, aroundStage } from './points.ts';
import { TODAY } from '../support/today.ts';

const BOUND_MS = 600_000;
const YES = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' } as const;
const NO = { need: 'no', budget: 'no', authority: 'no', timeline: 'no' } as const;
const WON = {
  outcome: 'won',
  amount: { amount: 4_800_000, currency: 'EUR' },
  closedOn: TODAY,
  dealId: 'D',
} as const;

const CONTACT: Move = { name: 'contact', payload: { channel: 'phone', outcome: 'reached' } };
const QUALIFY: Move = { name: 'qualify', payload: { ...YES, outcome: 'qualified', quality: 5 } };
const NO_NEED: Move = { name: 'qualify', payload: { ...NO, outcome: 'disqualified', reasonCode: 'no_need' } };
const LOST: Move = { name: 'close', payload: { outcome: 'lost', reasonCode: 'competitor' } };
const advanced = (stage: 'opportunity' | 'proposal' | 'negotiation'): Move => ({ name: 'advance', payload: { stage } });

type Decision = (point: string) => { way: Move[]; last: Move };

/** The way to the stage before, and the one decision that a worker does not survive. */
const DECISIONS: Record<(typeof DECIDED_STAGES)[number], Decision> = {
  contacted: () => ({ way: [], last: CONTACT }),
  disqualified: () => ({ way: [CONTACT], last: NO_NEED }),
  qualified: () => ({ way: [CONTACT], last: QUALIFY }),
  opportunity: () => ({ way: [CONTACT, QUALIFY], last: advanced('opportunity') }),
  proposal: () => ({ way: [CONTACT, QUALIFY], last: advanced('proposal') }),
  negotiation: () => ({ way: [CONTACT, QUALIFY], last: advanced('negotiation') }),
  won: (point) => ({
    way: [CONTACT, QUALIFY],
    last: { name: 'close', payload: { ...WON, dealId: `D-${asName(point)}` } },
  }),
  lost: () => ({ way: [CONTACT, QUALIFY], last: LOST }),
};

let world: CrashWorld;
beforeAll(async () => {
  world = await openCrashWorld();
}, 300_000);
afterAll(() => world.close());

describe('a worker that dies', () => {
  it(
    'around any decision of a person is replaced: the decision counts once, in the record and in the story',
    async () => {
      const { bring, walk, leave, withWorker, dieAt, expectAgreed, program } = world;
      const planned = DECIDED_STAGES.flatMap((to) =>
        aroundStage(to).map((point) => ({ to, point, ...DECISIONS[to](point), referralId: '' })),
      );
      await withWorker(async () => {
        for (const one of planned) one.referralId = (await bring(program, own(asName(one.point)))).referralId;
        for (const { referralId, way } of planned) await walk(referralId, way);
      });
      for (const { point, referralId, last } of planned) await dieAt(point, () => leave(referralId, last));
      await withWorker(async () => {
        for (const { referralId, to } of planned) await expectAgreed(referralId, to, 1);
      });
    },
    BOUND_MS,
  );

  it(
    'around the writing to the CRM is replaced: the record there says what became of it',
    async () => {
      const { bring, walk, leave, withWorker, dieAt, expectAgreed, program, database } = world;
      const ended: string[] = [];
      await withWorker(async () => {
        for (const point of ON_CRM_WRITE) ended.push((await bring(program, own(asName(point)))).referralId);
        for (const referralId of ended) await walk(referralId, [CONTACT, QUALIFY]);
      });
      for (const [place, point] of ON_CRM_WRITE.entries()) await dieAt(point, () => leave(ended[place] ?? '', LOST));
      await withWorker(async () => {
        for (const referralId of ended) {
          await expectAgreed(referralId, 'lost', 1);
          const { number } = await database.referral.findUniqueOrThrow({ where: { id: referralId } });
          await untilTakenOver(
            async () => (await database.crmRecord.findFirst({ where: { referralNumber: number } }))?.credit === 'none',
            `the CRM says that ${number} has ended`,
          );
        }
      });
    },
    BOUND_MS,
  );

  it(
    'around the end of a line is replaced: who waited is declined once, and the story knows',
    async () => {
      const { bring, walk, leave, withWorker, dieAt, expectAgreed, untilIn, program } = world;
      const lines: { point: string; head: string; next: string }[] = [];
      await withWorker(async () => {
        for (const point of AT_THE_END_OF_A_LINE) {
          const { referralId: head } = await bring(program, own(asName(point)));
          await walk(head, [CONTACT]);
          const { referralId: next } = await bring(program, own(asName(point)));
          await untilIn(next, 'waitlisted');
          lines.push({ point, head, next });
        }
      });
      for (const { point, head } of lines) await dieAt(point, () => leave(head, NO_NEED));
      await withWorker(async () => {
        for (const { next } of lines) await expectAgreed(next, 'declined', 1);
      });
    },
    BOUND_MS,
  );

  it.each<{ stage: Stage; points: string[] }>([
    { stage: 'in_review', points: ON_REVIEW },
    { stage: 'expired', points: ON_EXPIRY },
  ])(
    'around what leads to $stage by itself is replaced: it happens once',
    async ({ stage, points }) => {
      const { bring, withWorker, dieAt, expectAgreed, untilIn, program, database, vendor } = world;
      const soon = await createProgram(database, { vendor, policy: { expiry: 'PT5S' } });
      const ids: string[] = [];
      for (const point of points) {
        const name = asName(point);
        if (stage === 'in_review')
          await withWorker(async () => untilIn((await bring(program, own(name))).referralId, 'accepted'));
        const changes = own(name);
        const lookAlike = { company: { name, domain: `${name}-group.example` }, prospect: changes.prospect };
        await dieAt(point, async () => {
          const brought =
            stage === 'in_review'
              ? await bring(program, { ...lookAlike, prospect: { name: 'Bo', email: `bo@${name}-group.example` } })
              : await bring(soon, changes);
          ids.push(brought.referralId);
        });
      }
      await withWorker(async () => {
        for (const id of ids) await expectAgreed(id, stage, 1);
      });
    },
    BOUND_MS,
  );
});
