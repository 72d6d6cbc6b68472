import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '../../../api/operations.ts';
import { allowedIn } from '../../../domain/cases/kinds.ts';
import { STAGES } from '../../../domain/referral/stages.ts';
import { EXTENSION_REASONS, REASON_CODES } from '../../../domain/referral/reasons.ts';
import { apiKey, moveTo } from '../../support/apiWorld.ts';
import { TODAY } from '../../support/today.ts';
import { CHECKLIST, said, startCommandWorld, type CommandWorld } from '../../support/commandWorld.ts';
import { person } from '../../support/apiServer.ts';

let api: CommandWorld['api'];
let world: CommandWorld;
let own: CommandWorld['own'];
let owner: CommandWorld['owner'];
let lead: CommandWorld['lead'];
let manager: CommandWorld['manager'];
let id: string;

beforeAll(async () => {
  world = await startCommandWorld();
  ({ api, own, owner, lead, manager } = world);
});

beforeEach(async () => {
  id = await world.renew();
});

afterAll(() => api.close());

const WON = { outcome: 'won', amount: { amount: 100, currency: 'EUR' }, closedOn: TODAY, dealId: 'D-1' };
const give = (
  command: string,
  body: unknown,
  who?: { session?: string; key?: string },
  idempotencyKey?: string | null,
) => world.give(id, command, body, who, idempotencyKey);

describe('409: the stage comes before any other rule', () => {
  it('says the stage and what is possible in it, also when the content would not pass either', async () => {
    await moveTo(api, id, { stage: 'lost', ownerId: owner.id });
    const answer = await give('qualify', { ...CHECKLIST, need: 'no', outcome: 'qualified' });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_stage', stage: 'lost', allowed: ['reopen', 'contest'] },
    });
    await moveTo(api, id, { stage: 'contacted' });
    expect((await give('close', { outcome: 'lost', reasonCode: 'nonsense' })).body).toMatchObject({
      code: 'not_allowed_in_stage',
      stage: 'contacted',
      allowed: [
        'contact',
        'qualify',
        'assign',
        'ask',
        'answer',
        'withdraw',
        'extension',
        'extension-decision',
        'messages',
      ],
    });
    expect(api.stories.delivered).toHaveLength(0);
  });

  it('names what is possible by its addresses, in every stage', () => {
    const posts = OPERATIONS.filter(({ method }) => method === 'post').map(({ path }) => path);
    for (const stage of STAGES)
      expect(posts).toEqual(expect.arrayContaining(allowedIn(stage).map((action) => `/referrals/{id}/${action}`)));
  });

  it('what was put off once is not put off again: the story knows', async () => {
    await moveTo(api, id, { stage: 'contacted', ownerId: owner.id });
    api.stories.answer = () => Promise.resolve({ outcome: 'refused', code: 'already_postponed', facts: {} });
    const recontactOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(said(await give('qualify', { ...CHECKLIST, outcome: 'later', recontactOn }))).toEqual({
      status: 409,
      code: 'already_postponed',
    });
  });

  it('a refusal by the story is passed on with its facts', async () => {
    await moveTo(api, id, { stage: 'contacted', ownerId: owner.id });
    api.stories.answer = () =>
      Promise.resolve({ outcome: 'refused', code: 'not_allowed_in_stage', facts: { stage: 'expired', allowed: [] } });
    expect(await give('qualify', { ...CHECKLIST, outcome: 'qualified' })).toMatchObject({
      status: 409,
      body: { code: 'not_allowed_in_stage', stage: 'expired' },
    });
  });
});

describe('422 and 400: what was said does not do', () => {
  it.each([
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, budget: 'no', outcome: 'qualified' },
      code: 'checklist_incomplete',
    },
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, outcome: 'disqualified', reasonCode: 'bored' },
      code: 'reason_required',
    },
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, outcome: 'later', recontactOn: '2020-01-01' },
      code: 'date_out_of_range',
    },
    {
      command: 'qualify',
      stage: 'contacted',
      body: { ...CHECKLIST, outcome: 'later', recontactOn: '2999-01-01T10:00:00Z' },
      code: 'date_out_of_range',
    },
    { command: 'close', stage: 'qualified', body: { outcome: 'lost', reasonCode: 'bored' }, code: 'reason_required' },
    { command: 'close', stage: 'qualified', body: { ...WON, closedOn: '1990-01-01' }, code: 'date_out_of_range' },
    { command: 'close', stage: 'qualified', body: { ...WON, closedOn: '2099-12-31' }, code: 'date_out_of_range' },
    {
      command: 'assign',
      stage: 'accepted',
      body: { ownerId: 'usr_nobody', reasonCode: 'territory' },
      code: 'owner_not_available',
    },
    {
      command: 'assign',
      stage: 'accepted',
      body: { ownerId: 'usr_nobody', reasonCode: 'bored' },
      code: 'reason_required',
    },
    {
      command: 'review',
      stage: 'in_review',
      body: { decision: 'decline', reasonCode: 'bored' },
      code: 'reason_required',
    },
    { command: 'reopen', stage: 'lost', body: { reasonCode: 'bored' }, code: 'reason_required' },
  ])('422 $code: $command $body', async ({ command, stage, body, code }) => {
    await moveTo(api, id, { stage, ownerId: lead.id });
    expect(said(await give(command, body, lead))).toEqual({ status: 422, code });
    expect(api.stories.delivered).toHaveLength(0);
  });

  it.each([
    { command: 'withdraw', body: { reasonCode: 'bored' }, allowed: REASON_CODES.withdrawn },
    { command: 'extension', body: { days: 30, reasonCode: 'bored' }, allowed: EXTENSION_REASONS },
  ])('422 with what is valid: $command for a reason that is none', async ({ command, body, allowed }) => {
    await moveTo(api, id, { stage: 'accepted', ownerId: lead.id });
    expect(await give(command, body, own.admin)).toMatchObject({
      status: 422,
      body: { code: 'reason_required', allowed },
    });
  });

  it('the checklist says what lacks', async () => {
    await moveTo(api, id, { stage: 'contacted', ownerId: owner.id });
    const { body } = await give('qualify', { ...CHECKLIST, budget: 'no', outcome: 'qualified' });
    expect(body['lacks']).toEqual([{ question: 'budget', answer: 'no' }]);
  });

  it.each([
    { command: 'close', body: { outcome: 'won', dealId: 'D-1' }, pointers: ['/amount', '/closedOn'] },
    { command: 'close', body: { outcome: 'lost' }, pointers: ['/reasonCode'] },
    {
      command: 'close',
      body: { ...WON, firstYearNet: { amount: 101, currency: 'EUR' } },
      pointers: ['/firstYearNet/amount'],
    },
    { command: 'qualify', body: { ...CHECKLIST, outcome: 'perhaps' }, pointers: ['/outcome'] },
    { command: 'qualify', body: { ...CHECKLIST, outcome: 'later' }, pointers: ['/recontactOn'] },
    {
      command: 'qualify',
      body: { ...CHECKLIST, outcome: 'later', recontactOn: '2027-02-31' },
      pointers: ['/recontactOn'],
    },
    { command: 'contact', body: { channel: 'phone' }, pointers: ['/outcome'] },
    {
      command: 'contact',
      body: { channel: 'phone', outcome: 'reached', at: '2999-01-01T00:00:00Z' },
      pointers: ['/at'],
    },
  ])('400: $command $body', async ({ command, body, pointers }) => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    const answer = await give(command, body);
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual(pointers);
  });
});

describe('403 and 404', () => {
  it.each([
    { why: 'a partner’s person', who: () => own.admin, code: 'forbidden' },
    { why: 'an auditor', who: () => person(api, { roles: ['auditor'] }), code: 'forbidden' },
    { why: 'the partner’s manager', who: () => manager, code: 'forbidden' },
    { why: 'an API key', who: () => ({ key: own.key }), code: 'insufficient_scope' },
  ])('$why does not work a referral', async ({ who, code }) => {
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    expect(said(await give('contact', { channel: 'phone', outcome: 'reached' }, await who()))).toEqual({
      status: 403,
      code,
    });
  });

  it('a key without the scope to write does not withdraw', async () => {
    const key = await apiKey(api, own.id, ['referrals:read']);
    expect(said(await give('withdraw', { reasonCode: 'mistake' }, { key }))).toEqual({
      status: 403,
      code: 'insufficient_scope',
    });
  });

  it('a referral that one may not read is not there', async () => {
    const stranger = await person(api, { roles: ['sales_rep'] });
    await moveTo(api, id, { stage: 'accepted', ownerId: owner.id });
    expect(said(await give('contact', { channel: 'phone', outcome: 'reached' }, stranger))).toEqual({
      status: 404,
      code: 'not_found',
    });
  });
});
