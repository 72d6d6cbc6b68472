import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Mail, MailSender } from '../../../adapters/mail/port.ts';
import { createSmtpMail } from '../../../adapters/mail/smtp.ts';

type Answer = { command: 'MAIL' | 'RCPT' | 'DATA'; code: number } | undefined;

let answer: Answer;
const received: ParsedMail[] = [];

const refuse = (command: 'MAIL' | 'RCPT' | 'DATA'): Error | null =>
  answer?.command === command ? Object.assign(new Error('no'), { responseCode: answer.code }) : null;

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onMailFrom: (_address, _session, callback) => callback(refuse('MAIL')),
  onRcptTo: (_address, _session, callback) => callback(refuse('RCPT')),
  onData: (stream, _session, callback) => {
    simpleParser(stream).then(
      (mail) => {
        const refused = refuse('DATA');
        if (refused === null) received.push(mail);
        callback(refused);
      },
      (error: unknown) => callback(error as Error),
    );
  },
});

const mailTo = (to: Mail['to'], subject = '[R-7K2M-94] Nordwind AB: registered for you'): Mail => ({
  messageId: 'evt_1.accepted.usr_1@fairlead.localhost',
  to,
  subject,
  language: 'en',
  letter: {
    greeting: 'Hello Ada,',
    sentence: 'Registered for you.',
    nextStep: { label: 'Next step', text: 'Nothing to do.' },
    lists: [],
    facts: [],
    link: { label: 'Open', url: 'http://localhost:3000/referrals/R-7K2M-94' },
  },
});
const ada = { name: 'Ada Brandt', email: 'ada@brightwater.example' };

let mail: MailSender;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  mail = createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from: 'Helioforge Partners <partners@helioforge.example>' });
});

beforeEach(() => {
  answer = undefined;
  received.length = 0;
});

afterAll(async () => {
  await mail.close();
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

describe('mail by SMTP', () => {
  it('arrives with both parts, the brand as sender and the stable message id', async () => {
    await mail.send(mailTo(ada));
    const [arrived] = received;
    expect(arrived?.messageId).toBe('<evt_1.accepted.usr_1@fairlead.localhost>');
    expect(arrived?.from?.text).toBe('"Helioforge Partners" <partners@helioforge.example>');
    expect(arrived?.subject).toBe('[R-7K2M-94] Nordwind AB: registered for you');
    expect(arrived?.text).toContain('Registered for you.');
    expect(arrived?.html).toContain('Registered for you.');
    expect(arrived?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('lets nobody add a header or a receiver', async () => {
    await mail.send(
      mailTo({ name: 'Ada\r\nBcc: v@x.example', email: ada.email }, 'Hi\r\nBcc: v@x.example\r\n\r\nbody'),
    );
    const [arrived] = received;
    expect(arrived?.bcc).toBeUndefined();
    expect(arrived?.headers.has('bcc')).toBe(false);
    expect(arrived?.text).toContain('Registered for you.');
  });

  it.each([
    { command: 'RCPT' as const, code: 550, expected: 'mail_refused', why: 'no such mailbox' },
    { command: 'RCPT' as const, code: 451, expected: 'mail_unavailable', why: 'greylisting' },
    { command: 'DATA' as const, code: 554, expected: 'mail_refused', why: 'this mail is not taken' },
    { command: 'DATA' as const, code: 452, expected: 'mail_unavailable', why: 'the disk is full' },
    { command: 'MAIL' as const, code: 550, expected: 'mail_unavailable', why: 'our sender is configured wrongly' },
  ])('$code to $command is $expected ($why)', async ({ command, code, expected }) => {
    answer = { command, code };
    await expect(mail.send(mailTo(ada))).rejects.toMatchObject({ code: expected });
  });

  it('a server that is away is unavailable, and the error says nothing of the receiver', async () => {
    const away = createSmtpMail({ url: 'smtp://127.0.0.1:1', from: 'a@b.example' });
    const error: unknown = await away.send(mailTo(ada)).catch((thrown: unknown) => thrown);
    await away.close();
    expect(error).toMatchObject({ code: 'mail_unavailable', message: 'The mail server cannot be reached.' });
  });

  it('what was given up is never sent behind our back, not even when it was still waiting for its turn', async () => {
    let isHanging = true;
    const arrived: string[] = [];
    const slow = new SMTPServer({
      closeTimeout: 500,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, callback) => {
        simpleParser(stream).then(
          ({ subject = '' }) => {
            if (isHanging) return;
            arrived.push(subject);
            callback(null);
          },
          (error: unknown) => callback(error as Error),
        );
      },
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.server.address() as AddressInfo;
    const impatient = createSmtpMail({
      url: `smtp://127.0.0.1:${String(port)}`,
      from: 'a@b.example',
      waitMs: 1_500,
    });
    const given = Array.from({ length: 12 }, (_, place) => impatient.send(mailTo(ada, `given up ${String(place)}`)));
    const reasons = (await Promise.allSettled(given)).map((one) =>
      one.status === 'rejected' ? String(one.reason) : 'sent',
    );
    isHanging = false;
    await impatient.send(mailTo(ada, 'the next one'));
    await impatient.close();
    await new Promise<void>((resolve) => slow.close(() => resolve()));
    expect(new Set(reasons)).toEqual(new Set(['AppError: The mail server cannot be reached.']));
    expect(arrived).toEqual(['the next one']);
  });

  it('an address nobody can read is refused', async () => {
    await expect(mail.send(mailTo({ name: 'X', email: 'no address' }))).rejects.toMatchObject({ code: 'mail_refused' });
  });
});
