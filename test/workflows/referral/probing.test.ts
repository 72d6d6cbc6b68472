import { describe, expect, it } from '@jest/globals';
import { PROBING } from '../../../domain/matching/probing.ts';
import { accepted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { Partner } from '../../support/factories.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

const company = (name: string) => ({
  company: { name, domain: `${name}.example` },
  prospect: { name: 'Ada', email: `ada@${name}.example` },
});

/** So unlike each other that nobody takes one for another. */
const NAMES = ['anvil', 'bramble', 'cobalt', 'dulcimer', 'ember', 'foxglove', 'gantry', 'hollow', 'ibex', 'juniper'];
const OTHERS = [
  'kestrel',
  'lantern',
  'marzipan',
  'nutmeg',
  'obsidian',
  'pewter',
  'quince',
  'rampart',
  'sorrel',
  'tundra',
];

/** One more than an alert needs, each registered for another partner already. */
async function knownCompanies(world: StoryWorld, ending: string): Promise<string[]> {
  const names = NAMES.slice(0, PROBING.knownMin.value + 1).map((name) => `${name}${ending}`);
  for (const name of names) await accepted(world, { by: world.partner, ...company(name) });
  return names;
}

async function referInLine(world: StoryWorld, by: Partner, name: string): Promise<string> {
  const { referralId } = await world.submit({ by, ...company(name) });
  await world.isIn(referralId, 'waitlisted');
  return referralId;
}

const alertsOf = async (world: StoryWorld, referralIds: readonly string[]) =>
  (await Promise.all(referralIds.map((id) => world.mails(id))))
    .flat()
    .filter(({ text }) => text === 'probing_suspected');

describe('a partner whose referrals name known companies too often', () => {
  it(
    'is looked at by the partner manager, who is told once a day; the partner learns nothing of it',
    inWorld(async (world) => {
      const names = await knownCompanies(world, 'works');
      const prober = await world.anotherPartner();
      const asked: string[] = [];
      for (const name of names) asked.push(await referInLine(world, prober, name));
      const alerts = await alertsOf(world, asked);
      const { knownMin, windowDays } = PROBING;
      expect(alerts).toEqual([
        {
          text: 'probing_suspected',
          receiver: world.vendor.samir,
          facts: { decided: knownMin.value, known: knownMin.value, days: windowDays.value },
        },
      ]);
      const rows = await world.database.probingAlert.findMany({ where: { partnerId: prober.id } });
      expect(rows).toMatchObject([{ referralId: asked[knownMin.value - 1], known: knownMin.value }]);
      for (const referralId of asked)
        expect(JSON.stringify(await world.timeline(referralId))).not.toMatch(/probing|suspect/);
    }),
  );

  it(
    'is not suspected while more of them are new than known',
    inWorld(async (world) => {
      const names = await knownCompanies(world, 'mills');
      const honest = await world.anotherPartner();
      for (const name of OTHERS) await accepted(world, { by: honest, ...company(name) });
      const asked: string[] = [];
      for (const name of names) asked.push(await referInLine(world, honest, name));
      expect(await alertsOf(world, asked)).toEqual([]);
      expect(await world.database.probingAlert.count({ where: { partnerId: honest.id } })).toBe(0);
    }),
  );
});
