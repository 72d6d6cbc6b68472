import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMailActivities } from '../../../activities/mail.ts';
import { createMailOutbox } from '../../../adapters/database/mailOutbox.ts';
import { createFakeMail } from '../../../adapters/mail/fake.ts';
import { person, startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { moveTo, partner, program, submission, type PartnerWorld } from '../../support/apiWorld.ts';

let api: ApiServer;
let own: PartnerWorld;
let id: string;

const AT = '2026-06-01T10:00:00.000Z';
const FACTS = { reasonCode: 'no_budget', at: AT, againFrom: '2027-09-01T10:00:00.000Z' };
const SAID = {
  en: 'Not a fit now: there is no budget for it at present. Advice: Ask when the next budget is made, and refer them again shortly before. You may refer them again from 1 Sep 2027.',
  de: 'Passt derzeit nicht: derzeit gibt es kein Budget dafür. Unser Rat: Fragen Sie, wann das nächste Budget geplant wird, und empfehlen Sie das Unternehmen kurz davor erneut. Sie können das Unternehmen ab 1. September 2027 erneut empfehlen.',
};

beforeAll(async () => {
  // What is said of another year names it, on whatever day this runs.
  api = await startApiServer({ now: () => new Date('2026-06-02T10:00:00.000Z') });
  own = await partner(api, { programIds: [await program(api)] });
  const session = own.user.session;
  const { body } = await api.call('POST', '/v1/referrals', { session, body: submission() });
  id = String(body['id']);
  const owner = await person(api, { roles: ['sales_rep'] });
  await moveTo(api, id, { stage: 'disqualified', ownerId: owner.id });
  await api.planted.referral.update({
    where: { id },
    data: {
      next: { situation: 'disqualified', action: 'none', who: null, dueAt: null, facts: FACTS },
      outcome: FACTS,
    },
  });
});

afterAll(() => api.close());

describe('one sentence, wherever it is read', () => {
  it.each(['en', 'de'] as const)(
    '%s: API and mail say the same, and the page shows what the API says (test/web/sentence.test.ts)',
    async (language) => {
      await api.call('PATCH', '/v1/profile', { session: own.user.session, body: { language, zone: 'Europe/Berlin' } });
      const { body } = await api.call('GET', `/v1/referrals/${id}`, { session: own.user.session });
      const view = body as unknown as { next: { sentence: string }; outcome: { sentence: string } };
      expect(view.next.sentence).toBe(SAID[language]);
      expect(view.outcome.sentence).toBe(SAID[language]);

      const { id: row } = await api.planted.outboxRow.create({
        data: {
          kind: 'mail',
          groupKey: `mail:evt_said:${language}`,
          createdAt: new Date('2026-06-02T10:00:00.000Z'),
          payload: {
            eventId: 'evt_said',
            text: 'disqualified',
            referralId: id,
            receiver: { kind: 'submitter' },
            facts: FACTS,
          },
        },
      });
      const mail = createFakeMail();
      const outbox = createMailOutbox(api.planted);
      const { deliverMail } = createMailActivities({ outbox, mail, publicUrl: 'http://localhost:3000' });
      await deliverMail({ outboxId: String(row) });
      expect(mail.sent[0]?.letter.sentence).toBe(SAID[language]);
    },
  );

  it('a key is answered in the language it asks for, with times in UTC', async () => {
    const german = await api.call('GET', `/v1/referrals/${id}`, { key: own.key, headers: { 'accept-language': 'de' } });
    expect(german.body).toMatchObject({ next: { sentence: SAID.de } });
    const english = await api.call('GET', `/v1/referrals/${id}`, { key: own.key });
    expect(english.body).toMatchObject({ next: { sentence: SAID.en } });
  });
});
