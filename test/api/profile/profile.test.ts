import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { preferredLanguage } from '../../../api/auth/acceptLanguage.ts';
import { Notifications, Profile } from '../../../api/schemas/profile.ts';
import { person, startApiServer, type ApiServer, type Someone } from '../../support/apiServer.ts';
import { partner, program, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let rep: Someone;

beforeAll(async () => {
  api = await startApiServer();
  own = await partner(api, { programIds: [await program(api)] });
  rep = await person(api, { roles: ['sales_rep'] });
});

afterAll(() => api.close());

const change = (body: unknown, session = own.user.session) =>
  api.call('PATCH', '/v1/profile', { session, body, idempotencyKey: null });
const choose = (settings: unknown, session = own.user.session) =>
  api.call('PUT', '/v1/profile/notifications', { session, body: { settings }, idempotencyKey: null });

describe('the profile', () => {
  it('200: English, UTC and no quiet hours until somebody says otherwise', async () => {
    const { status, body } = await api.call('GET', '/v1/profile', { session: own.user.session });
    expect(status).toBe(200);
    expect(Profile.parse(body)).toMatchObject({ id: own.user.id, language: 'en', zone: 'UTC', quietHours: null });
  });

  it('200: what is named changes, the rest stays, and the session follows at once', async () => {
    const quietHours = { from: '22:00', to: '07:00' };
    expect(await change({ language: 'de', zone: 'Europe/Berlin', quietHours })).toMatchObject({
      status: 200,
      body: { language: 'de', zone: 'Europe/Berlin', quietHours, name: own.user.name },
    });
    expect(await change({ quietHours: null })).toMatchObject({ body: { language: 'de', quietHours: null } });
    const { body } = await api.call('GET', '/v1/session', { session: own.user.session });
    expect(body).toMatchObject({ user: { language: 'de', zone: 'Europe/Berlin' } });
  });

  it.each([
    { body: { language: 'fr' }, pointer: '/language' },
    { body: { zone: 'Mars/Olympus' }, pointer: '/zone' },
    { body: { quietHours: { from: '25:00', to: '07:00' } }, pointer: '/quietHours/from' },
    { body: { quietHours: { from: '07:00', to: '07:00' } }, pointer: '/quietHours/to' },
    { body: { name: '' }, pointer: '/name' },
  ])('400: $pointer', async ({ body, pointer }) => {
    expect(await change(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('403 for a key, which is no person, and for a foreign page', async () => {
    expect(await api.call('GET', '/v1/profile', { key: own.key })).toMatchObject({ status: 403 });
    const headers = { 'x-requested-with': '', origin: 'https://evil.example' };
    const answer = await api.call('PATCH', '/v1/profile', { session: own.user.session, body: {}, headers });
    expect(answer).toMatchObject({ status: 403, body: { code: 'cross_site' } });
  });
});

describe('notifications', () => {
  it('200: every mail of the own side, in the own language, with what is usual', async () => {
    const { body } = await api.call('GET', '/v1/profile/notifications', { session: rep.session });
    const { data } = Notifications.parse(body);
    expect(data).toContainEqual({
      event: 'assigned',
      label: 'A referral became yours',
      subject: { code: 'intake', label: 'Receipt and registration' },
      setting: 'now',
      usual: 'now',
      choices: ['now'],
    });
    expect(data.map(({ event }) => event)).not.toContain('won');
  });

  it('200: mails of one subject stand together, under its name in the own language', async () => {
    await change({ language: 'de' });
    const { body } = await api.call('GET', '/v1/profile/notifications', { session: own.user.session });
    const codes = Notifications.parse(body).data.map(({ subject }) => subject.code);
    const runs = codes.filter((code, place) => code !== codes[place - 1]);
    expect(runs).toEqual([...new Set(codes)]);
    expect(runs.length).toBeGreaterThan(5);
    expect(Notifications.parse(body).data.at(-1)?.subject).toEqual({ code: 'overview', label: 'Überblick' });
  });

  it('200: a choice holds; what is not named goes back to what is usual', async () => {
    expect(await choose({ won: 'digest', attempt: 'off' })).toMatchObject({ status: 200 });
    const { body } = await choose({ won: 'off' });
    const { data } = Notifications.parse(body);
    expect(data.find(({ event }) => event === 'won')).toMatchObject({ setting: 'off', label: 'Gewonnen, mit Betrag' });
    expect(data.find(({ event }) => event === 'attempt')).toMatchObject({ setting: 'digest' });
  });

  it.each([
    { settings: { assigned: 'off' }, who: 'internal', why: 'has to be acted on' },
    { settings: { won: 'off' }, who: 'internal', why: 'is for partners' },
    { settings: { won: 'sometimes' }, who: 'partner', why: 'is no choice' },
    { settings: { nothing: 'off' }, who: 'partner', why: 'is no mail' },
  ])('400: $settings for $who $why', async ({ settings, who }) => {
    const session = who === 'internal' ? rep.session : own.user.session;
    expect(await choose(settings, session)).toMatchObject({ status: 400 });
  });
});

describe('the language of a key', () => {
  it.each([
    { header: undefined, language: 'en', why: 'nothing asked' },
    { header: 'de', language: 'de', why: 'asked' },
    { header: 'de-AT, en;q=0.8', language: 'de', why: 'a region of it' },
    { header: 'fr, en;q=0.3, de;q=0.5', language: 'de', why: 'the best of those there are' },
    { header: 'de;q=0, en;q=0.1', language: 'en', why: 'zero is not wanted' },
    { header: 'fr', language: 'en', why: 'none of ours' },
    { header: ';;;q=x,,de;q=0.5', language: 'de', why: 'nonsense is passed over' },
  ])('$header → $language ($why)', ({ header, language }) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
