import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { person } from '../../support/apiServer.ts';
import { apiKey, moveTo, partner, program } from '../../support/apiWorld.ts';
import { said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';

let world: CommandWorld;
let id: string;

beforeAll(async () => {
  world = await startCommandWorld();
});

beforeEach(async () => {
  id = await world.renew();
});

afterAll(() => world.api.close());

const QUESTION = { question: 'Which plant?', note: 'They have three.' };
const ANSWER = { answer: 'The one in Malmö.' };
const BY = '2027-01-04T10:00:00.000Z';

/** As the story leaves it once it has asked. */
async function asked(stage = 'accepted'): Promise<void> {
  const next = {
    situation: 'open_question',
    action: 'answer',
    who: 'partner',
    dueAt: BY,
    facts: { kind: 'asked', answerBy: BY, paused: 1 },
  };
  await world.api.planted.referral.update({ where: { id }, data: { stage, ownerId: world.owner.id, next } });
  await world.api.planted.question.create({
    data: {
      id: `cmd_${id}`,
      referralId: id,
      kind: 'asked',
      state: 'open',
      question: 'Which plant?',
      askedBy: world.owner.id,
      askedAt: new Date('2026-12-28T10:00:00.000Z'),
      answerBy: new Date(BY),
    },
  });
}

const read = (who: { session?: string; key?: string }) => world.api.call('GET', `/v1/referrals/${id}`, who);

describe('200: asking and answering', () => {
  it.each(['submitted', 'in_review', 'waitlisted', 'accepted', 'contacted', 'qualified', 'negotiation'])(
    'the owner asks in %s; the words stay in the row of the command',
    async (stage) => {
      await moveTo(world.api, id, { stage, ownerId: world.owner.id });
      expect(said(await world.give(id, 'ask', QUESTION))).toEqual({ status: 200, code: undefined });
      expect(world.api.stories.delivered).toMatchObject([{ name: 'ask', payload: {} }]);
      expect(JSON.stringify(world.api.stories.delivered)).not.toContain('plant');
      const row = await world.api.database.command.findFirstOrThrow({ where: { referralId: id, name: 'ask' } });
      expect(row.payload).toMatchObject({ texts: QUESTION });
    },
  );

  it.each([
    { who: 'the submitting key', as: () => ({ key: world.own.key }) },
    { who: 'the partner’s admin', as: () => world.own.admin },
  ])('$who answers', async ({ as }) => {
    await asked();
    expect(said(await world.give(id, 'answer', ANSWER, as()))).toEqual({ status: 200, code: undefined });
    const row = await world.api.database.command.findFirstOrThrow({ where: { referralId: id, name: 'answer' } });
    expect(row.payload).toMatchObject({ message: {}, texts: ANSWER });
  });

  it('another key of the partner with the scope to write answers too', async () => {
    await asked();
    const key = await apiKey(world.api, world.own.id, ['referrals:write', 'referrals:read']);
    expect((await world.give(id, 'answer', ANSWER, { key })).status).toBe(200);
  });

  it('the same key gets the same answer, and the question is asked once', async () => {
    await moveTo(world.api, id, { stage: 'accepted', ownerId: world.owner.id });
    const first = await world.give(id, 'ask', QUESTION, world.owner, 'once');
    const second = await world.give(id, 'ask', QUESTION, world.owner, 'once');
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(world.api.stories.delivered).toHaveLength(1);
  });
});

describe('what is read while the partner has to answer', () => {
  it('both sides see whose turn it is and what is asked; who asked is for the house to know', async () => {
    await asked();
    const forPartner = await read(world.own.admin);
    expect(forPartner.body).toMatchObject({
      stage: 'accepted',
      waitingOn: 'partner',
      answerBy: BY,
      questions: [{ kind: 'asked', state: 'open', question: 'Which plant?', askedBy: null, answer: null }],
      next: { situation: 'open_question', action: 'answer', who: 'partner', dueAt: BY },
    });
    expect(forPartner.body['actions']).toContain('answer');
    const sentence = (forPartner.body['next'] as { sentence: string }).sentence;
    expect(sentence).toContain('“Which plant?”');
    expect(sentence).toContain('Our clock is paused.');
    const forOwner = await read(world.owner);
    expect(forOwner.body).toMatchObject({ questions: [{ askedBy: world.owner.name }] });
    expect(forOwner.body['actions']).not.toContain('ask');
  });

  it('nobody waits for a partner who was not asked', async () => {
    await moveTo(world.api, id, { stage: 'accepted', ownerId: world.owner.id });
    const { body } = await read(world.own.admin);
    expect(body).toMatchObject({ waitingOn: null, answerBy: null, questions: [] });
    expect(body['actions']).not.toContain('answer');
    expect((await read(world.owner)).body['actions']).toContain('ask');
  });

  it('the list can be narrowed to what waits for the partner', async () => {
    const other = id;
    id = await world.renew();
    await asked();
    const list = async (query: string, who: { session?: string; key?: string }) => {
      const { body } = await world.api.call<{ data: { id: string }[] }>('GET', `/v1/referrals?${query}`, who);
      return body.data.map((row) => row.id);
    };
    const waiting = await list('waiting_on=partner&limit=100', world.own.admin);
    expect(waiting).toContain(id);
    expect(waiting).not.toContain(other);
    expect(await list('waiting_on=partner', world.lead)).toContain(id);
    expect((await world.api.call('GET', '/v1/referrals?waiting_on=rival', world.lead)).status).toBe(400);
  });
});

describe('refused', () => {
  it('400: without a question or an answer, and with fields nobody knows', async () => {
    await asked();
    for (const body of [{}, { question: ' ' }, { question: 'x'.repeat(2_001) }, { question: 'Why?', urgent: true }])
      expect((await world.give(id, 'ask', body)).status).toBe(400);
    for (const body of [{}, { answer: '' }]) {
      expect((await world.give(id, 'answer', body, world.own.admin)).status).toBe(400);
    }
    expect(world.api.stories.delivered).toHaveLength(0);
  });

  it.each([
    { why: 'the partner does not ask', command: 'ask', as: () => world.own.admin },
    { why: 'the partner’s manager asks in review only', command: 'ask', as: () => world.manager },
    { why: 'the owner does not answer', command: 'answer', as: () => world.owner },
    { why: 'the manager does not answer', command: 'answer', as: () => world.lead },
  ])('403: $why', async ({ command, as }) => {
    await asked();
    const answer = await world.give(id, command, command === 'ask' ? QUESTION : ANSWER, as());
    expect(said(answer)).toEqual({ status: 403, code: 'forbidden' });
  });

  it('403: a key asks nothing, and answers nothing without the scope to write', async () => {
    await asked();
    const key = await apiKey(world.api, world.own.id, ['referrals:read']);
    expect(said(await world.give(id, 'answer', ANSWER, { key }))).toMatchObject({ code: 'insufficient_scope' });
    expect(said(await world.give(id, 'ask', QUESTION, { key: world.own.key }))).toMatchObject({ status: 403 });
  });

  it('404: another partner, a colleague who did not submit it, a rep who does not own it', async () => {
    await asked();
    const rival = await partner(world.api, { programIds: [await program(world.api)] });
    for (const who of [rival.admin, { key: rival.key }, world.own.user])
      expect(said(await world.give(id, 'answer', ANSWER, who))).toEqual({ status: 404, code: 'not_found' });
    const rep = await person(world.api, { roles: ['sales_rep'] });
    expect(said(await world.give(id, 'ask', QUESTION, rep))).toEqual({ status: 404, code: 'not_found' });
  });

  it('409: after the end', async () => {
    await moveTo(world.api, id, { stage: 'lost', ownerId: world.owner.id });
    expect(said(await world.give(id, 'ask', QUESTION))).toEqual({ status: 409, code: 'not_allowed_in_stage' });
    expect(said(await world.give(id, 'answer', ANSWER, world.own.admin))).toEqual({
      status: 409,
      code: 'not_allowed_in_stage',
    });
  });

  it.each([
    { command: 'ask', code: 'question_open', as: () => world.owner },
    { command: 'answer', code: 'no_open_question', as: () => world.own.admin },
  ] as const)('409: $command, where the story knows better: $code', async ({ command, code, as }) => {
    await moveTo(world.api, id, { stage: 'accepted', ownerId: world.owner.id });
    world.api.stories.answer = () => Promise.resolve({ outcome: 'refused', code, facts: {} });
    const answer = await world.give(id, command, command === 'ask' ? QUESTION : ANSWER, as());
    expect(said(answer)).toEqual({ status: 409, code });
  });
});
