import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../domain/errors.ts';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import type { MailOutbox, MailReceiverAddress, PendingMail } from '../../adapters/mail/port.ts';
import { createMailActivities } from '../../activities/mail.ts';

const usual = { language: 'en', zone: 'UTC', reader: 'partner', settings: {}, quietUntil: null } as const;
const ada: MailReceiverAddress = {
  ...usual,
  userId: 'usr_ada',
  name: 'Ada Brandt',
  email: 'ada@brightwater.example',
};
const mira: MailReceiverAddress = {
  ...usual,
  userId: 'usr_mira',
  name: 'Mira Wolf',
  email: 'mira@brightwater.example',
};

const accepted: PendingMail = {
  payload: {
    eventId: 'evt_1',
    text: 'accepted',
    referralId: 'ref_1',
    receiver: { kind: 'submitter' },
    facts: { ownerId: 'usr_nora', firstContactDueAt: '2026-11-25T14:02:00.000Z' },
  },
  at: new Date('2026-11-24T14:02:07.000Z'),
  receivers: [ada, mira],
  sentTo: [],
  referral: { number: 'R-7K2M-94', company: 'Nordwind AB', prospect: 'Jana Falk', feedback: null, isReadable: true },
  owner: 'Nora Lindqvist',
  previousOwner: undefined,
  author: undefined,
  reviewer: undefined,
  message: undefined,
};

/** One row, as the database would keep it. */
function keep(pending: PendingMail) {
  const row = { sentTo: [...pending.sentTo], done: false };
  const waiting: string[] = [];
  const outbox: MailOutbox = {
    findPending: () => Promise.resolve(row.done ? undefined : { ...pending, sentTo: [...row.sentTo] }),
    markSentTo: (_id, userId) => Promise.resolve(void row.sentTo.push(userId)),
    keepForDigest: (_id, userId) => {
      waiting.push(`digest ${userId}`);
      return Promise.resolve(void row.sentTo.push(userId));
    },
    postpone: (_id, userId, until) => {
      waiting.push(`${until.toISOString()} ${userId}`);
      return Promise.resolve(void row.sentTo.push(userId));
    },
    digestOf: () => Promise.resolve({ items: [], itemCount: 0, open: [], openCount: 0 }),
    markDone: () => Promise.resolve(void (row.done = true)),
    noteFailure: () => Promise.resolve(),
    markDead: () => Promise.resolve(),
  };
  return { row, waiting, outbox };
}

function setUp(pending = accepted) {
  const mail = createFakeMail();
  const { row, waiting, outbox } = keep(pending);
  const { deliverMail } = createMailActivities({ outbox, mail, publicUrl: 'https://partners.helioforge.example' });
  return { mail, row, outbox, waiting, deliver: () => deliverMail({ outboxId: '1' }) };
}

describe('delivering one mail', () => {
  it('tells every receiver what happened, what follows and where to look', async () => {
    const { mail, row, deliver } = setUp();
    await deliver();
    expect(row.done).toBe(true);
    expect(mail.sent.map(({ to }) => to.email)).toEqual([ada.email, mira.email]);
    const [first] = mail.sent;
    expect(first?.messageId).toBe('evt_1.accepted.usr_ada@fairlead.partners.helioforge.example');
    expect(first?.subject).toBe('[R-7K2M-94] Nordwind AB: registered for you');
    for (const part of [first?.text, first?.html]) {
      expect(part).toContain('Hello Ada Brandt,');
      expect(part).toContain('Nora Lindqvist reaches out to Jana Falk by Wed 25 Nov 14:02 UTC.');
      expect(part).toContain('Next step');
      expect(part).toContain('https://partners.helioforge.example/referrals/ref_1');
    }
  });

  it('is not done again once the row is done', async () => {
    const { mail, deliver } = setUp();
    await deliver();
    await deliver();
    expect(mail.sent).toHaveLength(2);
  });

  it('goes on where it broke off: nobody gets a second copy because another was not reached', async () => {
    const { mail, row, deliver } = setUp();
    mail.failNext('mail_unavailable', 1, mira.email);
    await expect(deliver()).rejects.toMatchObject({ code: 'mail_unavailable' });
    expect(row).toEqual({ sentTo: ['usr_ada'], done: false });
    await deliver();
    expect(mail.sent.map(({ to }) => to.email)).toEqual([ada.email, mira.email]);
    expect(row.done).toBe(true);
  });

  it('sends nothing a second time because the database was away when it had to be noted', async () => {
    const { mail, row, outbox, deliver } = setUp();
    let asked = 0;
    const everyThird = (note: () => Promise<void>): Promise<void> => {
      asked += 1;
      return asked % 3 === 0 ? note() : Promise.reject(new AppError({ code: 'unavailable' }));
    };
    const works = { ...outbox };
    outbox.markSentTo = (id, userId) => everyThird(() => works.markSentTo(id, userId));
    outbox.markDone = (id) => everyThird(() => works.markDone(id));
    await deliver();
    expect(row).toEqual({ sentTo: ['usr_ada'], done: true });
    expect(mail.sent.map(({ to }) => to.email)).toEqual([ada.email, mira.email]);
  });

  it('one refused address does not keep the mail from the others', async () => {
    const { mail, row, deliver } = setUp();
    mail.failNext('mail_refused', Infinity, ada.email);
    await expect(deliver()).rejects.toMatchObject({ code: 'mail_refused' });
    expect(mail.sent.map(({ to }) => to.email)).toEqual([mira.email]);
    expect(row.done).toBe(false);
  });

  it('is done when there is nobody to tell', async () => {
    const { mail, row, deliver } = setUp({ ...accepted, receivers: [] });
    await deliver();
    expect(mail.sent).toEqual([]);
    expect(row.done).toBe(true);
  });
});

describe('as each reader wants it', () => {
  it('in their own language and zone', async () => {
    const german: MailReceiverAddress = { ...ada, language: 'de', zone: 'Europe/Berlin' };
    const { mail, deliver } = setUp({ ...accepted, receivers: [german, mira] });
    await deliver();
    const [toAda, toMira] = mail.sent;
    expect(toAda?.text).toContain('Guten Tag Ada Brandt,');
    expect(toAda?.text).toContain('Nora Lindqvist meldet sich bis Mittwoch, 25. November, 15:02 Uhr bei Jana Falk.');
    expect(toAda?.html).toContain('<html lang="de">');
    expect(toMira?.text).toContain('Nora Lindqvist reaches out to Jana Falk by Wed 25 Nov 14:02 UTC.');
  });

  it('not at all when it is off, and later when it is for the mail of the week', async () => {
    const off = { ...ada, settings: { accepted: 'off' } };
    const weekly = { ...mira, settings: { accepted: 'digest' } };
    const { mail, row, waiting, deliver } = setUp({ ...accepted, receivers: [off, weekly] });
    await deliver();
    expect(mail.sent).toEqual([]);
    expect(waiting).toEqual(['digest usr_mira']);
    expect(row.done).toBe(true);
  });

  it('after their quiet hours; others get it at once', async () => {
    const asleep = { ...ada, quietUntil: new Date('2026-11-25T06:00:00.000Z') };
    const { mail, row, waiting, deliver } = setUp({ ...accepted, receivers: [asleep, mira] });
    await deliver();
    expect(mail.sent.map(({ to }) => to.email)).toEqual([mira.email]);
    expect(waiting).toEqual(['2026-11-25T06:00:00.000Z usr_ada']);
    expect(row.done).toBe(true);
  });

  it('a deputy reads on whose behalf, and gets it by their own settings and quiet hours', async () => {
    const deputy = { ...mira, reader: 'internal' as const };
    const payload = { ...accepted.payload, text: 'reminder_50' as const, facts: {} };
    const pending = { ...accepted, payload, standsInFor: 'Emil Sand' };
    const now = setUp({ ...pending, receivers: [deputy] });
    await now.deliver();
    expect(now.mail.sent[0]?.text).toContain('You get this because you stand in for Emil Sand, who is away.');
    const off = setUp({ ...pending, receivers: [{ ...deputy, settings: { reminder_50: 'off' } }] });
    await off.deliver();
    expect([off.mail.sent, off.row.done]).toEqual([[], true]);
    const asleep = setUp({ ...pending, receivers: [{ ...deputy, quietUntil: new Date('2026-11-25T06:00:00.000Z') }] });
    await asleep.deliver();
    expect([asleep.mail.sent, asleep.waiting]).toEqual([[], ['2026-11-25T06:00:00.000Z usr_mira']]);
  });

  it('whatever was chosen, what has to be acted on comes now', async () => {
    const owner = { ...mira, reader: 'internal' as const, settings: { assigned: 'off' } };
    const payload = { ...accepted.payload, text: 'assigned' as const, facts: {} };
    const { mail, deliver } = setUp({ ...accepted, payload, receivers: [owner] });
    await deliver();
    expect(mail.sent).toHaveLength(1);
  });
});
