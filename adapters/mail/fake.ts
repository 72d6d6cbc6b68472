import { AppError, type ErrorCode } from '../../domain/errors.ts';
import type { Mail, MailSender } from './port.ts';
import { renderLetter } from './render.ts';

export type SentMail = Mail & { text: string; html: string };

type FakeMail = MailSender & {
  /** In the order of sending; a repeat is there twice. */
  readonly sent: readonly SentMail[];
  /** The next `times` sends fail with this code, `Infinity` for all; only for one address when given. */
  failNext(code: Extract<ErrorCode, 'mail_unavailable' | 'mail_refused'>, times: number, email?: string): void;
};

/** A mail server that keeps what it is given and is away when it is told to be. */
export function createFakeMail(): FakeMail {
  const sent: SentMail[] = [];
  let failure: { code: ErrorCode; left: number; email: string | undefined } | undefined;
  return {
    sent,
    failNext: (code, times, email) => {
      failure = { code, left: times, email };
    },
    send: (mail) => {
      if (failure !== undefined && failure.left > 0 && (failure.email ?? mail.to.email) === mail.to.email) {
        failure.left -= 1;
        return Promise.reject(new AppError({ code: failure.code }));
      }
      sent.push({ ...mail, ...renderLetter(mail, 'Fake Partners') });
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
