import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Case } from '../../../api/schemas/cases.ts';
import { apiKey } from '../../support/apiWorld.ts';
import { NOTE, REJECT, REINSTATE, startCaseApi, type CaseApi } from '../../support/caseApi.ts';
import { said } from '../../support/commandWorld.ts';

let world: CaseApi;
let api: CaseApi['api'];
let temporal: CaseApi['temporal'];
let manager: CaseApi['manager'];
let lead: CaseApi['lead'];
let own: CaseApi['own'];
let other: CaseApi['other'];
let rep: CaseApi['rep'];
let approver: CaseApi['approver'];
let ended: CaseApi['ended'];
let contest: CaseApi['contest'];
let opened: CaseApi['opened'];
let command: CaseApi['command'];
let read: CaseApi['read'];

beforeAll(async () => {
  world = await startCaseApi();
  ({ api, temporal, manager, lead, own, other, rep, approver, ended, contest, opened, command, read } = world);
});
afterAll(() => world.close());
beforeEach(() => {
  temporal.isAway = false;
});

describe('POST /referrals/{id}/contest', () => {
  it('201 opens a case that somebody who took no part has, and keeps the place in line', async () => {
    const id = await ended();
    const { status, body, headers } = await contest(id, NOTE, { key: own.key });
    expect(status).toBe(201);
    expect(() => Case.parse(body)).not.toThrow();
    expect(headers.get('location')).toBe(`/v1/cases/${body.id}`);
    expect(body).toMatchObject({ kind: 'declined', state: 'open', note: NOTE.note, actions: ['withdraw'] });
    expect(await api.database.queueEntry.findUnique({ where: { referralId: id } })).toMatchObject({
      reservedBy: body.id,
    });
    const internal = (await read(body.id, manager)).body;
    expect(internal).toMatchObject({ decider: { id: manager.id }, reservedPlace: true, actions: ['answer', 'decide'] });
  });

  it('is not offered in the sentence any more once it was done', async () => {
    const id = await ended();
    const outcome = async () =>
      (
        await api.call<{ outcome: { contestUntil: string | null; sentence: string } }>(
          'GET',
          `/v1/referrals/${id}`,
          own.admin,
        )
      ).body.outcome;
    const before = await outcome();
    expect(before.contestUntil).not.toBeNull();
    expect(before.sentence).toContain('Contest it until');
    await contest(id, NOTE, own.admin);
    const after = await outcome();
    expect(after.contestUntil).toBeNull();
    expect(after.sentence).not.toContain('Contest it');
  });

  it('201 once: the same key gets the same case', async () => {
    const id = await ended();
    const first = await contest(id, NOTE, own.admin, 'once-and-again');
    const again = await contest(id, NOTE, own.admin, 'once-and-again');
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await api.database.case.count({ where: { referralId: id } })).toBe(1);
  });

  it('of many at once one is a case, the others are told which', async () => {
    const id = await ended();
    const answers = await Promise.all(Array.from({ length: 8 }, () => contest(id, NOTE, own.admin)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 201).map(({ body }) => body['code']);
    expect(new Set(codes)).toEqual(new Set(['case_open']));
  });

  it('400 for a kind that is none, 403 for who does not speak for the partner, 404 for another partner’s', async () => {
    const id = await ended();
    expect(said(await contest(id, { ...NOTE, kind: 'weather' }))).toMatchObject({ status: 400 });
    expect(said(await contest(id, NOTE, lead))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await contest(id, NOTE, own.user))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await contest(id, NOTE, other.admin))).toEqual({ status: 404, code: 'not_found' });
    const readOnly = await apiKey(api, own.id, ['referrals:read']);
    expect(said(await contest(id, NOTE, { key: readOnly }))).toEqual({ status: 403, code: 'insufficient_scope' });
  });

  it.each([
    { why: 'another end than it came to', stage: 'expired', kind: 'declined', code: 'not_allowed_in_stage' },
    { why: 'nothing to contest yet', stage: 'submitted', kind: 'missing_credit', code: 'not_allowed_in_stage' },
    { why: 'the window is over', stage: 'declined', kind: 'declined', daysAgo: 15, code: 'contest_window_closed' },
    { why: 'the tail is over', stage: 'expired', kind: 'missing_credit', daysAgo: 91, code: 'contest_window_closed' },
    { why: 'no commission', stage: 'won', kind: 'commission', code: 'nothing_to_contest' },
  ])('409 $code: $why', async ({ stage, kind, daysAgo, code }) => {
    const answer = await contest(await ended(stage, daysAgo), { ...NOTE, kind });
    expect(said(answer)).toEqual({ status: 409, code });
  });

  it('409 says what is allowed in the stage, contesting included', async () => {
    const { body } = await contest(await ended('lost'), NOTE);
    expect(body).toMatchObject({ stage: 'lost', kinds: ['missing_credit'] });
    expect(body['allowed']).toContain('contest');
  });

  it('409 already_decided: an end that was decided about', async () => {
    const id = await ended();
    const { body } = await contest(id);
    await command(body.id, 'decide', { ...REINSTATE, effect: 'none' });
    expect(said(await contest(id))).toEqual({ status: 409, code: 'already_decided' });
  });
});

describe('POST /cases/{id}/…', () => {
  it('200 answer, then decide with its effect; the partner reads what was said, not who', async () => {
    const id = await opened();
    const answered = await command(id, 'answer', { message: 'We look at the dates.', note: 'Check with K.' });
    expect(answered.status).toBe(200);
    expect(answered.body).toMatchObject({ state: 'answered', answer: 'We look at the dates.' });
    const decided = await command(id, 'decide', REINSTATE, lead);
    expect(decided.body).toMatchObject({
      state: 'closed',
      decision: { outcome: 'upheld', effect: 'reinstate', reason: REINSTATE.reason, by: { id: lead.id } },
    });
    const { body } = await read(id, own.admin);
    expect(body).toMatchObject({ decision: { by: null }, actions: [] });
    expect(body.next.sentence).toContain('You were right.');
    expect(body).not.toHaveProperty('decider');
    expect(JSON.stringify(body)).not.toContain('Check with K.');
    const signals = await api.database.outboxRow.findMany({
      where: { kind: 'signal' },
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(signals[0]?.payload).toMatchObject({ signal: 'caseDecided', args: { caseId: id } });
  });

  it('403 separation_of_duties for who took one of the decisions; the case says who and why', async () => {
    const referralId = await ended();
    await api.database.$queryRaw`SELECT append_event(${referralId}, ${JSON.stringify({
      at: new Date().toISOString(),
      type: 'referral.declined',
      actor: { kind: 'user', id: manager.id },
      source: 'api',
      from: 'in_review',
      to: 'declined',
    })}::jsonb)`;
    const { body } = await contest(referralId);
    const refused = await command(body.id, 'decide', REJECT, manager);
    expect(said(refused)).toEqual({ status: 403, code: 'separation_of_duties' });
    expect(refused.body).toMatchObject({ who: manager.id, why: ['reviewed_it'] });
    const view = (await read(body.id, manager)).body;
    expect(view).toMatchObject({ actions: ['answer'], decider: { id: lead.id } });
    expect(view['barred']).toContainEqual(
      expect.objectContaining({ id: manager.id, why: ['reviewed_it'], reasons: ['reviewed the referral'] }),
    );
  });

  it('403 forbidden for who decides no such case, and for the partner', async () => {
    const id = await opened();
    expect(said(await command(id, 'decide', REJECT, approver))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await command(id, 'answer', { message: 'x' }, approver))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await command(id, 'decide', REJECT, rep))).toEqual({ status: 404, code: 'not_found' });
    expect(said(await command(id, 'decide', REJECT, own.admin))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await command(id, 'withdraw', {}, manager))).toEqual({ status: 403, code: 'forbidden' });
    expect(said(await command(id, 'withdraw', {}, other.admin))).toEqual({ status: 404, code: 'not_found' });
  });

  it('409 not_allowed_in_state names what is', async () => {
    const id = await opened();
    await command(id, 'answer', { message: 'Soon.' });
    const again = await command(id, 'answer', { message: 'Soon.' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      code: 'not_allowed_in_state',
      state: 'answered',
      allowed: ['decide', 'withdraw'],
    });
    expect(said(await command(id, 'second-look', { message: 'Look again.' }, own.admin))).toMatchObject({
      status: 409,
    });
  });

  it('409 not_allowed_in_stage: what is open again cannot be reinstated', async () => {
    const referralId = await ended();
    const { body } = await contest(referralId);
    await api.database.referral.update({ where: { id: referralId }, data: { stage: 'accepted' } });
    expect(said(await command(body.id, 'decide', REINSTATE))).toEqual({ status: 409, code: 'not_allowed_in_stage' });
  });

  it('409 deal_credited, 422 effect_not_offered: what cannot be carried out is not decided', async () => {
    const id = await opened();
    const adjust = await command(id, 'decide', { ...REINSTATE, effect: 'adjust' });
    expect(said(adjust)).toEqual({ status: 422, code: 'effect_not_offered' });
    expect(adjust.body['offered']).toEqual(['reinstate', 'none']);
    const won = await ended('won', 1, other.key);
    await api.database.referral.update({ where: { id: won }, data: { deal: { dealId: 'D-77' } } });
    const credit = (await contest(await ended('expired'), { ...NOTE, kind: 'missing_credit' })).body;
    const deal = { dealId: 'D-77', amount: { amount: 100, currency: 'EUR' }, closedOn: '2026-11-02' };
    const answer = await command(credit.id, 'decide', { ...REINSTATE, effect: 'credit', ...deal });
    expect(said(answer)).toEqual({ status: 409, code: 'deal_credited' });
    expect(said(await command(credit.id, 'decide', { ...REINSTATE, effect: 'credit' }))).toMatchObject({ status: 400 });
  });

  it('a rejection frees the place; the second look is by somebody else and keeps it again', async () => {
    const referralId = await ended();
    const { body } = await contest(referralId);
    await command(body.id, 'decide', REJECT, manager);
    const reserved = async () =>
      (await api.database.queueEntry.findUniqueOrThrow({ where: { referralId } })).reservedBy;
    expect(await reserved()).toBeNull();
    expect((await read(body.id, own.admin)).body).toMatchObject({ state: 'decided', actions: ['second-look'] });
    const again = await command(body.id, 'second-look', { message: 'Ask K. Lang.' }, { key: own.key });
    expect(again.body).toMatchObject({ state: 'second_look', round: 2, secondLook: { message: 'Ask K. Lang.' } });
    expect(await reserved()).toBe(body.id);
    expect(said(await command(body.id, 'decide', REJECT, manager))).toEqual({
      status: 403,
      code: 'separation_of_duties',
    });
    expect(again.body).toMatchObject({ decision: { reason: REJECT.reason }, earlierDecision: null });
    const last = await command(body.id, 'decide', { ...REJECT, reason: 'Still no.' }, lead);
    expect(last.body).toMatchObject({
      state: 'closed',
      decision: { reason: 'Still no.', by: { id: lead.id } },
      earlierDecision: { outcome: 'rejected', reason: REJECT.reason, by: { id: manager.id } },
    });
    expect((await read(body.id, own.admin)).body).toMatchObject({
      earlierDecision: { reason: REJECT.reason, by: null },
    });
  });

  it('200 withdraw; 202 when Temporal is away, and nothing is lost', async () => {
    const first = await command(await opened(), 'withdraw', {}, own.admin);
    expect(first.body).toMatchObject({ state: 'withdrawn' });
    temporal.isAway = true;
    const waiting = await command(await opened(), 'answer', { message: 'Soon.' });
    expect(waiting.status).toBe(202);
    expect(waiting.headers.get('location')).toMatch(/^\/v1\/commands\/cmd_/);
  });
});
