import { describe, expect, it } from '@jest/globals';
import { createFakeMail } from '../../adapters/mail/fake.ts';
import type { MailOutbox, PendingMail } from '../../adapters/mail/port.ts';
import { createMailActivities } from '../../activities/mail.ts';

const ada = { userId: 'usr_ada', name: 'Ada Brandt', email: 'ada@brightwater.example' };
const mira = { userId: 'usr_mira', name: 'Mira Wolf', email: 'mira@brightwater.example' };

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
  referral: { number: 'R-7K2M-94', company: 'Nordwind AB', prospect: 'Jana Falk', feedback: null },
  owner: 'Nora Lindqvist',
  previousOwner: undefined,
  reviewer: undefined,
  message: undefined,
};

/** One row, as the database would keep it. */
function keep(pending: PendingMail) {
  const row = { sentTo: [...pending.sentTo], done: false };
  const outbox: MailOutbox = {
    findPending: () => Promise.resolve(row.done ? undefined : { ...pending, sentTo: [...row.sentTo] }),
    markSentTo: (_id, userId) => Promise.resolve(void row.sentTo.push(userId)),
    markDone: () => Promise.resolve(void (row.done = true)),
    noteFailure: () => Promise.resolve(),
    markDead: () => Promise.resolve(),
  };
  return { row, outbox };
}

function setUp(pending = accepted) {
  const mail = createFakeMail();
  const { row, outbox } = keep(pending);
  const { deliverMail } = createMailActivities({ outbox, mail, publicUrl: 'https://partners.helioforge.example' });
  return { mail, row, deliver: () => deliverMail({ outboxId: '1' }) };
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
