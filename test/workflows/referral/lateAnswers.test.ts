import { describe, expect, it } from '@jest/globals';
import { accepted, contacted } from '../../support/storySteps.ts';
import { storyTests } from '../../support/storyTests.ts';
import type { StoryWorld } from '../../support/storyWorld.ts';

const inWorld = storyTests();

const ask = (world: StoryWorld, referralId: string, by: string, question = 'Which plant?') =>
  world.give(referralId, 'ask', by, {}, { question });
const answer = (world: StoryWorld, referralId: string, by = world.partner.userId) =>
  world.give(referralId, 'answer', by, {}, { answer: 'The one in Malmö.' });
const questionsOf = (world: StoryWorld, referralId: string) =>
  world.database.question.findMany({ where: { referralId }, orderBy: { askedAt: 'asc' } });
const typesOf = async (world: StoryWorld, referralId: string) =>
  (await world.timeline(referralId)).map(({ type }) => type);
const mailsOf = async (world: StoryWorld, referralId: string) =>
  (await world.mails(referralId)).map(({ text, receiver }) => [text, receiver]);

describe('an answer that comes late', () => {
  const sameCompany = (domain: string) => ({
    company: { name: domain, domain },
    prospect: { name: 'Ada', email: `ada@${domain}` },
  });

  it(
    'takes up again what ended for want of it, in the stage that was left, for fourteen days',
    inWorld(async (world) => {
      const { referralId, owner } = await contacted(world);
      await ask(world, referralId, owner);
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      expect((await world.row(referralId)).next).toMatchObject({ facts: { answerUntil: expect.any(String) } });
      await world.handle(referralId).result();
      await world.pass('P13D');
      expect((await answer(world, referralId)).answer).toEqual({ outcome: 'done' });
      expect(await world.row(referralId)).toMatchObject({ stage: 'contacted', outcome: null, ownerId: owner });
      expect(await questionsOf(world, referralId)).toMatchObject([{ state: 'answered', answer: 'The one in Malmö.' }]);
      expect((await typesOf(world, referralId)).slice(-3)).toContain('question.answered');
      expect(await mailsOf(world, referralId)).toContainEqual(['question_answered', owner]);
    }),
  );

  it(
    'waits behind whoever has got the claim meanwhile',
    inWorld(async (world) => {
      const first = await accepted(world, sameCompany('late-answer.example'));
      const second = await world.submit({ by: await world.anotherPartner(), ...sameCompany('late-answer.example') });
      await world.isIn(second.referralId, 'waitlisted');
      await ask(world, first.referralId, first.owner);
      await world.pass('P7DT1H');
      await world.isIn(first.referralId, 'expired');
      await world.relay();
      await world.isIn(second.referralId, 'accepted');
      await world.handle(first.referralId).result();
      expect((await answer(world, first.referralId)).answer).toEqual({ outcome: 'done' });
      expect((await world.row(first.referralId)).stage).toBe('waitlisted');
      expect((await world.row(second.referralId)).stage).toBe('accepted');
    }),
  );

  it(
    'is too late after fourteen days, and wakes nothing that ended for another reason',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await ask(world, referralId, owner);
      await world.pass('P7DT1H');
      await world.isIn(referralId, 'expired');
      await world.handle(referralId).result();
      await world.pass('P15D');
      expect((await answer(world, referralId)).answer).toMatchObject({ outcome: 'refused', code: 'no_open_question' });
      expect((await world.row(referralId)).stage).toBe('expired');
    }),
  );
});

describe('a question that comes from any Temporal client', () => {
  const raw = (world: StoryWorld, referralId: string, name: string, id: string, userId: string, text: object = {}) =>
    world.handle(referralId).signal(name, { commandId: id, actor: { kind: 'user', id: userId }, ...text });

  it(
    'counts with its text in the database, from whom the API would let ask and answer',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      await raw(world, referralId, 'ask', 'a-1', owner, { question: 'Which plant?' });
      await world.tells(referralId, 'question.asked');
      await raw(world, referralId, 'answer', 'a-2', world.partner.userId, { answer: 'Malmö' });
      await world.tells(referralId, 'question.answered');
      expect(await questionsOf(world, referralId)).toMatchObject([{ question: 'Which plant?', answer: 'Malmö' }]);
    }),
  );

  it(
    'is refused from everybody else, and without its text',
    inWorld(async (world) => {
      const { referralId, owner } = await accepted(world);
      const { abel, paul, nora, tom } = world.vendor;
      const askers = [abel, paul, world.partner.userId, owner === nora ? tom : nora];
      for (const [place, id] of askers.entries())
        await raw(world, referralId, 'ask', `q-${String(place)}`, id, { question: 'Why?' });
      await raw(world, referralId, 'ask', 'q-empty', owner, { question: ' ' });
      await world.tells(referralId, 'command.refused', askers.length + 1);
      await ask(world, referralId, owner);
      const stranger = (await world.anotherPartner()).adminId;
      for (const [place, id] of [owner, abel, stranger].entries())
        await raw(world, referralId, 'answer', `n-${String(place)}`, id, { answer: 'So.' });
      await world.tells(referralId, 'command.refused', askers.length + 4);
      const refused = (await world.timeline(referralId)).filter(({ type }) => type === 'command.refused');
      expect(refused.map((event) => event.public['code'])).toEqual([
        ...askers.map(() => 'forbidden'),
        'invalid_request',
        ...[1, 2, 3].map(() => 'forbidden'),
      ]);
      expect((await world.row(referralId)).next).toMatchObject({ situation: 'open_question' });
    }),
  );
});
